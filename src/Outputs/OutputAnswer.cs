// SPDX-License-Identifier: MIT
namespace Wattwarden.Outputs
{
    /// <summary>What became of a command by hand.</summary>
    public enum OutputAnswer : byte
    {
        /// <summary>The relay was told, or is in that state already.</summary>
        Done = 0,

        /// <summary>Taken; the relay follows when its minimum on or off time is over.</summary>
        Waiting = 1,

        /// <summary>Refused: a permanent event holds the output. A command with a time would be taken.</summary>
        HeldByEvent = 2,

        /// <summary>Refused: all outputs are in their safe state.</summary>
        SafetyStop = 3,

        /// <summary>Refused: there is no such output on this board.</summary>
        NotFitted = 4,

        /// <summary>Refused: the time is negative or longer than a week.</summary>
        BadTime = 5,

        /// <summary>Taken, but the relay refuses or does not follow; it is told again every second.</summary>
        Fault = 6,
    }
}
