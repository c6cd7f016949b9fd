// SPDX-License-Identifier: MIT
namespace Wattwarden.Settings
{
    /// <summary>
    /// CRC-32 of IEEE 802.3 (reflected polynomial EDB88320, start and end inverted; check value of "123456789" is CBF43926).
    /// Half a byte per step: the table costs 64 bytes of heap instead of 1024, and a save happens a few times a year.
    /// </summary>
    public static class Crc32
    {
        public const uint Start = 0xFFFFFFFF;

        // Entry n: the remainder of n shifted through four steps of the polynomial.
        private static readonly uint[] Table =
        {
            0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
            0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C, 0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C,
        };

        /// <summary>Takes more bytes into a running sum that began with Start; End gives the checksum.</summary>
        public static uint Add(uint sum, byte[] bytes, int offset, int count)
        {
            uint[] table = Table;
            for (int i = offset, stop = offset + count; i < stop; i++)
            {
                sum ^= bytes[i];
                sum = (sum >> 4) ^ table[sum & 15];
                sum = (sum >> 4) ^ table[sum & 15];
            }

            return sum;
        }

        public static uint End(uint sum) => ~sum;
    }
}
