// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>
    /// The users, section "access": {"users":[{"name":"admin","role":"installer","hash":"pbkdf2$…","label":true}]}. At most four, at least one installer.
    /// With "label" the password is still the one of the device's label.
    /// Write is for flash and backups: it holds the hashes. What people see is WritePublic.
    /// </summary>
    public sealed class AccessSection : ISecretSection
    {
        public const string FirstUser = "admin";
        public const int MaxNameBytes = 16;

        private AccessUsers _current = new AccessUsers();
        private AccessUsers _staged = new AccessUsers();
        private int _iterations;

        public string Name => "access";

        /// <summary>True before the first start has made a password: nobody can log in.</summary>
        public bool IsEmpty => _current.Count == 0;

        /// <summary>By which the work of a hash is measured; null: it is not, and a hash has the least iterations.</summary>
        public IClock Clock { get; set; }

        internal AccessUsers Users => _current;

        public static string RoleName(UserRole role)
        {
            if (role == UserRole.Installer) return "installer";
            return role == UserRole.User ? "user" : role == UserRole.Viewer ? "viewer" : "none";
        }

        /// <summary>None: there is no such role.</summary>
        public static UserRole RoleOf(string name)
        {
            for (UserRole role = UserRole.Viewer; role <= UserRole.Installer; role++)
            {
                if (RoleName(role) == name) return role;
            }

            return UserRole.None;
        }

        public bool Read(JsonReader reader, SettingsFault fault)
        {
            var users = new AccessUsers();
            if (!reader.Read(JsonToken.BeginObject)) return fault.Set("", "must be an object");
            while (reader.Read(JsonToken.Name))
            {
                if (!reader.Is("users")) return fault.Set(reader.Text(), "is not known");
                if (!reader.Read(JsonToken.BeginArray)) return fault.Set("users", "must be a list");
                while (reader.Read(JsonToken.BeginObject))
                {
                    if (!ReadUser(reader, fault, users)) return false;
                }

                if (reader.Token != JsonToken.EndArray) return fault.Set("users", "must be a list of objects");
            }

            if (reader.Token != JsonToken.EndObject) return fault.Set("", "must be an object");
            if (users.Count > 0 && !users.HasInstaller()) return fault.Set("users", "must hold at least one installer");
            _staged = users;
            return true;
        }

        public void Commit() => _current = _staged;

        public void Write(JsonWriter writer, bool staged) => Write(writer, staged ? _staged : _current, true);

        /// <summary>Writes the current users without their hashes, for the page.</summary>
        public void WritePublic(JsonWriter writer) => Write(writer, _current, false);

        /// <summary>Tells whether the password is the user's, the user's role, and whether it is the label's. Takes the same time for a user who does not exist.</summary>
        public bool TryLogin(ISystem system, string user, string password, out UserRole role, out bool isLabel)
        {
            AccessUsers users = _current;
            int index = users.Find(user);
            role = UserRole.None;
            isLabel = false;
            if (string.IsNullOrEmpty(password)) return false;   // an HMAC without a key is not defined on every chip
            if (index < 0)
            {
                PasswordHash.Waste(system, password, users.Hashes[0]);
                return false;
            }

            if (!PasswordHash.Verify(system, password, users.Hashes[index])) return false;
            role = (UserRole)users.Roles[index];
            isLabel = users.Labels[index];
            return true;
        }

        /// <summary>Stages the first installer with this password of the label, at the first start. Store, then Commit. False: there are users already, or the password is unfit.</summary>
        public bool StageFirst(ISystem system, string password)
        {
            return IsFit(password) && StageFirst(NewHash(system, password));
        }

        /// <summary>The same with a stored password, such as the factory's record has. False: there are users already, or it is none.</summary>
        public bool StageFirst(string hash)
        {
            if (!IsEmpty || !PasswordHash.IsWellFormed(hash)) return false;
            var users = new AccessUsers { Count = 1 };
            users.Names[0] = FirstUser;
            users.Roles[0] = (byte)UserRole.Installer;
            users.Labels[0] = true;
            users.Hashes[0] = hash;
            _staged = users;
            return true;
        }

        /// <summary>Writes the section with another password for one user, as a document for the settings door. False: no such user, or an unfit password.</summary>
        public bool WriteWithPassword(ISystem system, string user, string password, JsonWriter writer)
        {
            AccessUsers users = _current.Copy();
            int index = users.Find(user);
            if (index < 0 || !IsFit(password)) return false;
            users.Labels[index] = false;
            users.Hashes[index] = NewHash(system, password);
            Write(writer, users, true);
            return true;
        }

        /// <summary>Hashes a password with as many iterations as this chip does in the time that a login may take.</summary>
        internal string NewHash(ISystem system, string password)
        {
            if (_iterations == 0) _iterations = Clock == null ? PasswordHash.DefaultIterations : PasswordHash.Measure(system, Clock);
            return PasswordHash.Create(system, password, _iterations);
        }

        /// <summary>8 to 64 bytes.</summary>
        public static bool IsFit(string password)
        {
            if (password == null) return false;
            int length = System.Text.Encoding.UTF8.GetBytes(password).Length;
            return length >= 8 && length <= PasswordHash.MaxPasswordBytes;
        }

        internal static void Write(JsonWriter writer, AccessUsers users, bool withHashes)
        {
            writer.BeginObject();
            writer.Name("users");
            writer.BeginArray();
            for (int i = 0; i < users.Count; i++)
            {
                writer.BeginObject();
                writer.Member("name", users.Names[i]);
                writer.Member("role", RoleName((UserRole)users.Roles[i]));
                if (withHashes) writer.Member("hash", users.Hashes[i]);
                if (withHashes && users.Labels[i]) writer.Member("label", true);
                writer.EndObject();
            }

            writer.EndArray();
            writer.EndObject();
        }

        /// <summary>Whether a further user may be called so and have this role.</summary>
        internal static bool CheckUser(AccessUsers users, string name, UserRole role, string at, SettingsFault fault)
        {
            if (!IsName(name)) return fault.Set(at + ".name", "must be 1 to 16 letters a to z, digits, '-', '_' or '.'");
            if (users.Find(name) >= 0) return fault.Set(at + ".name", "stands there twice");
            return role != UserRole.None || fault.Set(at + ".role", "must be \"installer\", \"user\" or \"viewer\"");
        }

        private static bool ReadUser(JsonReader reader, SettingsFault fault, AccessUsers users)
        {
            string at = "users[" + users.Count.ToString() + "]";
            if (users.Count == AccessUsers.Max) return fault.Set(at, "is one user too many");
            string name = "";
            string hash = "";
            bool label = false;
            UserRole role = UserRole.None;
            while (reader.Read(JsonToken.Name))
            {
                string key = reader.Text();
                reader.Read();
                if (key == "label")
                {
                    if (!reader.TryFlag(out label)) return fault.Set(at + ".label", "must be true or false");
                    continue;
                }

                if (reader.Token != JsonToken.Text) return fault.Set(at + "." + key, "must be text");
                string value = reader.Text();
                if (key == "name") name = value;
                else if (key == "hash") hash = value;
                else if (key == "role") role = RoleOf(value);
                else return fault.Set(at + "." + key, "is not known");
            }

            if (reader.Token != JsonToken.EndObject) return fault.Set(at, "must be an object");
            if (!CheckUser(users, name, role, at, fault)) return false;
            if (!PasswordHash.IsWellFormed(hash)) return fault.Set(at + ".hash", "is not a stored password");
            users.Names[users.Count] = name;
            users.Hashes[users.Count] = hash;
            users.Labels[users.Count] = label;
            users.Roles[users.Count++] = (byte)role;
            return true;
        }

        private static bool IsName(string name)
        {
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(name);
            if (bytes.Length < 1 || bytes.Length > MaxNameBytes) return false;
            for (int i = 0; i < bytes.Length; i++)
            {
                byte b = bytes[i];
                if (!((b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '-' || b == '_' || b == '.')) return false;
            }

            return true;
        }
    }
}
