// SPDX-License-Identifier: MIT
namespace Wattwarden.Meters
{
    /// <summary>
    /// Turns the registers of a row into thousandths of its unit, in integers only: correctly rounded (half away from zero) from the exact value
    /// that the registers hold, also for floats, and the same on every chip. No value (false): NaN, infinity, a "missing" code, overflow.
    /// </summary>
    public static class RegisterDecoder
    {
        private const int ThousandthsPower = 3;
        private const int HighestScaleFactor = 10;
        private const int HighestTenPower = 18;

        private static readonly long[] PowersOfTen =
        {
            1L, 10L, 100L, 1000L, 10000L, 100000L, 1000000L, 10000000L, 100000000L, 1000000000L, 10000000000L, 100000000000L, 1000000000000L,
            10000000000000L, 100000000000000L, 1000000000000000L, 10000000000000000L, 100000000000000000L, 1000000000000000000L,
        };

        /// <summary>Registers (or bits) that a value of this encoding fills.</summary>
        public static int Length(Encoding encoding)
        {
            switch (encoding & Encoding.KindMask)
            {
                case Encoding.UInt32:
                case Encoding.Int32:
                case Encoding.Float32:
                case Encoding.Bcd32:
                case Encoding.Acc32:
                    return 2;
                case Encoding.UInt64:
                case Encoding.Int64:
                case Encoding.Float64:
                    return 4;
                default:
                    return 1;
            }
        }

        /// <summary>Decodes one row of a table from the data bytes of an answer whose first register (or bit) is blockAddress.</summary>
        public static bool TryMilli(RegisterTable table, int row, byte[] data, int dataOffset, int blockAddress, out long milli)
        {
            milli = 0;
            int at = table.Address(row) - blockAddress;
            Encoding encoding = table.EncodingOf(row);
            Encoding kind = encoding & Encoding.KindMask;
            if (kind == Encoding.Bit)
            {
                bool set = (data[dataOffset + at / 8] & (1 << (at % 8))) != 0;
                milli = set != table.Negates(row) ? 1000 : 0;
                return true;
            }

            if (kind >= Encoding.RegisterBit)
            {
                long register = Gather(data, dataOffset + at * 2, 1, encoding);
                bool set = ((register >> (kind - Encoding.RegisterBit)) & 1) != 0;
                milli = set != table.Negates(row) ? 1000 : 0;
                return true;
            }

            int tenPower = table.TenPower(row);
            if (table.ScaleAddress(row) >= 0)
            {
                int scaleAt = dataOffset + (table.ScaleAddress(row) - blockAddress) * 2;
                int scaleFactor = (short)((data[scaleAt] << 8) | data[scaleAt + 1]);
                if (scaleFactor < -HighestScaleFactor || scaleFactor > HighestScaleFactor) return false;
                tenPower += scaleFactor;
            }

            long bits = Gather(data, dataOffset + at * 2, Length(encoding), encoding);
            if (!TryMagnitude(kind, bits, table.Missing, out long magnitude, out int binaryPower, out bool negative)) return false;
            if (!TryScale(magnitude, binaryPower, tenPower, table.CtRatioMilli(row), table.Divisor(row), out milli)) return false;
            if (negative != table.Negates(row)) milli = -milli;
            long offset = table.OffsetMilli(row);
            if (offset > 0 ? milli > long.MaxValue - offset : milli < long.MinValue - offset) return false;
            milli += offset;
            return true;
        }

        private static long Gather(byte[] data, int at, int words, Encoding encoding)
        {
            long bits = 0;
            bool lowWordFirst = (encoding & Encoding.LowWordFirst) != 0;
            int highByte = (encoding & Encoding.LowByteFirst) != 0 ? 1 : 0;
            for (int i = 0; i < words; i++)
            {
                int word = at + (lowWordFirst ? words - 1 - i : i) * 2;
                bits = (bits << 16) | (uint)(data[word + highByte] << 8) | data[word + 1 - highByte];
            }

            return bits;
        }

