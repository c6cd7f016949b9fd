// SPDX-License-Identifier: MIT
using System;
using nanoFramework.Emulation;

namespace System
{
    public static class Environment
    {
        // An ESP32 counts ticks of 10 ms in 32 bits: after 497 days it begins anew.
        private const long Esp32RoundMs = 0x1_0000_0000 * 10;

        /// <summary>Milliseconds since power-on.</summary>
        public static long TickCount64
        {
            get
            {
                long uptimeMs = Machine.Current.UptimeUs / 1000;
                return Machine.Current.TargetName.StartsWith("ESP32", StringComparison.Ordinal) ? uptimeMs % Esp32RoundMs : uptimeMs;
            }
        }
    }
}
