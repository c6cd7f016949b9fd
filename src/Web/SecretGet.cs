// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Web
{
    /// <summary>GET of a section that holds secrets: what people may see of it.</summary>
    public sealed class SecretGet : ApiEndpoint
    {
        private readonly ISecretSection _section;

        /// <param name="section">Null: this firmware does not have it.</param>
        public SecretGet(ISettingsSection section)
            : base(UserRole.Installer, 0)
        {
            _section = (ISecretSection)section;
        }

        public override void Handle(ApiCall call)
        {
            if (_section != null) _section.WritePublic(call.Json(HttpStatus.Ok));
            else call.Error(HttpStatus.NotFound, "this firmware does not have it", null);
        }
    }
}
