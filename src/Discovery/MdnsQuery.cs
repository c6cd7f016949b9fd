// SPDX-License-Identifier: MIT
namespace Wattwarden.Discovery
{
    /// <summary>
    /// What a received message means for our records. Nothing of it is believed: every length is checked, a message that is damaged counts as far as it is whole.
    /// <code>
    ///  0     2        4           6         8             10           12 …
    ///  id  | flags  | questions | answers | authorities | additional | name type class …
    /// </code>
    /// </summary>
    internal sealed class MdnsQuery
    {
        private const int MaxQuestions = 16;
        private const int MaxRecords = 32;
        private const int QuestionTail = 4;
        private const int RecordTail = 10;

        private byte[] _message;
        private int _length;
        private int _at;

        public int Id { get; private set; }

        /// <summary>Records of ours that were asked for, less those that the asker knows already.</summary>
        public int Wanted { get; private set; }

        /// <summary>True when every question may be answered to the asker alone.</summary>
        public bool Unicast { get; private set; }

        /// <summary>The first question about us: our name, and its type. For answers that must repeat it.</summary>
        public byte[] QuestionName { get; private set; }

        public int QuestionType { get; private set; }

        /// <summary>True when somebody who is about to take a name asks whether it is free.</summary>
        public bool IsProbe { get; private set; }

        /// <summary>The address that somebody else's record gives to our host name; 0: none.</summary>
        public uint RivalAddress { get; private set; }

        /// <summary>True when the message was read; otherwise it is to be ignored.</summary>
        public bool Read(byte[] message, int length, MdnsRecords own)
        {
            _message = message;
            _length = length;
            Wanted = 0;
            RivalAddress = 0;
            Unicast = true;
            IsProbe = false;
            if (length < Dns.HeaderBytes) return false;
            int flags = Dns.U16(message, 2);
            if ((flags & Dns.OpcodeMask) != 0) return false;
            Id = Dns.U16(message, 0);
            _at = Dns.HeaderBytes;
            bool response = (flags & Dns.ResponseBit) != 0;
            if (!ReadQuestions(Dns.U16(message, 4), own, response)) return false;
            int answers = Dns.U16(message, 6);
            int claims = Dns.U16(message, 8);
            IsProbe = !response && claims > 0;
            int records = answers + claims + (response ? Dns.U16(message, 10) : 0);
            ReadRecords(answers, records < MaxRecords ? records : MaxRecords, own, response);
            return true;
        }

        private bool ReadQuestions(int count, MdnsRecords own, bool response)
        {
            for (int i = 0; i < count; i++)
            {
                int nameAt = _at;
                int end = DnsName.End(_message, _length, _at);
                if (i == MaxQuestions || end == DnsName.Bad || end + QuestionTail > _length) return false;
                _at = end + QuestionTail;
                int dnsClass = Dns.U16(_message, end + 2) & ~Dns.UnicastBit;
                if (response || (dnsClass != Dns.ClassIn && dnsClass != Dns.ClassAny)) continue;
                byte[] name = own.OwnName(_message, _length, nameAt);
                int type = Dns.U16(_message, end);
                int records = own.AnswersTo(name, type);
                if (records == 0) continue;
                if (Wanted == 0)
                {
                    QuestionName = name;
                    QuestionType = type;
                }

                Wanted |= records;
                if ((Dns.U16(_message, end + 2) & Dns.UnicastBit) == 0) Unicast = false;
            }

            return true;
        }

        // In a query: what the asker knows, then what he is about to claim. In a response: what others say of our name.
        private void ReadRecords(int answers, int count, MdnsRecords own, bool response)
        {
            for (int i = 0; i < count; i++)
            {
                int nameAt = _at;
                int end = DnsName.End(_message, _length, _at);
                if (end == DnsName.Bad || end + RecordTail > _length) return;
                int dataAt = end + RecordTail;
                int dataLength = Dns.U16(_message, end + 8);
                if (dataAt + dataLength > _length) return;
                _at = dataAt + dataLength;
                int type = Dns.U16(_message, end);
                uint ttl = Dns.U32(_message, end + 4);
                bool isHost = type == Dns.TypeA && dataLength == 4 && DnsName.Is(_message, _length, nameAt, own.HostName);
                if (response && isHost && ttl > 0 && Dns.U32(_message, dataAt) != own.Address) RivalAddress = Dns.U32(_message, dataAt);
                if (response) continue;
                bool isOurs = isHost && Dns.U32(_message, dataAt) == own.Address;
                // Our own probe, heard by ourselves.
                if (isOurs && i >= answers) Wanted = 0;
                if (isOurs && ttl >= Dns.HostTtl / 2) Wanted &= ~MdnsRecords.Host;
                bool knowsUs = type == Dns.TypePtr && ttl >= Dns.OtherTtl / 2
                    && DnsName.Is(_message, _length, nameAt, MdnsRecords.ServiceName) && DnsName.Is(_message, _length, dataAt, own.InstanceName);
                if (knowsUs) Wanted &= ~MdnsRecords.Service;
            }
        }
    }
}
