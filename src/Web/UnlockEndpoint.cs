// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>POST /api/v1/unlock {"password":"…"}.</summary>
    public sealed class UnlockEndpoint : ApiEndpoint
    {
        private readonly SessionTable _sessions;
        private readonly OwnPassword _password;

        public UnlockEndpoint(SessionTable sessions, OwnPassword password)
            : base(UserRole.Viewer, SmallBodyBytes)
        {
            _sessions = sessions;
            _password = password;
        }

        public override bool IsBeforeOwnPassword => true;

        public override void Handle(ApiCall call)
        {
            JsonReader body = call.Body;
            string password = null;
            if (!body.Read(JsonToken.BeginObject))
            {
                call.RefuseBody("must be an object", null);
                return;
            }

            while (body.Read(JsonToken.Name))
            {
                string key = body.Text();
                if (key != "password" || !body.Read(JsonToken.Text))
                {
                    call.RefuseBody(key == "password" ? "must be text" : "is not known", key);
                    return;
                }

                password = body.Text();
            }

            if (body.Token != JsonToken.EndObject || password == null) call.RefuseBody("is missing", "password");
            else if (call.BodyEnds() && _password.Check(call, password, "password")) Unlock(call);
        }

        private void Unlock(ApiCall call)
        {
            _sessions.SetLocked(call.Token, false, call.NowMs);
            call.Session.Locked = false;
            SessionEndpoint.WriteSession(call.Json(HttpStatus.Ok), call.Session);
        }
    }
}
