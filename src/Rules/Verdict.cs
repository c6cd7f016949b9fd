// SPDX-License-Identifier: MIT
namespace Wattwarden.Rules
{
    /// <summary>What the permanent ("Per") events say about one target.</summary>
    public enum Verdict : byte
    {
        /// <summary>No permanent event has this target.</summary>
        NotHeld = 0,
        Off = 1,
        On = 2,

        /// <summary>Events that cannot be decided leave both states possible.</summary>
        Unknown = 3,
    }
}
