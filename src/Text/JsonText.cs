// SPDX-License-Identifier: MIT
namespace Wattwarden.Text
{
    /// <summary>
    /// The inside of JSON strings: escapes and UTF-8. Refused, because no device string can hold it or because it has two meanings:
    /// the character NUL (strings of the runtime end there), half a surrogate pair, overlong or cut UTF-8, code points above U+10FFFF.
    /// </summary>
    internal static class JsonText
    {
        private const int HexDigits = 4;
        private const int FirstSurrogate = 0xD800;
        private const int FirstLowSurrogate = 0xDC00;
        private const int AfterSurrogates = 0xE000;

        /// <summary>The length of the escape that begins with the backslash at start (2, 6 or 12 bytes); 0 when it is wrong.</summary>
        public static int EscapeLength(byte[] bytes, int start, int stop)
        {
            if (stop - start < 2) return 0;
            byte kind = bytes[start + 1];
            if (kind != 'u') return kind == '"' || kind == '\\' || kind == '/' || kind == 'b' || kind == 'f' || kind == 'n' || kind == 'r' || kind == 't' ? 2 : 0;
            int code = HexCode(bytes, start + 2, stop);
            if (code <= 0 || IsLow(code)) return 0;
            if (!IsHigh(code)) return 6;
            if (stop - start < 12 || bytes[start + 6] != '\\' || bytes[start + 7] != 'u') return 0;
            return IsLow(HexCode(bytes, start + 8, stop)) ? 12 : 0;
        }

        /// <summary>The length of the UTF-8 sequence of two to four bytes at start; 0 when it is not well formed (Unicode, table 3-7).</summary>
        public static int Utf8Length(byte[] bytes, int start, int stop)
        {
            byte lead = bytes[start];
            int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
            if (length == 0 || stop - start < length) return 0;
            byte second = bytes[start + 1];
            if (lead == 0xE0 && second < 0xA0) return 0;
            if (lead == 0xED && second > 0x9F) return 0;
            if (lead == 0xF0 && second < 0x90) return 0;
            if (lead == 0xF4 && second > 0x8F) return 0;
            for (int i = 1; i < length; i++)
            {
                if ((bytes[start + i] & 0xC0) != 0x80) return 0;
            }

            return length;
        }

        /// <summary>Writes the checked string between start and stop without its escapes; returns how many bytes. Never more than stop - start.</summary>
        public static int Unescape(byte[] bytes, int start, int stop, byte[] plain)
        {
            int length = 0;
            int at = start;
            while (at < stop)
            {
                byte b = bytes[at];
                if (b != '\\')
                {
                    plain[length++] = b;
                    at++;
                    continue;
                }

                int escape = EscapeLength(bytes, at, stop);
                if (escape == 2) plain[length++] = Plain(bytes[at + 1]);
                else length = AppendUtf8(plain, length, Code(bytes, at, escape));
                at += escape;
            }

            return length;
        }

        private static byte Plain(byte kind)
        {
            switch ((char)kind)
            {
                case 'n': return (byte)'\n';
                case 'r': return (byte)'\r';
                case 't': return (byte)'\t';
                case 'b': return 8;
                case 'f': return 12;
                default: return kind;
            }
        }

        private static int Code(byte[] bytes, int start, int escapeLength)
        {
            int code = HexCode(bytes, start + 2, start + 6);
            if (escapeLength == 6) return code;
            return 0x10000 + ((code - FirstSurrogate) << 10) + (HexCode(bytes, start + 8, start + 12) - FirstLowSurrogate);
        }

        private static bool IsHigh(int code) => code >= FirstSurrogate && code < FirstLowSurrogate;

        private static bool IsLow(int code) => code >= FirstLowSurrogate && code < AfterSurrogates;

        private static int HexCode(byte[] bytes, int start, int stop)
        {
            if (stop - start < HexDigits) return -1;
            int code = 0;
            for (int i = 0; i < HexDigits; i++)
            {
                int digit = HexValue(bytes[start + i]);
                if (digit < 0) return -1;
                code = (code << 4) | digit;
            }

            return code;
        }

        private static int HexValue(byte b)
        {
            if (b >= '0' && b <= '9') return b - '0';
            if (b >= 'a' && b <= 'f') return b - 'a' + 10;
            if (b >= 'A' && b <= 'F') return b - 'A' + 10;
            return -1;
        }

        private static int AppendUtf8(byte[] into, int at, int code)
        {
            if (code < 0x80)
            {
                into[at] = (byte)code;
                return at + 1;
            }

            int next = at;
            if (code < 0x800)
            {
                into[next++] = (byte)(0xC0 | (code >> 6));
            }
            else
            {
                if (code < 0x10000)
                {
                    into[next++] = (byte)(0xE0 | (code >> 12));
                }
                else
                {
                    into[next++] = (byte)(0xF0 | (code >> 18));
                    into[next++] = (byte)(0x80 | ((code >> 12) & 0x3F));
                }

                into[next++] = (byte)(0x80 | ((code >> 6) & 0x3F));
            }

            into[next++] = (byte)(0x80 | (code & 0x3F));
            return next;
        }
    }
}
