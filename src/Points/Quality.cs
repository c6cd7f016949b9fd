// SPDX-License-Identifier: MIT
namespace Wattwarden.Points
{
    /// <summary>How far a value can be believed. Only Good feeds a decision.</summary>
    public enum Quality : byte
    {
        /// <summary>Nothing has been read since start.</summary>
        Never = 0,

        /// <summary>Read, checked, and younger than the point's limit.</summary>
        Good = 1,

        /// <summary>Older than the point's limit.</summary>
        Stale = 2,

        /// <summary>The source answered with an error, or not at all, several times.</summary>
        Failed = 3,
    }
}
