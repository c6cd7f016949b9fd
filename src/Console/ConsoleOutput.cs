// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>
    /// What the console has to say, sent piece by piece: a UART takes 128 bytes at once and makes the caller wait for the rest, and the loop
    /// does not wait.
    /// </summary>
    internal sealed class ConsoleOutput
    {
        private const int ReplyBytes = 2048;
        private const int PieceBytes = 96;

        private readonly TextBuffer _usual = new TextBuffer(ReplyBytes);
        private TextBuffer _long;   // null while nothing is on its way that is longer
        private int _sent;

        /// <summary>Append here.</summary>
        public TextBuffer Text => _long == null ? _usual : _long;

        public bool IsEmpty => Text.Length == 0;

        /// <summary>Makes room for an answer that may be long; what stands here already stays.</summary>
        public void MakeRoom(int bytes)
        {
            TextBuffer now = Text;
            _long = new TextBuffer(now.Length + bytes);
            _long.AppendBytes(now.Bytes, 0, now.Length);
            _usual.Clear();
        }

        /// <summary>Takes back what was appended since the text was this long.</summary>
        public void Cut(int length) => Text.Cut(length);

        /// <summary>Sends the next piece.</summary>
        public void Send(IConsoleLine line)
        {
            TextBuffer text = Text;
            int left = text.Length - _sent;
            if (left == 0) return;
            int count = left < PieceBytes ? left : PieceBytes;
            line.Write(text.Bytes, _sent, count);
            _sent += count;
            if (_sent < text.Length) return;
            _sent = 0;
            text.Clear();
            _long = null;
        }
    }
}
