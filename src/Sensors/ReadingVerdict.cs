// SPDX-License-Identifier: MIT
namespace Wattwarden.Sensors
{
    /// <summary>What becomes of nine bytes just read.</summary>
    public enum ReadingVerdict : byte
    {
        /// <summary>Not yet to be believed: read the same measurement once more.</summary>
        ReadAgain = 0,

        /// <summary>A value.</summary>
        Believed,

        /// <summary>Read rightly, yet no value of this round.</summary>
        Refused,
    }
}
