// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Web
{
    /// <summary>GET of one settings section: the document as it is stored. Not for sections with secrets.</summary>
    public sealed class SectionGet : ApiEndpoint
    {
        private readonly ISettingsSection _section;

        public SectionGet(ISettingsSection section)
            : base(UserRole.Installer, 0)
        {
            _section = section;
        }

        public override bool IsUse => true;

        public override void Handle(ApiCall call) => _section.Write(call.Json(HttpStatus.Ok), false);
    }
}
