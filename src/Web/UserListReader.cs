// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>Reads a list of users as people send it, with passwords for some, and makes the list that is stored.</summary>
    internal sealed class UserListReader
    {
        private readonly JsonReader _reader;
        private readonly SettingsFault _fault;
        private readonly AccessUsers _before;
        private readonly AccessUsers _users = new AccessUsers();
        private readonly string[] _passwords = Strings.Blank(AccessUsers.Max);

        public UserListReader(JsonReader reader, SettingsFault fault, AccessUsers before)
        {
            _reader = reader;
            _fault = fault;
            _before = before;
        }

        /// <summary>Null: the fault says why. Hashing takes its time, so nothing is hashed before all is well.</summary>
        public AccessUsers Read(AccessSection access, ISystem system)
        {
            if (!ReadDocument()) return null;
            if (!_users.HasInstaller())
            {
                _fault.Set("users", "must hold at least one installer");
                return null;
            }

            for (int i = 0; i < _users.Count; i++)
            {
                if (_passwords[i].Length > 0) _users.Hashes[i] = access.NewHash(system, _passwords[i]);
            }

            return _users;
        }

        private bool ReadDocument()
        {
            if (!_reader.Read(JsonToken.BeginObject)) return _fault.Set("", "must be an object");
            while (_reader.Read(JsonToken.Name))
            {
                if (!_reader.Is("users")) return _fault.Set(_reader.Text(), "is not known");
                if (!_reader.Read(JsonToken.BeginArray)) return _fault.Set("users", "must be a list");
                while (_reader.Read(JsonToken.BeginObject))
                {
                    if (!ReadUser()) return false;
                }

                if (_reader.Token != JsonToken.EndArray) return _fault.Set("users", "must be a list of objects");
            }

            return _reader.Token == JsonToken.EndObject || _fault.Set("", "must be an object");
        }

        private bool ReadUser()
        {
            string at = "users[" + _users.Count.ToString() + "]";
            if (_users.Count == AccessUsers.Max) return _fault.Set(at, "is one user too many");
            string name = "";
            string password = null;
            UserRole role = UserRole.None;
            while (_reader.Read(JsonToken.Name))
            {
                string key = _reader.Text();
                if (!_reader.Read(JsonToken.Text)) return _fault.Set(at + "." + key, "must be text");
                string value = _reader.Text();
                if (key == "name") name = value;
                else if (key == "password") password = value;
                else if (key == "role") role = AccessSection.RoleOf(value);
                else return _fault.Set(at + "." + key, "is not known");
            }

            if (_reader.Token != JsonToken.EndObject) return _fault.Set(at, "must be an object");
            if (password != null && !AccessSection.IsFit(password)) return _fault.Set(at + ".password", "must have 8 to 64 characters");
            int known = _before.Find(name);
            if (password == null && known < 0) return _fault.Set(at + ".password", "is needed for a new user");
            if (!AccessSection.CheckUser(_users, name, role, at, _fault)) return false;
            int place = _users.Count++;
            _users.Names[place] = name;
            _users.Roles[place] = (byte)role;
            _passwords[place] = password == null ? "" : password;
            if (password != null) return true;
            _users.Hashes[place] = _before.Hashes[known];
            _users.Labels[place] = _before.Labels[known];
            return true;
        }
    }
}
