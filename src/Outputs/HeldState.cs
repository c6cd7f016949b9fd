// SPDX-License-Identifier: MIT
namespace Wattwarden.Outputs
{
    /// <summary>What the owner of an output (a permanent event) wants of it. Same order as the verdicts of the rules.</summary>
    public enum HeldState : byte
    {
        /// <summary>Nobody holds the output: its latch decides.</summary>
        NotHeld = 0,
        Off = 1,
        On = 2,

        /// <summary>Somebody holds it, but cannot tell the state.</summary>
        Unknown = 3,
    }
}
