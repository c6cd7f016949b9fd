// SPDX-License-Identifier: MIT
namespace Wattwarden.Web
{
    /// <summary>POST /api/v1/logout ends the session, if there is one.</summary>
    public sealed class LogoutEndpoint : ApiEndpoint
    {
        private readonly SessionTable _sessions;

        public LogoutEndpoint(SessionTable sessions)
            : base(UserRole.None, 0)
        {
            _sessions = sessions;
        }

        public override void Handle(ApiCall call)
        {
            _sessions.Close(call.Token, call.NowMs);
            SessionCookie.Clear(call.Reply);
            call.Reply.NoContent();
        }
    }
}
