// SPDX-License-Identifier: MIT
namespace Wattwarden.Network
{
    /// <summary>How far the settings of the network have got.</summary>
    public enum NetworkStage : byte
    {
        /// <summary>The board has no network.</summary>
        None,

        /// <summary>In use, not yet known to work; others follow when the time is over.</summary>
        Trial,

        /// <summary>Known to work.</summary>
        Proven,

        /// <summary>They did not work; what worked before, or what the factory sets, is in use.</summary>
        Fallback,
    }
}
