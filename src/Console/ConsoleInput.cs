// SPDX-License-Identifier: MIT
namespace Wattwarden.ConsoleEdge
{
    /// <summary>
    /// Cuts what arrives into lines and Improv packets, in one fixed buffer. A packet may begin anywhere in a line: its version byte is no
    /// character that a line could hold. It ends by its length, or with the silence behind a lost byte.
    /// <code>
    ///  0               6         7       8        9 …           9 + length
    /// 'I M P R O V' | version | type | length | length bytes | checksum
    /// </code>
    /// </summary>
    internal sealed class ConsoleInput
    {
        public const int MaxLineBytes = 1024;

        public const int PacketTypeAt = 7;
        public const int PacketLengthAt = 8;
        public const int PacketDataAt = 9;

        /// <summary>Bytes of a packet follow each other closely; where one stays away this long, the packet is lost.</summary>
        public const int ByteGapMs = 25;

        private const byte PacketVersion = 1;
        private const string PacketStart = "IMPROV";
        private const byte Backspace = 8;
        private const byte Delete = 127;

        private readonly byte[] _bytes = new byte[MaxLineBytes];
        private int _length;
        private bool _ended;
        private bool _swallows;
        private bool _inPacket;
        private long _lastByteMs;

        /// <summary>The line without its end, or the packet: after Take has said so, until the next byte.</summary>
        public byte[] Bytes => _bytes;

        public int Length => _length;

        /// <summary>True while people type: they see what they type. Tools and Improv do not.</summary>
        public bool IsTyped => !_ended && !_inPacket && !_swallows && _length > 0 && _bytes[0] != '@' && _bytes[0] != 'I';

        /// <summary>True for the keys that take back a character.</summary>
        public static bool TakesBack(byte value) => value == Backspace || value == Delete;

        /// <summary>Forgets a packet whose next byte stays away.</summary>
        public void Expire(long nowMs)
        {
            if (!_inPacket || nowMs - _lastByteMs < ByteGapMs) return;
            _inPacket = false;
            _length = 0;
        }

        public Arrived Take(byte value, long nowMs)
        {
            _lastByteMs = nowMs;
            if (_ended) Begin();
            if (_inPacket) return TakeOfPacket(value);
            if (value == '\n' || value == '\r') return EndLine();
            if (_swallows) return Arrived.Nothing;
            if (TakesBack(value) && IsTyped)
            {
                _length--;
                return Arrived.Nothing;
            }

            if (_length == MaxLineBytes)
            {
                _swallows = true;
                return Arrived.TooLong;
            }

            _bytes[_length++] = value;
            if (value == PacketVersion) LookForPacket();
            return Arrived.Nothing;
        }

        private void Begin()
        {
            _ended = false;
            _inPacket = false;
            _length = 0;
        }

        private Arrived EndLine()
        {
            // The rest of a line that was told of is no line.
            if (_swallows) _length = 0;
            _swallows = false;
            _ended = true;
            return Arrived.Line;
        }

        private Arrived TakeOfPacket(byte value)
        {
            _bytes[_length++] = value;
            if (_length <= PacketLengthAt || _length < PacketDataAt + _bytes[PacketLengthAt] + 1) return Arrived.Nothing;
            _ended = true;
            return Arrived.Packet;
        }

        private void LookForPacket()
        {
            int start = _length - 1 - PacketStart.Length;
            if (start < 0) return;
            for (int i = 0; i < PacketStart.Length; i++)
            {
                if (_bytes[start + i] != PacketStart[i]) return;
            }

            System.Array.Copy(_bytes, start, _bytes, 0, PacketTypeAt);
            _length = PacketTypeAt;
            _inPacket = true;
        }
    }
}
