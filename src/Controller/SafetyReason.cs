// SPDX-License-Identifier: MIT
namespace Wattwarden.Controller
{
    /// <summary>Why all outputs are in their safe state.</summary>
    public enum SafetyReason : byte
    {
        None = 0,

        /// <summary>A task of the loop threw an exception or stood still.</summary>
        LoopFault = 1,

        /// <summary>Three quick restarts: rules do not run until somebody has looked.</summary>
        SafeMode = 2,

        /// <summary>The device is about to restart.</summary>
        Restarting = 3,

        /// <summary>A self-test switches the relays one by one.</summary>
        SelfTest = 4,
    }
}
