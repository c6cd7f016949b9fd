// SPDX-License-Identifier: MIT
using System.Text;

namespace Wattwarden.Discovery
{
    /// <summary>
    /// Names as they stand in DNS messages: labels with their lengths, an end of 0, or a pointer to an earlier place. A pointer must lead back
    /// beyond where it stands and beyond every pointer before it, so a message of n bytes is read in at most n steps, whatever is in it.
    /// <code>
    ///  3 'w' 'w' 'w' | 5 'l' 'o' 'c' 'a' 'l' | 0            or   … | 0xC0 + offset
    /// </code>
    /// </summary>
    public static class DnsName
    {
        /// <summary>No name, or one that is damaged.</summary>
        public const int Bad = -1;

        private const int MaxLabel = 63;
        private const int MaxName = 255;
        private const int PointerBits = 0xC0;

        /// <summary>"a._http._tcp.local" as labels. The first label may be any text of up to 63 bytes without a dot.</summary>
        public static byte[] Encode(string name)
        {
            byte[] text = Encoding.UTF8.GetBytes(name);
            byte[] wire = new byte[text.Length + 2];
            int lengthAt = 0;
            for (int i = 0; i <= text.Length; i++)
            {
                if (i < text.Length && text[i] != '.')
                {
                    wire[i + 1] = text[i];
                    continue;
                }

                wire[lengthAt] = (byte)(i - lengthAt);
                lengthAt = i + 1;
            }

            return wire;
        }

        /// <summary>Where the message goes on behind the name at this place; Bad when it runs out of the message.</summary>
        public static int End(byte[] message, int length, int at)
        {
            int start = at;
            while (at < length && at - start <= MaxName)
            {
                int label = message[at];
                if (label == 0) return at + 1;
                if ((label & PointerBits) == PointerBits) return at + 2 <= length ? at + 2 : Bad;
                if (label > MaxLabel) return Bad;
                at += label + 1;
            }

            return Bad;
        }

        /// <summary>True when the name at this place is the one given as labels; letters of either case are the same.</summary>
        public static bool Is(byte[] message, int length, int at, byte[] name)
        {
            int least = at;
            int done = 0;
            while (at < length)
            {
                int label = message[at];
                if ((label & PointerBits) == PointerBits)
                {
                    if (at + 1 >= length) return false;
                    int target = ((label & ~PointerBits) << 8) | message[at + 1];
                    if (target >= least) return false;
                    least = target;
                    at = target;
                    continue;
                }

                if (label > MaxLabel || at + 1 + label > length || done + 1 + label > name.Length || name[done] != label) return false;
                if (label == 0) return true;
                for (int i = 1; i <= label; i++)
                {
                    if (Lower(message[at + i]) != Lower(name[done + i])) return false;
                }

                done += label + 1;
                at += label + 1;
            }

            return false;
        }

        private static int Lower(int b) => b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
    }
}
