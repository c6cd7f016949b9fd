// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Storage;
using Wattwarden.Text;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>
    /// Improv Wi-Fi Serial, version 1 (improv-wifi.com/serial): tells what the board is and whether it is in a network, lists Wi-Fis, joins one.
    /// A Wi-Fi becomes part of the settings and is joined at once.
    /// </summary>
    internal sealed class ImprovPort
    {
        private const int ScanMs = 15000;
        private const int MaxNetworks = 16;
        private const int MaxSsid = 32;
        private const int MaxPassword = 63;

        private const byte Ready = 2;
        private const byte Provisioning = 3;
        private const byte Provisioned = 4;

        private const byte NoError = 0;
        private const byte InvalidPacket = 1;
        private const byte UnknownCommand = 2;
        private const byte UnableToConnect = 3;

        private const byte Nothing = 0;
        private const byte JoinCommand = 1;
        private const byte StateCommand = 2;
        private const byte InfoCommand = 3;
        private const byte ScanCommand = 4;

        private readonly EnergyController _controller;
        private readonly ConsoleOutput _output;
        private readonly WifiJoin _wifi;
        private readonly SettingsFault _fault = new SettingsFault();
        private byte _running;
        private long _untilMs;

        public ImprovPort(EnergyController controller, ConsoleOutput output, WifiJoin wifi)
        {
            _controller = controller;
            _output = output;
            _wifi = wifi;
        }

        /// <summary>True while a command is at work; what arrives meanwhile waits.</summary>
        public bool IsBusy => _running != Nothing;

        public void Handle(byte[] packet, int length, long nowMs)
        {
            int data = ConsoleInput.PacketDataAt;
            int dataLength = packet[ConsoleInput.PacketLengthAt];
            if (!IsWhole(packet, length) || dataLength < 2 || packet[data + 1] != dataLength - 2)
            {
                Error(InvalidPacket);
                return;
            }

            if (packet[ConsoleInput.PacketTypeAt] != ImprovPacket.Rpc) return;
            switch (packet[data])
            {
                case JoinCommand:
                    Join(packet, data + 2, data + dataLength, nowMs);
                    break;
                case StateCommand:
                    TellState(StateCommand);
                    break;
                case InfoCommand:
                    TellInfo();
                    break;
                case ScanCommand:
                    Scan(nowMs);
                    break;
                default:
                    Error(UnknownCommand);
                    break;
            }
        }

        /// <summary>Goes on with the command that is at work.</summary>
        public void Continue(long nowMs)
        {
            if (_running == ScanCommand && (!_controller.Network.IsBusy || nowMs >= _untilMs)) TellNetworks();
            else if (_running == JoinCommand) FollowJoin(nowMs);
        }

        private void Join(byte[] packet, int at, int end, long nowMs)
        {
            string ssid = TextAt(packet, at, end, MaxSsid);
            string password = ssid == null ? null : TextAt(packet, at + 1 + packet[at], end, MaxPassword);
            if (password == null || ssid.Length == 0)
            {
                Error(InvalidPacket);
                return;
            }

            Error(NoError);
            State(Provisioning);
            _wifi.Look();
            if (_wifi.Network.IsWireless && _wifi.Begin(ssid, password, _fault, nowMs) == SaveOutcome.Saved) _running = JoinCommand;
            else FailJoin();
        }

        private void FollowJoin(long nowMs)
        {
            JoinState join = _wifi.Follow(nowMs);
            if (join == JoinState.Joining) return;
            _running = Nothing;
            if (join == JoinState.Joined) TellState(JoinCommand);
            else FailJoin();
        }

        private void FailJoin()
        {
            Error(UnableToConnect);
            State(Ready);
        }

        private void Scan(long nowMs)
        {
            _untilMs = nowMs + ScanMs;
            if (_controller.Network.BeginScan()) _running = ScanCommand;
            else TellNetworks();
        }

        private void TellNetworks()
        {
            _running = Nothing;
            WifiNetwork[] found = _controller.Network.Found;
            for (int i = 0; i < found.Length && i < MaxNetworks; i++)
            {
                ImprovPacket result = Result(ScanCommand);
                result.Add(found[i].Ssid);
                result.Add(found[i].RssiDbm.ToString());
                result.Add("YES");
                result.SendResult(_output.Text);
            }

            Result(ScanCommand).SendResult(_output.Text);   // an empty one ends the list
        }

        private void TellState(byte command)
        {
            _wifi.Look();
            State(_wifi.HasAddress ? Provisioned : Ready);
            if (!_wifi.HasAddress) return;
            ImprovPacket result = Result(command);
            result.Add("http://" + Ipv4.ToText(_wifi.Network.Interface.Address) + "/");
            result.SendResult(_output.Text);
        }

        private void TellInfo()
        {
            FactoryIdentity factory = _controller.Storage.Factory.Current;
            ImprovPacket result = Result(InfoCommand);
            result.Add("Wattwarden");
            result.Add(EnergyController.Version);
            result.Add(_controller.Board.Name);
            result.Add(factory.IsProvisioned ? factory.Serial : "Wattwarden");
            result.SendResult(_output.Text);
        }

        private void State(byte state) => Send(ImprovPacket.CurrentState, state);

        private void Error(byte error) => Send(ImprovPacket.ErrorState, error);

        private void Send(byte type, byte value)
        {
            var packet = new ImprovPacket(type);
            packet.Add(value);
            packet.Send(_output.Text);
        }

        private static ImprovPacket Result(byte command)
        {
            var packet = new ImprovPacket(ImprovPacket.RpcResult);
            packet.Add(command);
            packet.Add((byte)0);   // its length, filled in at the end
            return packet;
        }

        private static bool IsWhole(byte[] packet, int length)
        {
            byte sum = 0;
            for (int i = 0; i < length - 1; i++) sum += packet[i];
            return sum == packet[length - 1];
        }

        // A text with its length in front; null when it does not fit.
        private static string TextAt(byte[] packet, int at, int end, int most)
        {
            if (at >= end) return null;
            int length = packet[at];
            if (length > most || at + 1 + length > end) return null;
            return length == 0 ? "" : System.Text.Encoding.UTF8.GetString(packet, at + 1, length);
        }
    }
}
