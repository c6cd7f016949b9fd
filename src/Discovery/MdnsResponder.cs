// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Discovery
{
    /// <summary>
    /// The device in mDNS (RFC 6762): asks three times whether its name is free, announces itself twice, answers, and says goodbye. When another device has the
    /// name, the one with the greater address takes another. One instance lives for one socket; questions come in from the task that owns it.
    /// </summary>
    internal sealed class MdnsResponder
    {
        private const int Probes = 3;
        private const int ProbeMs = 250;
        private const int Announcements = 2;
        private const int AnnounceMs = 1000;
        private const int SameRecordMs = 1000;
        private const int MaxSuffix = 99;
        private const int RecordKinds = 5;
        private const long Never = long.MaxValue;

        private readonly DeviceCard _card;
        private readonly ReplyBudget _budget;
        private readonly DnsWriter _out = new DnsWriter();
        private readonly MdnsQuery _query = new MdnsQuery();
        private readonly long[] _sentAtMs = new long[RecordKinds];
        private IDatagramSocket _socket;
        private MdnsRecords _own;
        private string _name = "";
        private int _suffix;
        private int _probesLeft;
        private int _announcementsLeft;

        public MdnsResponder(DeviceCard card, ReplyBudget budget)
        {
            _card = card;
            _budget = budget;
        }

        /// <summary>When Step wants to run.</summary>
        public long DueAtMs { get; private set; } = Never;

        /// <summary>The name under which the device is found, without ".local"; empty while there is none.</summary>
        public string Name => _own == null ? "" : _own.Name;

        /// <summary>Begins anew: another address, or another name.</summary>
        public void Start(IDatagramSocket socket, long nowMs)
        {
            _socket = socket;
            _name = _card.Name;
            _suffix = 1;
            for (int i = 0; i < RecordKinds; i++) _sentAtMs[i] = -SameRecordMs;
            Probe(nowMs);
        }

        /// <summary>Tells everybody to forget the device. Its records were true until now.</summary>
        public void Goodbye()
        {
            bool wasAnnounced = _own != null && _probesLeft == 0;
            if (wasAnnounced) SendAll(true);
            _own = null;
            DueAtMs = Never;
        }

        /// <summary>The next probe or announcement.</summary>
        public void Step(long nowMs)
        {
            if (nowMs < DueAtMs) return;
            if (_probesLeft > 0)
            {
                SendProbe();
                _probesLeft--;
                DueAtMs = nowMs + ProbeMs;
                return;
            }

            SendAll(false);
            for (int i = 0; i < RecordKinds; i++) _sentAtMs[i] = nowMs;
            DueAtMs = --_announcementsLeft > 0 ? nowMs + AnnounceMs : Never;
        }

        /// <summary>A message from the network, whatever it is.</summary>
        public void Receive(byte[] message, int length, uint from, int fromPort, bool isNeighbour, long nowMs)
        {
            if (_own == null || !_query.Read(message, length, _own)) return;
            if (_query.RivalAddress != 0)
            {
                MeetRival(_query.RivalAddress, nowMs);
                return;
            }

            // Until the name is known to be free nothing is told under it.
            if (_probesLeft > 0 || _query.Wanted == 0) return;
            bool legacy = fromPort != Dns.Port;
            if (legacy || _query.Unicast)
            {
                if (isNeighbour && _budget.TryTake(nowMs)) Send(_query.Wanted, legacy, from, fromPort);
                return;
            }

            int records = _query.IsProbe ? _query.Wanted : NotJustSent(_query.Wanted, nowMs);
            if (records != 0 && _budget.TryTake(nowMs)) Send(records, false, Dns.Group, Dns.Port);
        }

        private void Probe(long nowMs)
        {
            string name = _suffix == 1 ? _name : _name + "-" + _suffix.ToString();
            _own = new MdnsRecords(_card, name, _card.Address);
            _probesLeft = Probes;
            _announcementsLeft = Announcements;
            DueAtMs = nowMs;
        }

        private void MeetRival(uint rival, long nowMs)
        {
            if (_probesLeft > 0 || rival < _own.Address)
            {
                _suffix = _suffix < MaxSuffix ? _suffix + 1 : 1;
                Probe(nowMs);
            }
            else if (DueAtMs == Never && _budget.TryTake(nowMs))
            {
                // We stay: say so, and the other one gives way.
                SendAll(false);
            }
        }

        private int NotJustSent(int records, long nowMs)
        {
            int left = 0;
            for (int i = 0; i < RecordKinds; i++)
            {
                if ((records & (1 << i)) == 0 || nowMs - _sentAtMs[i] < SameRecordMs) continue;
                left |= 1 << i;
                _sentAtMs[i] = nowMs;
            }

            return left;
        }

        private void SendProbe()
        {
            _out.Begin(0, 0);
            _out.Question(_own.HostName, Dns.TypeAny, Dns.ClassIn);
            _out.Question(_own.InstanceName, Dns.TypeAny, Dns.ClassIn);
            int claims = _own.Write(_out, MdnsRecords.Host | MdnsRecords.Location, true, false);
            _out.Counts(2, 0, claims, 0);
            Out(Dns.Group, Dns.Port);
        }

        private void SendAll(bool gone)
        {
            _out.Begin(0, Dns.ResponseFlags);
            _out.Counts(0, _own.Write(_out, MdnsRecords.All, false, gone), 0, 0);
            Out(Dns.Group, Dns.Port);
        }

        private void Send(int records, bool legacy, uint to, int port)
        {
            _out.Begin(legacy ? _query.Id : 0, Dns.ResponseFlags);
            if (legacy) _out.Question(_query.QuestionName, _query.QuestionType, Dns.ClassIn);
            int answers = _own.Write(_out, records, legacy, false);
            int additional = _own.Write(_out, MdnsRecords.AlongWith(records), legacy, false);
            _out.Counts(legacy ? 1 : 0, answers, 0, additional);
            Out(to, port);
        }

        private void Out(uint to, int port)
        {
            if (!_out.Overflowed) _socket.Send(_out.Bytes, _out.Length, to, port);
        }
    }
}
