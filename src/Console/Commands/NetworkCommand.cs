// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Network;
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Text;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>Where the device is to be found in the network; joins a Wi-Fi.</summary>
    internal sealed class NetworkCommand : ConsoleCommand
    {
        private readonly WifiJoin _wifi;
        private readonly SettingsFault _fault = new SettingsFault();

        public NetworkCommand(WifiJoin wifi)
            : base("network", "[join SSID [PASSWORD]]", "address and hardware address; join: enter a Wi-Fi, now and after every restart")
        {
            _wifi = wifi;
        }

        public override bool Run(EnergyController controller, Words words, TextBuffer answer, long nowMs)
        {
            if (!controller.Network.IsFitted) return Line(answer, NetworkWords.NoNetwork);
            _wifi.Look();
            if (words.AtEnd) return Tell(answer);
            string what = words.Next();
            string ssid = words.Next();
            string password = words.Next();
            if (what != "join" || ssid.Length == 0 || !words.AtEnd) return Misused(answer);
            if (!_wifi.Network.IsWireless) return Line(answer, "refused: this board is wired; there is nothing to join");
            SaveOutcome outcome = _wifi.Begin(ssid, password, _fault, nowMs);
            if (outcome == SaveOutcome.Saved) return false;
            return Line(answer, outcome == SaveOutcome.Refused ? "refused: " + _fault.Key + " " + _fault.Message : SettingsText.Of(outcome));
        }

        public override bool Continue(EnergyController controller, TextBuffer answer, long nowMs)
        {
            JoinState join = _wifi.Follow(nowMs);
            if (join == JoinState.Joining) return false;
            return join == JoinState.Joined ? Tell(answer) : Line(answer, "not joined: " + NetworkWords.Of(join));
        }

        private bool Tell(TextBuffer answer)
        {
            NetworkSnapshot network = _wifi.Network;
            answer.Append(network.IsWireless ? "Wi-Fi " + network.Interface.Ssid : "wired");
            answer.Append(network.IsLinkUp ? ", connected" : ", not connected");
            Line(answer, network.Interface.UsesDhcp ? ", DHCP" : ", static address");
            Line(answer, _wifi.HasAddress ? "address: http://" + Ipv4.ToText(network.Interface.Address) + "/" : "address: none yet");
            Line(answer, "name: " + network.HostName + ".local");
            Line(answer, "settings: " + network.State);
            answer.Append("hardware address: ");
            for (int i = 0; i < network.Mac.Length; i++)
            {
                if (i > 0) answer.Append(':');
                answer.AppendHex(network.Mac[i]);
            }

            return Line(answer);
        }
    }
}
