// SPDX-License-Identifier: MIT
namespace Wattwarden.Time
{
    /// <summary>What became of a time that somebody wanted to set.</summary>
    public enum ClockAnswer : byte
    {
        Done = 0,

        /// <summary>Before 2025 or from 2100 on.</summary>
        Implausible = 1,

        /// <summary>The settings name another source.</summary>
        OtherSource = 2,

        /// <summary>The chip did not take it.</summary>
        Refused = 3,
    }
}
