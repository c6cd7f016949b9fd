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
        private readonly LoginGuard _guard = new LoginGuard();

        public PasswordEndpoint(ISystem system, AccessSection access, SessionTable sessions, ISettingsDoor door)
            : base("POST", "/api/v1/password", UserRole.User, SmallBodyBytes)
        {
            _system = system;
            _access = access;
            _sessions = sessions;
            _door = door;
        }

        public override void Handle(ApiCall call)
        {
            if (!TryReadBody(call, out string oldPassword, out string newPassword)) return;
            if (!AccessSection.IsFit(newPassword))
            {
                call.Error(HttpStatus.BadRequest, "must have 8 to 64 characters", "new");
                return;
            }

            lock (_guard)
            {
                if (IsOldPassword(call, oldPassword)) Change(call, newPassword);
            }
        }

        // A borrowed session must not become a way to guess the password.
        private bool IsOldPassword(ApiCall call, string password)
        {
            long waitMs = _guard.WaitMs(call.User, call.NowMs);
            if (waitMs > 0)
            {
                LoginEndpoint.Slow(call, waitMs);
                return false;
            }

            if (_access.TryLogin(_system, call.User, password, out _))
            {
                _guard.Succeeded(call.User, call.NowMs);
                return true;
            }

            _guard.Failed(call.User, call.NowMs);
            call.Error(HttpStatus.Forbidden, "is wrong", "old");
            return false;
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
            if (outcome == SaveOutcome.Saved) _sessions.CloseUser(call.User);
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
