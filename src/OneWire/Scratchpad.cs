// SPDX-License-Identifier: MIT
namespace Wattwarden.OneWire
{
    /// <summary>
    /// The nine bytes of a thermometer. Sources: data sheets DS18B20 (19-7487), DS18S20 (19-5474), DS1822 (19-7530), memory map.
    ///   | 0    | 1    | 2  | 3  | 4                                   | 5        | 6            | 7                | 8   |
    ///   | T low| T high| TH | TL | 0 R1 R0 11111 (DS18S20: reserved FF) | reserved | count remain | count per °C (10) | CRC |
    /// </summary>
    public static class Scratchpad
    {
        public const int Length = 9;
        public const int MinResolutionBits = 9;
        public const int MaxResolutionBits = 12;

        private const int ConfigurationIndex = 4;
        private const int CountRemainIndex = 6;
        private const int CountPerDegree = 16;
        private const int MinSixteenths = -55 * 16;
        private const int MaxSixteenths = 125 * 16;
        private const int PowerOnSixteenths = 85 * 16;

        /// <summary>Everything that can be told from the bytes alone.</summary>
        public static ScratchpadFault Check(byte[] pad, int family)
        {
            int any = 0;
            int all = 0xFF;
            for (int i = 0; i < Length; i++)
            {
                any |= pad[i];
                all &= pad[i];
            }

            if (all == 0xFF) return ScratchpadFault.NoAnswer;
            if (any == 0) return ScratchpadFault.AllZero;
            if (Crc8.Of(pad, 0, Length) != 0) return ScratchpadFault.BadCrc;
            if (!HasPattern(pad, family)) return ScratchpadFault.BadPattern;
            int sixteenths = Sixteenths(pad, family);
            return sixteenths < MinSixteenths || sixteenths > MaxSixteenths ? ScratchpadFault.OutOfRange : ScratchpadFault.None;
        }

        /// <summary>Thousandths of °C, half a thousandth rounded away from zero.</summary>
        public static int Milli(byte[] pad, int family)
        {
            int halves = Sixteenths(pad, family) * 125;
            return (halves < 0 ? halves - 1 : halves + 1) / 2;
        }

        /// <summary>9 to 12; a DS18S20 always measures as long as one of 12.</summary>
        public static int ResolutionBits(byte[] pad, int family) =>
            family == SensorFamily.Ds18s20 ? MaxResolutionBits : MinResolutionBits + ((pad[ConfigurationIndex] >> 5) & 3);

        /// <summary>The configuration byte for 9 to 12 bits.</summary>
        public static byte Configuration(int resolutionBits) => (byte)(0x1F | (resolutionBits - MinResolutionBits) << 5);

        /// <summary>Longest time of a measurement.</summary>
        public static int ConversionMs(int resolutionBits) => resolutionBits == 9 ? 94 : resolutionBits == 10 ? 188 : resolutionBits == 11 ? 375 : 750;

        /// <summary>True for exactly 85 °C, which also stands there before the first measurement after power-on.</summary>
        public static bool IsPowerOnValue(byte[] pad, int family) => Sixteenths(pad, family) == PowerOnSixteenths;

        /// <summary>
        /// True when byte 6 of a DS18B20 is what a measurement leaves there: 16 less the low half of byte 0. At power-on it is 0C. Seen on genuine
        /// parts, not in the data sheet; many copies always have the same byte there.
        /// </summary>
        public static bool HasMeasuredMark(byte[] pads, int offset) => pads[offset + CountRemainIndex] == CountPerDegree - (pads[offset] & 15);

        private static bool HasPattern(byte[] pad, int family)
        {
            if (family == SensorFamily.Ds18s20) return pad[7] == CountPerDegree && pad[CountRemainIndex] <= CountPerDegree && pad[4] == 0xFF && pad[5] == 0xFF;
            return (pad[ConfigurationIndex] & 0x9F) == 0x1F;
        }

        private static int Sixteenths(byte[] pad, int family)
        {
            int raw = (short)(pad[0] | pad[1] << 8);
            // DS18S20 data sheet, "Operation: measuring temperature": the half degree is replaced by what the counter has left.
            if (family == SensorFamily.Ds18s20) return (raw >> 1) * 16 - 4 + CountPerDegree - pad[CountRemainIndex];
            // Below 12 bits the lowest bits are undefined.
            return raw & -(1 << (MaxResolutionBits - ResolutionBits(pad, family)));
        }
    }
}
