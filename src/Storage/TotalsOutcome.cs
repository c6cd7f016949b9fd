// SPDX-License-Identifier: MIT
namespace Wattwarden.Storage
{
    /// <summary>What the journal of totals found at start.</summary>
    public enum TotalsOutcome : byte
    {
        NotLoaded = 0,

        /// <summary>No record: the totals begin at zero.</summary>
        Fresh,

        /// <summary>The newest record is in effect.</summary>
        Loaded,

        /// <summary>One record is damaged (power went while it was written), the newest whole one is in effect.</summary>
        LoadedOlder,

        /// <summary>There are records, but none of them is whole: the totals begin at zero.</summary>
        AllDamaged,
    }
}
