// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>Builds one Improv packet that the board sends; the frame is drawn at <see cref="ConsoleInput"/>. The checksum is the sum of all bytes before it.</summary>
    internal sealed class ImprovPacket
    {
        public const byte CurrentState = 1;
        public const byte ErrorState = 2;
        public const byte Rpc = 3;
        public const byte RpcResult = 4;

        private const int MaxData = 255;
        private const int HeadBytes = 9;

        private readonly byte[] _bytes = new byte[HeadBytes + MaxData];
        private int _length;

        /// <summary>Begins a packet of this type.</summary>
        public ImprovPacket(byte type)
        {
            byte[] start = System.Text.Encoding.UTF8.GetBytes("IMPROV");
            System.Array.Copy(start, _bytes, start.Length);
            _bytes[6] = 1;
            _bytes[7] = type;
            _length = HeadBytes;
        }

        public void Add(byte value)
        {
            if (_length < _bytes.Length) _bytes[_length++] = value;
        }

        /// <summary>A text with its length in front.</summary>
        public void Add(string text)
        {
            byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(text);
            if (_length + 1 + utf8.Length > _bytes.Length) return;
            Add((byte)utf8.Length);
            System.Array.Copy(utf8, 0, _bytes, _length, utf8.Length);
            _length += utf8.Length;
        }

        /// <summary>Closes an answer to a command: its length stands behind the command's number.</summary>
        public void SendResult(TextBuffer into)
        {
            _bytes[HeadBytes + 1] = (byte)(_length - HeadBytes - 2);
            Send(into);
        }

        /// <summary>Appends the packet. The line ends before it and behind it help readers that look for lines.</summary>
        public void Send(TextBuffer into)
        {
            _bytes[8] = (byte)(_length - HeadBytes);
            byte sum = 0;
            for (int i = 0; i < _length; i++) sum += _bytes[i];
            into.Append('\n');
            into.AppendBytes(_bytes, 0, _length);
            into.AppendByte(sum);
            into.Append('\n');
        }
    }
}
