// SPDX-License-Identifier: MIT
namespace Wattwarden.Outputs
{
    /// <summary>State of an output after a restart, until something decides.</summary>
    public enum RestartState : byte
    {
        Off = 0,
        On = 1,

        /// <summary>As it was latched before the restart.</summary>
        Last = 2,
    }
}
