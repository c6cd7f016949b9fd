// SPDX-License-Identifier: MIT
namespace Wattwarden.Settings
{
    /// <summary>How a save ended. Everything but Saved leaves the settings in flash and in effect as they were.</summary>
    public enum SaveOutcome : byte
    {
        Saved = 0,

        /// <summary>The document does not validate; the fault names section and key.</summary>
        Refused,

        /// <summary>All sections together do not fit the store.</summary>
        TooLarge,

        /// <summary>Flash is full, worn or absent.</summary>
        FlashRefused,

        /// <summary>Flash took the bytes and gave back others.</summary>
        ReadBackDiffers,

        /// <summary>An earlier change is stored but not yet in effect; try again in a moment.</summary>
        Busy,
    }
}
