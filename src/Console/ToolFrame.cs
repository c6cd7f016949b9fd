// SPDX-License-Identifier: MIT
using Wattwarden.Settings;
using Wattwarden.Text;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>
    /// The line that a tool sends and gets: '@', a JSON object, '#', its CRC-32 as eight lower-case hexadecimal digits. The checksum covers
    /// everything between '@' and '#'.
    /// </summary>
    internal static class ToolFrame
    {
        public const int TailBytes = 9;
        public const char Start = '@';

        private const char Tail = '#';

        /// <summary>True when the line is whole. Its object stands from 1 on, length - 1 - TailBytes bytes.</summary>
        public static bool IsWhole(byte[] line, int length)
        {
            int body = length - 1 - TailBytes;
            if (body < 2 || line[length - TailBytes] != Tail) return false;
            return line[0] == Start && Sum(line, 1, body) == SumAt(line, length - TailBytes + 1);
        }

        /// <summary>Closes the line that begins at start in the text.</summary>
        public static void Close(TextBuffer text, int start)
        {
            uint sum = Sum(text.Bytes, start + 1, text.Length - start - 1);
            text.Append(Tail);
            for (int shift = 24; shift >= 0; shift -= 8) text.AppendHex((byte)(sum >> shift));
            text.Append("\r\n");
        }

        private static uint Sum(byte[] bytes, int offset, int count) => Crc32.End(Crc32.Add(Crc32.Start, bytes, offset, count));

        private static uint SumAt(byte[] bytes, int at)
        {
            uint sum = 0;
            for (int i = 0; i < 8; i++)
            {
                byte b = bytes[at + i];
                int digit = b >= '0' && b <= '9' ? b - '0' : b >= 'a' && b <= 'f' ? b - 'a' + 10 : -1;
                // No sum has the bits of a wrong digit: the whole is compared.
                if (digit < 0) return ~Sum(bytes, 1, at - 2);
                sum = (sum << 4) | (uint)digit;
            }

            return sum;
        }
    }
}
