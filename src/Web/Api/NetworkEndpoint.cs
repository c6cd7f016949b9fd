// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Network;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>GET /api/v1/network: what the interface is doing, whether the settings work, and the settings "network" without the Wi-Fi's password.</summary>
    public sealed class NetworkEndpoint : ApiEndpoint
    {
        private const int MacBytes = 6;

        private readonly EnergyController _controller;

        public NetworkEndpoint(EnergyController controller)
            : base(UserRole.User, 0)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            var copy = new CopyNetwork();
            if (!LoopAccess.TryRun(_controller, copy, call)) return;
            NetworkSnapshot now = copy.Network;
            JsonWriter json = call.Json(HttpStatus.Ok);
            json.BeginObject();
            json.Member("stage", NetworkWords.Of(now.Stage));
            json.Member("state", now.State);
            json.Member("needsRestart", now.NeedsRestart);
            json.Member("hostName", now.HostName.Length == 0 ? "" : now.HostName + ".local");
            json.Member("wireless", now.IsWireless);
            json.Member("link", now.IsLinkUp);
            json.Member("mac", MacText(now.Mac));
            json.Member("dhcp", now.Interface.UsesDhcp);
            json.Member("address", Ipv4.ToText(now.Interface.Address));
            json.Member("mask", Ipv4.ToText(now.Interface.Mask));
            json.Member("gateway", Ipv4.ToText(now.Interface.Gateway));
            json.Member("dns", Ipv4.ToText(now.Interface.Dns));
            json.Member("ssid", now.Interface.Ssid);
            json.Member("join", NetworkWords.Of(now.Join));
            json.Name("settings");
            _controller.Network.Section.WritePublic(json);
            json.EndObject();
        }

        private static string MacText(byte[] mac)
        {
            string digits = HexText.Encode(mac);
            string text = digits.Substring(0, 2);
            for (int i = 1; i < MacBytes; i++) text += ":" + digits.Substring(2 * i, 2);
            return text;
        }

        private sealed class CopyNetwork : LoopJob
        {
            public readonly NetworkSnapshot Network = new NetworkSnapshot();

            protected override void Run(EnergyController controller, long nowMs) => controller.Network.CopyTo(Network);
        }
    }
}
