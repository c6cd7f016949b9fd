// SPDX-License-Identifier: MIT
namespace Wattwarden.OneWire
{
    /// <summary>How far the search for the next device is.</summary>
    public enum SearchStatus : byte
    {
        /// <summary>Nobody asked.</summary>
        Idle = 0,

        /// <summary>Under way: step on.</summary>
        Working,

        /// <summary>A device was found; its identifier has a good CRC.</summary>
        Found,

        /// <summary>No device answers the reset.</summary>
        Nobody,

        /// <summary>Something answers, but no whole identifier came through: short, noise, no pull-up.</summary>
        LineFault,
    }
}
