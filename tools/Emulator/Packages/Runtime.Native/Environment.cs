// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;

namespace System
{
    public static class Environment
    {
        /// <summary>Milliseconds since power-on, monotonic.</summary>
        public static long TickCount64 => Machine.Current.UptimeUs / 1000;
    }
}
