// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>GET /api/v1/session tells who is logged in.</summary>
    public sealed class SessionEndpoint : ApiEndpoint
    {
        public SessionEndpoint()
            : base("GET", "/api/v1/session", UserRole.None, 0)
        {
        }

        public override void Handle(ApiCall call) => WriteSession(call.Json(HttpStatus.Ok), call.User, call.Role);

        internal static void WriteSession(JsonWriter writer, string user, UserRole role)
        {
            writer.BeginObject();
            writer.Member("loggedIn", role != UserRole.None);
            writer.Member("user", user);
            writer.Member("role", AccessSection.RoleName(role));
            writer.EndObject();
        }
    }
}
