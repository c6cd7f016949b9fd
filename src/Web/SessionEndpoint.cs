// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>GET /api/v1/session tells who is logged in.</summary>
    public sealed class SessionEndpoint : ApiEndpoint
    {
        public SessionEndpoint()
            : base(UserRole.None, 0)
        {
        }

        public override void Handle(ApiCall call) => WriteSession(call.Json(HttpStatus.Ok), call.Session);

        internal static void WriteSession(JsonWriter writer, Session session)
        {
            writer.BeginObject();
            writer.Member("loggedIn", session.AccountRole != UserRole.None);
            writer.Member("user", session.User);
            writer.Member("role", AccessSection.RoleName(session.AccountRole));
            writer.Member("locked", session.Locked);
            writer.Member("mustSetPassword", session.MustSetPassword);
            writer.EndObject();
        }
    }
}
