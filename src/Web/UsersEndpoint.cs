// SPDX-License-Identifier: MIT
namespace Wattwarden.Web
{
    /// <summary>GET /api/v1/users: names and roles, never the stored passwords.</summary>
    public sealed class UsersEndpoint : ApiEndpoint
    {
        private readonly AccessSection _access;

        public UsersEndpoint(AccessSection access)
            : base(UserRole.Installer, 0)
        {
            _access = access;
        }

        public override void Handle(ApiCall call) => _access.WritePublic(call.Json(HttpStatus.Ok));
    }
}
