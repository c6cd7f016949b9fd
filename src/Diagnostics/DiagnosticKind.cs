// SPDX-License-Identifier: MIT
namespace Wattwarden.Diagnostics
{
    /// <summary>How much an entry of the log matters.</summary>
    public enum DiagnosticKind : byte
    {
        /// <summary>I: for the record.</summary>
        Info = 0,

        /// <summary>W: the device works, something does not.</summary>
        Warning = 1,

        /// <summary>E: what the device is there for does not work.</summary>
        Error = 2,
    }
}
