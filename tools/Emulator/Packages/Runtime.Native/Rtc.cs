// SPDX-License-Identifier: MIT
using System;
using nanoFramework.Emulation;

namespace nanoFramework.Runtime.Native
{
    public static class Rtc
    {
        private const long TicksPerSecond = 10_000_000;

        /// <summary>Sets the clock, to the whole second as the chip does.</summary>
        public static bool SetSystemTime(DateTime time)
        {
            Machine.Current.Utc = new DateTimeOffset(time.Ticks / TicksPerSecond * TicksPerSecond, TimeSpan.Zero);
            return true;
        }
    }
}
