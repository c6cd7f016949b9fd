// SPDX-License-Identifier: MIT
namespace Wattwarden.Outputs
{
    /// <summary>Why an output is wanted on or off.</summary>
    public enum Cause : byte
    {
        None = 0,

        /// <summary>Its state after a restart.</summary>
        Restart = 1,

        /// <summary>A safety stop: every output in its safe state.</summary>
        Safety = 2,

        /// <summary>In a decision only: the safety stop ended.</summary>
        SafetyEnded = 3,

        /// <summary>What decides has been unknown for the hold time: safe state.</summary>
        DeadData = 4,

        /// <summary>By hand, for a time.</summary>
        Manual = 5,

        /// <summary>In a decision only: the time by hand ran out or was ended.</summary>
        ManualEnded = 6,

        /// <summary>By hand, until something else switches it.</summary>
        Command = 7,

        /// <summary>A permanent event holds it.</summary>
        HeldEvent = 8,

        /// <summary>In a decision only: no permanent event holds it any more.</summary>
        HeldEventEnded = 9,

        /// <summary>An event switched it once.</summary>
        EdgeEvent = 10,

        /// <summary>In a decision only: the relay refused, did not follow, or changed by itself.</summary>
        Fault = 11,
    }
}
