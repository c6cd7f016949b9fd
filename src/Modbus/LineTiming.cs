// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Modbus
{
    /// <summary>How long characters take on the line, and how long it must be silent between frames.</summary>
    public static class LineTiming
    {
        private const int FastestWithCharacterGap = 19200;
        private const int FixedGapUs = 1750;

        /// <summary>Microseconds of one character, rounded up: start bit, 8 data bits, parity bit if any, stop bits.</summary>
        public static int CharacterUs(int bitRate, LineParity parity, int stopBits)
        {
            int bits = 9 + (parity == LineParity.None ? 0 : 1) + stopBits;
            return (bits * 1000000 + bitRate - 1) / bitRate;
        }

        /// <summary>Microseconds of silence between frames: 3.5 characters, above 19200 bit/s 1.75 ms ("MODBUS over Serial Line" V1.02, 2.5.1.1).</summary>
        public static int SilenceUs(int bitRate, int characterUs) =>
            bitRate > FastestWithCharacterGap ? FixedGapUs : (characterUs * 7 + 1) / 2;

        /// <summary>Whole milliseconds that characters take on the wire, rounded up.</summary>
        public static int WireMs(int characters, int characterUs) => (characters * characterUs + 999) / 1000;
    }
}
