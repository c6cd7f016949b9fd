// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>Where the device is to be found in the network; joins a Wi-Fi.</summary>
    internal sealed class NetworkCommand : ConsoleCommand
    {
        private readonly NetworkState _state = new NetworkState();
        private long _untilMs;

        public NetworkCommand()
            : base("network", "[join SSID [PASSWORD]]", "address and hardware address; join: enter a Wi-Fi, now and after every restart")
        {
        }

        public override bool Run(EnergyController controller, Words words, TextBuffer answer, long nowMs)
        {
            INetwork network = controller.Board.Network;
            if (network == null) return Line(answer, "this board has no network");
            if (words.AtEnd) return Tell(network, answer);
            string what = words.Next();
            string ssid = words.Next();
            string password = words.Next();
            if (what != "join" || ssid.Length == 0 || !words.AtEnd) return Misused(answer);
            if (!network.IsWireless) return Line(answer, "refused: this board is wired; nothing to join");
            if (!network.BeginJoin(ssid, password)) return Line(answer, "the network is busy, try again in a moment");
            _untilMs = nowMs + ImprovPort.JoinMs;
            return false;
        }

        public override bool Continue(EnergyController controller, TextBuffer answer, long nowMs)
        {
            INetwork network = controller.Board.Network;
            bool isOver = !network.IsBusy && network.Join != JoinState.Joining;
            if (nowMs < _untilMs && (!isOver || (network.Join == JoinState.Joined && !HasAddress(network)))) return false;
            switch (network.Join)
            {
                case JoinState.Joined: return Tell(network, answer);
                case JoinState.NotFound: return Line(answer, "there is no Wi-Fi of that name in reach");
                case JoinState.WrongPassword: return Line(answer, "the password is wrong");
                default: return Line(answer, "the Wi-Fi did not let the board in");
            }
        }

        private bool Tell(INetwork network, TextBuffer answer)
        {
            bool has = HasAddress(network);
            answer.Append(network.IsWireless ? "Wi-Fi" : "wired");
            if (_state.Ssid.Length > 0) answer.Append(" " + _state.Ssid);
            answer.Append(network.IsLinkUp ? ", connected" : ", not connected");
            answer.Append(_state.UsesDhcp ? ", DHCP" : ", static address");
            Line(answer);
            Line(answer, has ? "address: http://" + Ipv4.ToText(_state.Address) + "/" : "address: none yet");
            answer.Append("hardware address: ");
            byte[] mac = network.Mac;
            for (int i = 0; i < mac.Length; i++)
            {
                if (i > 0) answer.Append(':');
                answer.AppendHex(mac[i]);
            }

            return Line(answer);
        }

        private bool HasAddress(INetwork network) => network.TryRead(_state) && network.IsLinkUp && _state.Address != 0;
    }
}
