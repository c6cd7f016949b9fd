// SPDX-License-Identifier: MIT
namespace Wattwarden.ConsoleEdge
{
    /// <summary>What a byte has completed.</summary>
    internal enum Arrived : byte
    {
        Nothing,

        /// <summary>A line; it may be empty.</summary>
        Line,

        /// <summary>A line is longer than any that is understood; told once, the rest of it is swallowed.</summary>
        TooLong,

        /// <summary>An Improv packet, its checksum not looked at yet.</summary>
        Packet,
    }
}
