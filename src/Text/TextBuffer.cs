// SPDX-License-Identifier: MIT
namespace Wattwarden.Text
{
    /// <summary>
    /// UTF-8 text in a fixed byte array. When full it passes its bytes on to a sink, or, without one, notes the overflow.
    /// Numbers are formatted here, because the runtime's own formatting allocates and is wrong for fractions.
    /// </summary>
    public sealed class TextBuffer
    {
        private const long Thousand = 1000;
        private const int MostBytesOfChar = 3;

        // The runtime makes a new one each time it is asked.
        private static readonly System.Text.Encoding Utf8 = System.Text.Encoding.UTF8;

        private readonly byte[] _bytes;
        private readonly byte[] _digits = new byte[20];
        private ITextSink _sink;
        private int _length;

        public TextBuffer(int capacity)
        {
            _bytes = new byte[capacity];
        }

        public byte[] Bytes => _bytes;

        public int Length => _length;

        /// <summary>True when text was lost because the buffer was full and had no sink.</summary>
        public bool Overflowed { get; private set; }

        /// <summary>Empties the buffer and sets where it flows over; null: nowhere.</summary>
        public void Reset(ITextSink sink)
        {
            _sink = sink;
            _length = 0;
            Overflowed = false;
        }

        public void Clear() => Reset(null);

        /// <summary>Passes on what is left to the sink.</summary>
        public void Flush()
        {
            if (_sink == null || _length == 0) return;
            _sink.Write(_bytes, 0, _length);
            _length = 0;
        }

        public void AppendByte(byte value)
        {
            if (_length == _bytes.Length)
            {
                Flush();
                if (_length == _bytes.Length)
                {
                    Overflowed = true;
                    return;
                }
            }

            _bytes[_length++] = value;
        }

        public void Append(char ascii) => AppendByte((byte)ascii);

        public void Append(string text)
        {
            if (string.IsNullOrEmpty(text) || TryAppendAtOnce(text)) return;
            byte[] utf8 = Utf8.GetBytes(text);
            AppendBytes(utf8, 0, utf8.Length);
        }

        /// <summary>Puts the text where it belongs without a copy in between. False: there may be too little room before the buffer is full; nothing was appended.</summary>
        public bool TryAppendAtOnce(string text)
        {
            if (text.Length * MostBytesOfChar > _bytes.Length - _length) return false;
            _length += Utf8.GetBytes(text, 0, text.Length, _bytes, _length);
            return true;
        }

        /// <summary>Takes back what was appended since the text was this long; of a text that has flowed over, what is still here.</summary>
        public void Cut(int length)
        {
            _length = length;
            Overflowed = false;
        }

        /// <summary>Takes UTF-8 bytes as they are, in blocks, because a loop over bytes is slow on the interpreter.</summary>
        public void AppendBytes(byte[] utf8, int offset, int count)
        {
            while (count > 0)
            {
                if (_length == _bytes.Length) Flush();
                int room = _bytes.Length - _length;
                if (room == 0)
                {
                    Overflowed = true;
                    return;
                }

                int part = count < room ? count : room;
                System.Array.Copy(utf8, offset, _bytes, _length, part);
                _length += part;
                offset += part;
                count -= part;
            }
        }

        public void Append(long number)
        {
            if (number < 0) Append('-');
            int count = 0;
            do
            {
                long digit = number % 10;
                _digits[count++] = (byte)('0' + (digit < 0 ? -digit : digit));
                number /= 10;
            }
            while (number != 0);
            while (count > 0) AppendByte(_digits[--count]);
        }

        /// <summary>Thousandths as a decimal number without needless zeros: 2310 → 2.31, -500 → -0.5.</summary>
        public void AppendMilli(long milli)
        {
            long whole = milli / Thousand;
            int rest = (int)(milli % Thousand);
            if (rest < 0) rest = -rest;
            if (milli < 0 && whole == 0) Append('-');
            Append(whole);
            if (rest == 0) return;
            Append('.');
            Append((char)('0' + rest / 100));
            if (rest % 100 == 0) return;
            Append((char)('0' + rest / 10 % 10));
            if (rest % 10 != 0) Append((char)('0' + rest % 10));
        }

        /// <summary>Milliseconds in words, cut to the two greatest units: "12 s", "3 min 20 s", "3 h", "2 d 4 h". Below a second "0 s".</summary>
        public void AppendDuration(long durationMs)
        {
            if (durationMs < 0)
            {
                Append('-');
                durationMs = -durationMs;
            }

            long seconds = durationMs / Thousand;
            if (seconds < 60) AppendUnits(seconds, " s", 0, "");
            else if (seconds < 3600) AppendUnits(seconds / 60, " min", seconds % 60, " s");
            else if (seconds < 86400) AppendUnits(seconds / 3600, " h", seconds / 60 % 60, " min");
            else AppendUnits(seconds / 86400, " d", seconds / 3600 % 24, " h");
        }

        /// <summary>Two hexadecimal digits.</summary>
        public void AppendHex(byte value)
        {
            Append(HexDigit(value >> 4));
            Append(HexDigit(value & 15));
        }

        public override string ToString() => _length == 0 ? "" : System.Text.Encoding.UTF8.GetString(_bytes, 0, _length);

        private void AppendUnits(long major, string majorUnit, long minor, string minorUnit)
        {
            Append(major);
            Append(majorUnit);
            if (minor == 0) return;
            Append(' ');
            Append(minor);
            Append(minorUnit);
        }

        private static char HexDigit(int value) => (char)(value < 10 ? '0' + value : 'a' + value - 10);
    }
}
