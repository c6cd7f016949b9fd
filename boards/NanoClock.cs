// SPDX-License-Identifier: MIT
using System;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>The chip's two clocks. UTC counts from 1970 at power-on until somebody sets it, so an early year means that it is unknown.</summary>
    public sealed class NanoClock : IClock
    {
        private const int FirstBelievableYear = 2025;
        private const long UnixEpochTicks = 621355968000000000;
        private const long TicksPerMs = 10000;

        public long UptimeMs => Environment.TickCount64;

        public bool TryGetUtc(out long unixMs)
        {
            DateTime now = DateTime.UtcNow;
            unixMs = (now.Ticks - UnixEpochTicks) / TicksPerMs;
            return now.Year >= FirstBelievableYear;
        }
    }
}
