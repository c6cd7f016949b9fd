// SPDX-License-Identifier: MIT
namespace Wattwarden.Time
{
    /// <summary>The wall clock at one moment, for other threads.</summary>
    public sealed class ClockSnapshot
    {
        /// <summary>False: the time is unknown and the rest says nothing.</summary>
        public bool IsKnown;

        public long UnixMs;

        /// <summary>Seconds by which local time is ahead of UTC.</summary>
        public int OffsetSeconds;

        public bool IsDaylight;

        /// <summary>none, chip, ntp, manual or meter.</summary>
        public string Source;

        /// <summary>Milliseconds since the clock was last seen being set; -1: not since start.</summary>
        public long SetAgeMs;

        /// <summary>Unix seconds of the next change of the clocks; PosixTimeZone.NoChange: never.</summary>
        public long NextChange;
    }
}
