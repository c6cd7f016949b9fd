// SPDX-License-Identifier: MIT
namespace Wattwarden.Storage
{
    /// <summary>What the start has found out about the file system as a whole.</summary>
    public enum StoreState : byte
    {
        NotChecked = 0,

        /// <summary>The file system of the last start.</summary>
        Known,

        /// <summary>Nothing of ours is there: a new device, or its file system was formatted.</summary>
        Empty,

        /// <summary>The settings are gone, though other files of the device are there.</summary>
        SettingsGone,

        /// <summary>A factory reset has just been finished.</summary>
        FactoryReset,

        /// <summary>A factory reset was asked for, and flash does not delete its files.</summary>
        ResetStuck,
    }
}
