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
            if (string.IsNullOrEmpty(text)) return;
            byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(text);
            for (int i = 0; i < utf8.Length; i++) AppendByte(utf8[i]);
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

        /// <summary>Two hexadecimal digits.</summary>
        public void AppendHex(byte value)
        {
            Append(HexDigit(value >> 4));
            Append(HexDigit(value & 15));
        }

        public override string ToString() => _length == 0 ? "" : System.Text.Encoding.UTF8.GetString(_bytes, 0, _length);

        private static char HexDigit(int value) => (char)(value < 10 ? '0' + value : 'a' + value - 10);
    }
}
