// SPDX-License-Identifier: MIT
namespace Wattwarden.Settings
{
    /// <summary>What the store found in flash at start.</summary>
    public enum LoadOutcome : byte
    {
        /// <summary>Load has not run.</summary>
        NotLoaded = 0,

        /// <summary>The newest settings are in effect.</summary>
        Loaded,

        /// <summary>One slot is damaged: the other one, which is whole, is in effect.</summary>
        LoadedOlder,

        /// <summary>The newest settings are whole but were refused (Fault says why): the older ones are in effect.</summary>
        LoadedOlderRefused,

        /// <summary>Nothing has been saved yet: factory settings.</summary>
        Defaults,

        /// <summary>Something was saved, but both slots are damaged: factory settings.</summary>
        DefaultsDamaged,

        /// <summary>What was saved is whole but was refused (Fault says why): factory settings.</summary>
        DefaultsRefused,
    }
}
