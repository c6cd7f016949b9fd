// SPDX-License-Identifier: MIT
namespace Wattwarden.Modbus
{
    /// <summary>A guess at what is wrong with the line, or with one slave.</summary>
    public enum LineHint : byte
    {
        None = 0,

        /// <summary>Nothing comes at all.</summary>
        Silent,

        /// <summary>Bytes come, none of them right, most of them all zeros or all ones: the wires are the other way round.</summary>
        Swapped,

        /// <summary>Bytes come, none of them right.</summary>
        WrongRate,

        /// <summary>Some answers are damaged.</summary>
        Disturbed,

        /// <summary>Frames come that nobody here has asked for, or the line is never free.</summary>
        OtherMaster,

        /// <summary>The slave refuses most of what it is asked.</summary>
        Refuses,
    }
}
