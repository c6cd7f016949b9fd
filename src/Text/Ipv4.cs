// SPDX-License-Identifier: MIT
namespace Wattwarden.Text
{
    /// <summary>IPv4 addresses as numbers and as text: 192.168.0.1 is 0xC0A80001.</summary>
    public static class Ipv4
    {
        private const int Parts = 4;
        private const int MaxPart = 255;

        /// <summary>Reads four decimal numbers with dots between, nothing else: no leading zeros (they mean octal to some), no shorter forms.</summary>
        public static bool TryParse(string text, out uint address)
        {
            address = 0;
            if (string.IsNullOrEmpty(text)) return false;
            char[] chars = text.ToCharArray();
            uint parsed = 0;
            int at = 0;
            for (int part = 0; part < Parts; part++)
            {
                if (part > 0 && (at >= chars.Length || chars[at++] != '.')) return false;
                int start = at;
                int value = 0;
                while (at < chars.Length && chars[at] >= '0' && chars[at] <= '9' && value <= MaxPart) value = value * 10 + (chars[at++] - '0');
                if (at == start || value > MaxPart || (chars[start] == '0' && at > start + 1)) return false;
                parsed = (parsed << 8) | (uint)value;
            }

            if (at != chars.Length) return false;
            address = parsed;
            return true;
        }

        public static string ToText(uint address) =>
            Part(address, 24) + "." + Part(address, 16) + "." + Part(address, 8) + "." + Part(address, 0);

        private static string Part(uint address, int shift) => ((int)((address >> shift) & 0xFF)).ToString();
    }
}