        /// <summary>The number in the registers as ± magnitude × 2^binaryPower.</summary>
        private static bool TryMagnitude(Encoding kind, long bits, MissingCode missing, out long magnitude, out int binaryPower, out bool negative)
        {
            magnitude = bits;
            binaryPower = 0;
            negative = false;
            switch (kind)
            {
                case Encoding.UInt16:
                    return missing == MissingCode.None || bits != 0xFFFF;
                case Encoding.UInt32:
                    return missing == MissingCode.None || bits != 0xFFFFFFFFL;
                case Encoding.UInt64:
                    return bits >= 0;
                case Encoding.Acc32:
                    return bits != 0;
                case Encoding.Int16:
                    return TrySigned((short)bits, short.MaxValue, short.MinValue, missing, out magnitude, out negative);
                case Encoding.Int32:
                    return TrySigned((int)bits, int.MaxValue, int.MinValue, missing, out magnitude, out negative);
                case Encoding.Int64:
                    return bits != long.MinValue && TrySigned(bits, long.MaxValue, long.MinValue, missing, out magnitude, out negative);
                case Encoding.Float32:
                    negative = (bits & 0x80000000L) != 0;
                    return TryFloat(bits & 0x7FFFFF, (int)(bits >> 23) & 0xFF, 23, 0xFF, out magnitude, out binaryPower);
                case Encoding.Float64:
                    negative = bits < 0;
                    return TryFloat(bits & 0xFFFFFFFFFFFFFL, (int)(bits >> 52) & 0x7FF, 52, 0x7FF, out magnitude, out binaryPower);
                case Encoding.Bcd16:
                case Encoding.Bcd32:
                    return TryDigits(bits, out magnitude);
                default:
                    return false;
            }
        }

        private static bool TrySigned(long value, long highest, long lowest, MissingCode missing, out long magnitude, out bool negative)
        {
            negative = value < 0;
            magnitude = negative ? -value : value;
            if (missing == MissingCode.HighestSigned) return value != highest;
            return missing != MissingCode.LowestSigned || value != lowest;
        }

        // IEEE 754: sign | exponent (8 or 11 bits) | fraction (23 or 52 bits); exponent all ones: NaN or infinity; zero: no hidden one.
        private static bool TryFloat(long fraction, int exponent, int fractionBits, int highestExponent, out long magnitude, out int binaryPower)
        {
            magnitude = exponent == 0 ? fraction : fraction | (1L << fractionBits);
            binaryPower = (exponent == 0 ? 1 : exponent) - highestExponent / 2 - fractionBits;
            return exponent != highestExponent;
        }

        private static bool TryDigits(long bits, out long magnitude)
        {
            magnitude = 0;
            for (int shift = 28; shift >= 0; shift -= 4)
            {
                int digit = (int)(bits >> shift) & 15;
                if (digit > 9) return false;
                magnitude = magnitude * 10 + digit;
            }

            return true;
        }

        /// <summary>magnitude × 2^binaryPower × 10^tenPower × ratio ÷ divisor in thousandths.</summary>
        private static bool TryScale(long magnitude, int binaryPower, int tenPower, int ratioMilli, int divisor, out long milli)
        {
            milli = 0;
            long factor = 1;
            long quotient = divisor;
            tenPower += ThousandthsPower;
            if (ratioMilli != 1000)
            {
                factor = ratioMilli;
                tenPower -= ThousandthsPower;
            }

            if (tenPower > HighestTenPower || tenPower < -HighestTenPower) return false;
            long power = PowersOfTen[tenPower < 0 ? -tenPower : tenPower];
            if (tenPower >= 0)
            {
                if (factor > long.MaxValue / power) return false;
                factor *= power;
            }
            else
            {
                if (quotient > long.MaxValue / power) return false;
                quotient *= power;
            }

            long limit = long.MaxValue / factor;
            for (; magnitude > limit && binaryPower < 0; binaryPower++) magnitude >>= 1;   // only bits far below a thousandth go
            if (magnitude > limit) return false;
            return TryDivide(magnitude * factor, binaryPower, quotient, out milli);
        }

        private static bool TryDivide(long product, int binaryPower, long quotient, out long milli)
        {
            if (binaryPower < 0)
            {
                // floor(floor(a ÷ q) ÷ 2^n) = floor(a ÷ (q × 2^n)), so one spare bit is enough to round
                int shift = -binaryPower - 1;
                milli = ((shift > 62 ? 0 : (product / quotient) >> shift) + 1) >> 1;
                return true;
            }

            milli = 0;
            if (product == 0) return true;
            if (binaryPower > 62 || product > long.MaxValue >> binaryPower) return false;
            product <<= binaryPower;
            long rest = product % quotient;
            milli = product / quotient + (rest >= quotient - rest ? 1 : 0);
            return true;
        }
    }
}
