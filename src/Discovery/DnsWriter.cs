// SPDX-License-Identifier: MIT
using System.Text;

namespace Wattwarden.Discovery
{
    /// <summary>Writes one DNS message. A name that has been written once is a pointer from then on.</summary>
    internal sealed class DnsWriter
    {
        private const int Capacity = 640;
        private const int MaxNames = 4;
        private const int MaxText = 255;
        private const int FlagsAt = 2;
        private const int Pointer = 0xC000;

        private readonly byte[][] _names = new byte[MaxNames][];
        private readonly int[] _nameAt = new int[MaxNames];
        private int _nameCount;
        private int _dataAt;

        public byte[] Bytes { get; } = new byte[Capacity];

        public int Length { get; private set; }

        /// <summary>True when the message was too long; it must not be sent then.</summary>
        public bool Overflowed { get; private set; }

        public void Begin(int id, int flags)
        {
            System.Array.Clear(Bytes, 0, Dns.HeaderBytes);
            Length = 0;
            Overflowed = false;
            _nameCount = 0;
            U16(id);
            U16(flags);
            Length = Dns.HeaderBytes;
        }

        /// <summary>How many: questions, answers, authorities, additional records.</summary>
        public void Counts(int questions, int answers, int authorities, int additional)
        {
            int end = Length;
            Length = FlagsAt + 2;
            U16(questions);
            U16(answers);
            U16(authorities);
            U16(additional);
            Length = end;
        }

        public void Question(byte[] name, int type, int dnsClass)
        {
            Name(name);
            U16(type);
            U16(dnsClass);
        }

        /// <summary>A record's head; its data follows, then EndData.</summary>
        public void Record(byte[] name, int type, int dnsClass, int ttl)
        {
            Name(name);
            U16(type);
            U16(dnsClass);
            U16(ttl >> 16);
            U16(ttl);
            U16(0);
            _dataAt = Length;
        }

        public void EndData()
        {
            int end = Length;
            Length = _dataAt - 2;
            U16(end - _dataAt);
            Length = end;
        }

        public void Name(byte[] name)
        {
            for (int i = 0; i < _nameCount; i++)
            {
                if (_names[i] != name) continue;
                U16(Pointer | _nameAt[i]);
                return;
            }

            if (_nameCount < MaxNames)
            {
                _names[_nameCount] = name;
                _nameAt[_nameCount++] = Length;
            }

            for (int i = 0; i < name.Length; i++) U8(name[i]);
        }

        /// <summary>"key=value" with its length in front; cut to 255 bytes.</summary>
        public void Text(string text)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            int count = utf8.Length < MaxText ? utf8.Length : MaxText;
            U8(count);
            for (int i = 0; i < count; i++) U8(utf8[i]);
        }

        public void U16(int value)
        {
            U8(value >> 8);
            U8(value);
        }

        public void U32(uint value)
        {
            U16((int)(value >> 16));
            U16((int)(value & 0xFFFF));
        }

        private void U8(int value)
        {
            if (Length >= Capacity) Overflowed = true;
            else Bytes[Length++] = (byte)value;
        }
    }
}
