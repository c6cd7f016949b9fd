// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>PUT /api/v1/users: the whole list, {"users":[{"name":"anna","role":"user","password":"…"}]}. Who has no password in it keeps his.</summary>
    public sealed class UsersPutEndpoint : ApiEndpoint
    {
        private const int DocumentBytes = 1024;

        private readonly ISystem _system;
        private readonly AccessSection _access;
        private readonly SessionTable _sessions;
        private readonly ISettingsDoor _door;

        public UsersPutEndpoint(ISystem system, AccessSection access, SessionTable sessions, ISettingsDoor door)
            : base(UserRole.Installer, DocumentBytes)
        {
            _system = system;
            _access = access;
            _sessions = sessions;
            _door = door;
        }

        public override void Handle(ApiCall call)
        {
            var fault = new SettingsFault();
            AccessUsers before = _access.Users;
            AccessUsers users = new UserListReader(call.Body, fault, before).Read(_access, _system);
            if (users == null)
            {
                call.RefuseBody(fault.Message, fault.Key);
                return;
            }

            if (!call.BodyEnds()) return;
            var document = new TextBuffer(DocumentBytes);
            AccessSection.Write(new JsonWriter(document), users, true);
            var reader = new JsonReader();
            reader.Reset(document.Bytes, 0, document.Length);
            SaveOutcome outcome = _door.Put(_access, reader, fault);
            if (outcome == SaveOutcome.Saved) EndSessions(before, users);
            SectionPut.Answer(call, outcome, fault);
        }

        // Who has gone, has another role or another password logs in anew.
        private void EndSessions(AccessUsers before, AccessUsers after)
        {
            for (int i = 0; i < before.Count; i++)
            {
                int now = after.Find(before.Names[i]);
                bool same = now >= 0 && after.Roles[now] == before.Roles[i] && after.Hashes[now] == before.Hashes[i];
                if (!same) _sessions.CloseUser(before.Names[i]);
            }
        }
    }
}
