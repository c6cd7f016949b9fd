// SPDX-License-Identifier: MIT
namespace Wattwarden.Time
{
    /// <summary>What a time on the wall clock is when the clocks change.</summary>
    public enum LocalMoment : byte
    {
        /// <summary>Happens once.</summary>
        Once = 0,

        /// <summary>Never happens: the clocks jump over it. Taken as that long after the change as it lies in the gap.</summary>
        Skipped = 1,

        /// <summary>Happens twice. Taken as the first of the two.</summary>
        Twice = 2,
    }
}
