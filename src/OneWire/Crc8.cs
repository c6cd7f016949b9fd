// SPDX-License-Identifier: MIT
namespace Wattwarden.OneWire
{
    /// <summary>
    /// CRC of 1-Wire identifiers and scratchpads: x^8 + x^5 + x^4 + 1, reflected (0x8C), start 0, lowest bit first. Source: Maxim application
    /// note 27. Finds every damage of one, two or three bits, every odd number of bits and every burst up to eight; 1 of 256 of all other damage passes.
    /// </summary>
    public static class Crc8
    {
        // The CRC is linear, so a byte's entry is that of its low half xor that of its high half.
        private static readonly byte[] LowHalf = new byte[]
        {
            0x00, 0x5E, 0xBC, 0xE2, 0x61, 0x3F, 0xDD, 0x83, 0xC2, 0x9C, 0x7E, 0x20, 0xA3, 0xFD, 0x1F, 0x41,
        };

        private static readonly byte[] HighHalf = new byte[]
        {
            0x00, 0x9D, 0x23, 0xBE, 0x46, 0xDB, 0x65, 0xF8, 0x8C, 0x11, 0xAF, 0x32, 0xCA, 0x57, 0xE9, 0x74,
        };

        /// <summary>The CRC of the bytes. Over data and its CRC it is 0.</summary>
        public static byte Of(byte[] bytes, int offset, int count)
        {
            int crc = 0;
            for (int i = offset; i < offset + count; i++)
            {
                crc ^= bytes[i];
                crc = LowHalf[crc & 15] ^ HighHalf[crc >> 4];
            }

            return (byte)crc;
        }

        /// <summary>The CRC of the low bytes of a whole number, lowest byte first.</summary>
        public static byte Of(long bytes, int count)
        {
            int crc = 0;
            for (int i = 0; i < count; i++)
            {
                crc ^= (int)(bytes >> (8 * i)) & 0xFF;
                crc = LowHalf[crc & 15] ^ HighHalf[crc >> 4];
            }

            return (byte)crc;
        }
    }
}
