// SPDX-License-Identifier: MIT
namespace Wattwarden.ConsoleEdge
{
    /// <summary>A section that a tool sends in parts, because a line is short. Takes room on the heap only while it is under way.</summary>
    internal sealed class ToolUpload
    {
        public const int MaxBytes = 14 * 1024;

        /// <summary>A tool that was unplugged does not keep the room.</summary>
        public const int ForgetMs = 15000;

        private string _section = "";
        private byte[] _bytes;
        private int _length;
        private long _lastMs;

        public byte[] Bytes => _bytes;

        public int Length => _length;

        public bool IsComplete => _bytes != null && _length == _bytes.Length;

        public bool IsStale(long nowMs) => _bytes != null && nowMs - _lastMs > ForgetMs;

        /// <summary>
        /// Takes the part that begins at this byte of a document of so many bytes. A part that is here already is taken again: its answer may
        /// have been lost. False: parts before it are missing.
        /// </summary>
        public bool TryTake(string section, long at, long of, string text, long nowMs)
        {
            byte[] part = System.Text.Encoding.UTF8.GetBytes(text);
            if (at == 0) Begin(section, (int)of);
            if (_bytes == null || section != _section || of != _bytes.Length || at > _length || at + part.Length > of) return false;
            System.Array.Copy(part, 0, _bytes, (int)at, part.Length);
            if (at + part.Length > _length) _length = (int)at + part.Length;
            _lastMs = nowMs;
            return true;
        }

        public void Forget()
        {
            _bytes = null;
            _length = 0;
        }

        private void Begin(string section, int of)
        {
            _section = section;
            _bytes = new byte[of];
            _length = 0;
        }
    }
}
