// SPDX-License-Identifier: MIT
namespace Wattwarden.Sensors
{
    /// <summary>How far "read identifier of the connected sensor" is.</summary>
    public enum FinderState : byte
    {
        /// <summary>Nobody asked since the last answer was taken.</summary>
        Idle = 0,

        Searching,

        /// <summary>A device was found.</summary>
        Found,

        /// <summary>No device answers on the bus.</summary>
        NobodyThere,

        /// <summary>The line does not carry what is sent: short, no pull-up, noise.</summary>
        LineFault,

        /// <summary>This board has no 1-Wire bus.</summary>
        NoBus,
    }
}
