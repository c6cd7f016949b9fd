// SPDX-License-Identifier: MIT
namespace Wattwarden.Text
{
    /// <summary>
    /// Numbers as the settings and the API know them: an optional minus, digits without needless zeros in front, an optional fraction.
    /// Narrower than RFC 8259 section 6: no exponent, because a value here is a whole number of thousandths.
    /// </summary>
    public static class JsonNumber
    {
        private const int MaxDigits = 18;
        private const int MilliDecimals = 3;

        /// <summary>Finds the end of the number that begins at start. -1 when there is no number, or one with an exponent.</summary>
        public static int End(byte[] bytes, int start, int stop)
        {
            int at = start < stop && bytes[start] == '-' ? start + 1 : start;
            int whole = at;
            at = SkipDigits(bytes, at, stop);
            if (at == whole || (bytes[whole] == '0' && at - whole > 1)) return -1;
            if (at < stop && bytes[at] == '.')
            {
                int fraction = at + 1;
                at = SkipDigits(bytes, fraction, stop);
                if (at == fraction) return -1;
            }

            return at < stop && IsWordByte(bytes[at]) ? -1 : at;
        }

        /// <summary>Parses decimal text, for example "-12.5", as thousandths. False: no number, above 18 digits, or finer than a thousandth.</summary>
        public static bool TryParseMilli(byte[] bytes, int start, int stop, out long milli)
        {
            milli = 0;
            if (End(bytes, start, stop) != stop) return false;
            bool negative = bytes[start] == '-';
            int decimals = -1;
            int digits = 0;
            for (int at = negative ? start + 1 : start; at < stop; at++)
            {
                byte b = bytes[at];
                if (b == '.')
                {
                    decimals = 0;
                    continue;
                }

                if (decimals == MilliDecimals)
                {
                    if (b != '0') return false;
                    continue;
                }

                if (decimals >= 0) decimals++;
                if (++digits > MaxDigits) return false;
                milli = milli * 10 + (b - '0');
            }

            for (int i = decimals < 0 ? 0 : decimals; i < MilliDecimals; i++)
            {
                if (milli > long.MaxValue / 10) return false;
                milli *= 10;
            }

            if (negative) milli = -milli;
            return true;
        }

        private static int SkipDigits(byte[] bytes, int at, int stop)
        {
            while (at < stop && bytes[at] >= '0' && bytes[at] <= '9') at++;
            return at;
        }

        // What may not follow a number directly: it would make "1e5", "1.2.3", "0x10" or "1-2" look like a number and something else.
        private static bool IsWordByte(byte b) => b == '.' || b == '-' || b == '+' || (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
    }
}
