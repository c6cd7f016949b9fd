// SPDX-License-Identifier: MIT
namespace Wattwarden.Time
{
    /// <summary>Where the wall clock has its time from.</summary>
    public enum TimeSource : byte
    {
        /// <summary>The time is unknown.</summary>
        None = 0,

        /// <summary>The chip's clock went on over a restart, or its runtime has set it though nobody here asked.</summary>
        Chip = 1,

        /// <summary>An NTP server.</summary>
        Ntp = 2,

        /// <summary>A person.</summary>
        Manual = 3,

        /// <summary>A meter.</summary>
        Meter = 4,
    }
}
