// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>PUT /api/v1/network: stores the section "network"; the device restarts when that leads to another network, and says so.</summary>
    public sealed class NetworkPutEndpoint : ApiEndpoint
    {
        private readonly EnergyController _controller;

        public NetworkPutEndpoint(EnergyController controller)
            : base(UserRole.Installer, SmallBodyBytes)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            var fault = new SettingsFault();
            SaveOutcome outcome = _controller.Network.Put(call.Body, fault, out bool restarts);
            if (outcome != SaveOutcome.Saved)
            {
                SectionPut.Answer(call, outcome, fault);
                return;
            }

            if (restarts && !LoopAccess.TryRun(_controller, new RestartJob("the network settings have changed"), call)) return;
            JsonWriter json = call.Json(HttpStatus.Ok);
            json.BeginObject();
            json.Member("restarts", restarts);
            json.EndObject();
        }
    }
}
