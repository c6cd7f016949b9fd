// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.OneWire
{
    /// <summary>
    /// An identifier of 64 bits in one number, the first byte on the wire lowest: family, six bytes serial number, CRC-8.
    /// Written as family, dash and the other seven bytes in wire order: 28-ff641e0f160390.
    /// </summary>
    public static class RomId
    {
        /// <summary>No device: family 0 does not exist.</summary>
        public const long None = 0;

        private const int Bytes = 8;
        private const int SerialBytes = 6;

        public static int Family(long id) => (int)id & 0xFF;

        /// <summary>Byte 0…7 in wire order.</summary>
        public static byte ByteOf(long id, int index) => (byte)(id >> (8 * index));

        /// <summary>True when the CRC fits and the family is not 0 (a line held low reads as all zeros, and those have a good CRC).</summary>
        public static bool IsWhole(long id) => Family(id) != 0 && Crc8.Of(id, Bytes) == 0;

        public static void Append(TextBuffer text, long id)
        {
            text.AppendHex(ByteOf(id, 0));
            text.Append('-');
            for (int i = 1; i < Bytes; i++) text.AppendHex(ByteOf(id, i));
        }

        /// <summary>The identifier as text. Allocates.</summary>
        public static string Format(long id)
        {
            TextBuffer text = new TextBuffer(2 * Bytes + 1);
            Append(text, id);
            return text.ToString();
        }

        /// <summary>
        /// Takes the notations in use: 28-ff641e0f160390 or 28ff641e0f160390 (wire order with CRC), 28.ff641e0f1603 (wire order without CRC),
        /// 28-03160f1e64ff (highest byte first, as Linux shows it). False: no identifier, or its CRC is wrong.
        /// </summary>
        public static bool TryParse(string text, out long id)
        {
            id = None;
            if (text == null || text.Length < 15 || text.Length > 17) return false;
            byte[] ascii = System.Text.Encoding.UTF8.GetBytes(text);
            int at = ascii.Length > 2 && (ascii[2] == '-' || ascii[2] == '.') ? 3 : 2;
            int digits = ascii.Length - at;
            bool hasCrc = digits == 2 * (Bytes - 1);
            bool isShort = digits == 2 * SerialBytes && at == 3;
            if ((!hasCrc && !isShort) || !TryByte(ascii, 0, out long value)) return false;
            bool highestFirst = isShort && ascii[2] == '-';
            for (int i = 0; i < digits / 2; i++)
            {
                if (!TryByte(ascii, at + 2 * i, out long part)) return false;
                value |= part << (8 * (highestFirst ? SerialBytes - i : i + 1));
            }

            if (isShort) value |= (long)Crc8.Of(value, Bytes - 1) << (8 * (Bytes - 1));
            if (!IsWhole(value)) return false;
            id = value;
            return true;
        }

        private static bool TryByte(byte[] ascii, int at, out long value)
        {
            int high = Digit(ascii[at]);
            int low = Digit(ascii[at + 1]);
            value = (high << 4) | low;
            return high >= 0 && low >= 0;
        }

        private static int Digit(byte b)
        {
            if (b >= '0' && b <= '9') return b - '0';
            if (b >= 'a' && b <= 'f') return b - 'a' + 10;
            return b >= 'A' && b <= 'F' ? b - 'A' + 10 : -1;
        }
    }
}
