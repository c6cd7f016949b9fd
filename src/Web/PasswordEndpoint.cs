// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>POST /api/v1/password {"old":"…","new":"…"} changes the caller's own password and ends all of the caller's sessions.</summary>
    public sealed class PasswordEndpoint : ApiEndpoint
    {
        private const int DocumentBytes = 1024;

        private readonly ISystem _system;
        private readonly AccessSection _access;
        private readonly SessionTable _sessions;
        private readonly ISettingsDoor _door;
        private readonly OwnPassword _password;

        public PasswordEndpoint(ISystem system, AccessSection access, SessionTable sessions, ISettingsDoor door, OwnPassword password)
            : base(UserRole.Viewer, SmallBodyBytes)
        {
            _system = system;
            _access = access;
            _sessions = sessions;
            _door = door;
            _password = password;
        }

        public override bool IsBeforeOwnPassword => true;

        public override void Handle(ApiCall call)
        {
            if (!TryReadBody(call, out string oldPassword, out string newPassword)) return;
            if (!AccessSection.IsFit(newPassword))
            {
                call.Error(HttpStatus.BadRequest, "must have 8 to 64 characters", "new");
                return;
            }

            if (newPassword == oldPassword)
            {
                call.Error(HttpStatus.BadRequest, "must be another one than before", "new");
                return;
            }

            lock (_password)
            {
                if (_password.Check(call, oldPassword, "old")) Change(call, newPassword);
            }
        }

        private void Change(ApiCall call, string password)
        {
            var document = new TextBuffer(DocumentBytes);
            var fault = new SettingsFault();
            if (!_access.WriteWithPassword(_system, call.User, password, new JsonWriter(document)))
            {
                call.Error(HttpStatus.Conflict, "this user is no longer there", null);
                return;
            }

            var reader = new JsonReader();
            reader.Reset(document.Bytes, 0, document.Length);
            SaveOutcome outcome = _door.Put(_access, reader, fault);
            if (outcome == SaveOutcome.Saved) _sessions.PasswordSet(call.User, call.Token, call.NowMs);
            SectionPut.Answer(call, outcome, fault);
        }

        private static bool TryReadBody(ApiCall call, out string oldPassword, out string newPassword)
        {
            oldPassword = "";
            newPassword = "";
            JsonReader body = call.Body;
            if (!body.Read(JsonToken.BeginObject)) return Refuse(call, "must be an object", null);
            while (body.Read(JsonToken.Name))
            {
                bool isOld = body.Is("old");
                if (!isOld && !body.Is("new")) return Refuse(call, "is not known", body.Text());
                if (!body.Read(JsonToken.Text)) return Refuse(call, "must be text", isOld ? "old" : "new");
                if (isOld) oldPassword = body.Text();
                else newPassword = body.Text();
            }

            if (body.Token != JsonToken.EndObject) return Refuse(call, "must be an object", null);
            return call.BodyEnds();
        }

        private static bool Refuse(ApiCall call, string error, string field)
        {
            call.RefuseBody(error, field);
            return false;
        }
    }
}
