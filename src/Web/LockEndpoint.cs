// SPDX-License-Identifier: MIT
namespace Wattwarden.Web
{
    /// <summary>POST /api/v1/lock: the session may only look, until its password comes.</summary>
    public sealed class LockEndpoint : ApiEndpoint
    {
        private readonly SessionTable _sessions;

        public LockEndpoint(SessionTable sessions)
            : base(UserRole.Viewer, 0)
        {
            _sessions = sessions;
        }

        public override bool IsBeforeOwnPassword => true;

        public override void Handle(ApiCall call)
        {
            _sessions.SetLocked(call.Token, true, call.NowMs);
            call.Session.Locked = true;
            SessionEndpoint.WriteSession(call.Json(HttpStatus.Ok), call.Session);
        }
    }
}
