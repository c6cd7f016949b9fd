// SPDX-License-Identifier: MIT
namespace Wattwarden.Assets
{
    /// <summary>
    /// Turns a slice of text back into bytes. Eight characters carry seven bytes, most significant bits first; 0, which would end a string of
    /// the chip, and 127 are written as two characters. All of it is ASCII, so that characters and bytes are the same everywhere.
    /// </summary>
    public sealed class SliceDecoder
    {
        public const int Escape = 127;
        public const int EscapedZero = 1;
        public const int EscapedEscape = 2;

        private const int CharBits = 7;
        private const int ByteBits = 8;

        private readonly byte[] _chars = new byte[AssetBundle.SliceChars];

        /// <summary>What the last Decode gave.</summary>
        public readonly byte[] Bytes = new byte[AssetBundle.SliceBytes];

        /// <summary>Returns the number of bytes.</summary>
        public int Decode(string slice)
        {
            int end = System.Text.Encoding.UTF8.GetBytes(slice, 0, slice.Length, _chars, 0);
            byte[] chars = _chars;
            byte[] bytes = Bytes;
            int length = 0;
            int pending = 0;
            int bits = 0;
            for (int i = 0; i < end; i++)
            {
                int value = chars[i];
                if (value == Escape) value = chars[++i] == EscapedZero ? 0 : Escape;
                pending = (pending << CharBits) | value;
                bits += CharBits;
                if (bits < ByteBits) continue;
                bits -= ByteBits;
                bytes[length++] = (byte)(pending >> bits);
            }

            return length;
        }
    }
}
