// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>POST /api/v1/login {"user":"admin","password":"…"} → session cookie. Guesses are slowed down per address and in all.</summary>
    public sealed class LoginEndpoint : ApiEndpoint
    {
        private readonly ISystem _system;
        private readonly AccessSection _access;
        private readonly SessionTable _sessions;
        private readonly LoginGuard _guard;

        public LoginEndpoint(ISystem system, AccessSection access, SessionTable sessions, LoginGuard guard)
            : base(UserRole.None, SmallBodyBytes)
        {
            _system = system;
            _access = access;
            _sessions = sessions;
            _guard = guard;
        }

        public override void Handle(ApiCall call)
        {
            if (!TryReadBody(call, out string user, out string password)) return;
            string address = call.Exchange.RemoteAddress ?? "";
            bool accepted = false;
            bool isLabel = false;
            UserRole role = UserRole.None;
            long waitMs;

            // One attempt at a time: several at once would all pass the guard before the first has failed.
            lock (_guard)
            {
                waitMs = _guard.WaitMs(address, call.NowMs);
                if (waitMs == 0)
                {
                    accepted = _access.TryLogin(_system, user, password, out role, out isLabel);
                    if (accepted) _guard.Succeeded(address, call.NowMs);
                    else _guard.Failed(address, call.NowMs);
                }
            }

            if (accepted) Welcome(call, user, role, isLabel);
            else if (waitMs == 0) call.Error(HttpStatus.Unauthorized, "user or password is wrong", "password");
            else Slow(call, waitMs);
        }

        private void Welcome(ApiCall call, string user, UserRole role, bool isLabel)
        {
            if (call.Token.Length > 0) _sessions.Close(call.Token, call.NowMs);
            SessionCookie.Set(call.Reply, _sessions.Open(user, role, isLabel, call.NowMs));
            SessionEndpoint.WriteSession(call.Json(HttpStatus.Ok), new Session { User = user, AccountRole = role, MustSetPassword = isLabel });
        }

        internal static void Slow(ApiCall call, long waitMs)
        {
            long seconds = (waitMs + 999) / 1000;
            call.Reply.SetHeader("Retry-After", seconds.ToString());
            call.Error(HttpStatus.TooManyRequests, "too many wrong passwords; try again in " + seconds.ToString() + " s", null);
        }

        private static bool TryReadBody(ApiCall call, out string user, out string password)
        {
            user = AccessSection.FirstUser;
            password = "";
            JsonReader body = call.Body;
            if (!body.Read(JsonToken.BeginObject)) return Refuse(call, "must be an object", null);
            while (body.Read(JsonToken.Name))
            {
                bool isUser = body.Is("user");
                if (!isUser && !body.Is("password")) return Refuse(call, "is not known", body.Text());
                if (!body.Read(JsonToken.Text)) return Refuse(call, "must be text", isUser ? "user" : "password");
                if (isUser) user = body.Text();
                else password = body.Text();
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
