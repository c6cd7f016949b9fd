// SPDX-License-Identifier: MIT
using Wattwarden.Controller;

namespace Wattwarden.Web
{
    /// <summary>POST /api/v1/restart: restarts the device in a second, with outputs safe and totals stored.</summary>
    public sealed class RestartEndpoint : ApiEndpoint
    {
        private readonly EnergyController _controller;

        public RestartEndpoint(EnergyController controller)
            : base(UserRole.Installer, 0)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call) => LoopAccess.TryRun(_controller, new RestartJob("the installer, on the page"), call);
    }
}
