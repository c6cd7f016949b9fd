// SPDX-License-Identifier: MIT
namespace Wattwarden.Diagnostics
{
    /// <summary>One entry of the log as somebody reads it. Filled by the log, reusable.</summary>
    public sealed class DiagnosticEntry
    {
        /// <summary>A moment before this start: only its UTC may be known.</summary>
        public const long Earlier = long.MinValue;

        /// <summary>Has not gone.</summary>
        public const long Present = -1;

        /// <summary>Counts on over restarts; an entry keeps its number when it goes.</summary>
        public int Number;

        public DiagnosticKind Kind;

        /// <summary>What it is about: a point's id, module1, bus, clock, flash, loop, web, mqtt …</summary>
        public string Source = "";

        /// <summary>A phrase out of docs/reference/diagnostics.md, never with a value in it: pages translate it.</summary>
        public string Message = "";

        /// <summary>Free text, often empty.</summary>
        public string Detail = "";

        /// <summary>Uptime at which it came; Earlier.</summary>
        public long CameMs;

        /// <summary>Uptime at which it went, the same as CameMs for what only happened; Present, Earlier.</summary>
        public long WentMs;

        /// <summary>UTC in seconds since 1970 for moments that are Earlier; 0: unknown.</summary>
        public long CameUtc;

        public long WentUtc;

        public bool IsPresent => WentMs == Present;

        /// <summary>'I', 'W' or 'E'.</summary>
        public char Letter => Kind == DiagnosticKind.Error ? 'E' : Kind == DiagnosticKind.Warning ? 'W' : 'I';
    }
}
