// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Ports;

namespace Wattwarden.Discovery
{
    /// <summary>
    /// Lets the device be found in the local network: by the tool's broadcast question and by mDNS. Looks at its two sockets ten times a second and takes a few
    /// datagrams at a time, so a flood costs the loop no more than that. Without an address it has no sockets.
    /// </summary>
    public sealed class DiscoveryTask : ILoopTask
    {
        /// <summary>Datagrams that are taken from one socket at a time.</summary>
        public const int AtATime = 4;

        private const int PollMs = 100;
        private const int LookMs = 1000;
        private const int OpenAgainMs = 10000;
        private const int BufferBytes = 1024;
        private const long Never = long.MaxValue;

        private readonly EnergyController _controller;
        private readonly DeviceCard _card;
        private readonly ReplyBudget _budget = new ReplyBudget();
        private readonly MdnsResponder _mdns;
        private readonly byte[] _received = new byte[BufferBytes];
        private IDatagramSocket _finderSocket;
        private IDatagramSocket _mdnsSocket;
        private uint _address;
        private string _name = "";
        private long _lookAtMs;
        private long _openNotBeforeMs;

        /// <param name="pagePort">TCP port of the device's page.</param>
        public DiscoveryTask(EnergyController controller, int pagePort)
        {
            _controller = controller;
            _card = new DeviceCard(controller, pagePort);
            _mdns = new MdnsResponder(_card, _budget);
            DueAtMs = controller.Board.Network == null ? Never : 0;
        }

        public string Name => "discovery";

        public long DueAtMs { get; private set; }

        public void Run(long nowMs)
        {
            if (nowMs >= _lookAtMs || _controller.IsRestarting) Look(nowMs);
            if (_finderSocket != null) PollFinder(nowMs);
            if (_mdnsSocket != null) PollMdns(nowMs);
            if (_mdnsSocket != null) _mdns.Step(nowMs);
            bool isOpen = _finderSocket != null || _mdnsSocket != null;
            DueAtMs = nowMs + (isOpen ? PollMs : LookMs);
        }

        // Follows the device's address and name.
        private void Look(long nowMs)
        {
            _lookAtMs = nowMs + LookMs;
            uint address = _controller.IsRestarting ? 0 : _card.Address;
            if (address != _address) Close();
            else if (_mdnsSocket != null && _name != _card.Name) Rename(nowMs);
            if (address == 0) return;
            _address = address;
            if (nowMs >= _openNotBeforeMs) Open(nowMs);
        }

        private void Open(long nowMs)
        {
            INetwork network = _controller.Board.Network;
            if (_finderSocket == null) _finderSocket = network.OpenDatagrams(FinderProtocol.Port, 0);
            if (_mdnsSocket == null)
            {
                _mdnsSocket = network.OpenDatagrams(Dns.Port, Dns.Group);
                if (_mdnsSocket != null) Rename(nowMs);
            }

            if (_finderSocket == null || _mdnsSocket == null) _openNotBeforeMs = nowMs + OpenAgainMs;
        }

        private void Rename(long nowMs)
        {
            _mdns.Goodbye();
            _name = _card.Name;
            _mdns.Start(_mdnsSocket, nowMs);
        }

        private void Close()
        {
            if (_mdnsSocket != null)
            {
                _mdns.Goodbye();
                _mdnsSocket.Close();
            }

            if (_finderSocket != null) _finderSocket.Close();
            _mdnsSocket = null;
            _finderSocket = null;
            _address = 0;
            _openNotBeforeMs = 0;
        }

        private void PollFinder(long nowMs)
        {
            for (int i = 0; i < AtATime && _finderSocket.HasDatagram; i++)
            {
                int length = _finderSocket.Receive(_received);
                if (length < 0) return;
                uint from = _finderSocket.FromAddress;
                if (!FinderProtocol.IsQuestion(_received, length) || !IsNeighbour(from) || !_budget.TryTake(nowMs)) continue;
                int count = FinderProtocol.Answer(_received, _card);
                if (count > 0) _finderSocket.Send(_received, count, from, _finderSocket.FromPort);
            }
        }

        private void PollMdns(long nowMs)
        {
            for (int i = 0; i < AtATime && _mdnsSocket.HasDatagram; i++)
            {
                int length = _mdnsSocket.Receive(_received);
                if (length < 0) return;
                uint from = _mdnsSocket.FromAddress;
                _mdns.Receive(_received, length, from, _mdnsSocket.FromPort, IsNeighbour(from), nowMs);
            }
        }

        // An answer to somebody elsewhere would go to a forged address, or flood somebody.
        private bool IsNeighbour(uint from)
        {
            uint mask = _controller.Network.Mask;
            return mask != 0 && (from & mask) == (_address & mask);
        }
    }
}
