// SPDX-License-Identifier: MIT
namespace Wattwarden.Meters
{
    /// <summary>Where a search for slaves stands.</summary>
    public enum BusScanState : byte
    {
        /// <summary>There was none since the start.</summary>
        Idle = 0,
        Running,
        Done,
        Stopped,

        /// <summary>The line could not be opened, or never fell silent.</summary>
        LineFailed,
    }
}
