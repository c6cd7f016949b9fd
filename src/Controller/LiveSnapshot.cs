// SPDX-License-Identifier: MIT
using Wattwarden.Diagnostics;
using Wattwarden.Outputs;
using Wattwarden.Points;
using Wattwarden.View;

namespace Wattwarden.Controller
{
    /// <summary>What moves on a status page, at one moment, for another thread. Filled by StatusDesk on the loop's thread.</summary>
    public sealed class LiveSnapshot
    {
        /// <summary>Uptime of the moment.</summary>
        public long AtMs;

        /// <summary>Grows with every change of names, units or arrangement; another number after a restart.</summary>
        public int Version;

        public readonly long[] Millis = new long[PointId.Count];
        public readonly byte[] Qualities = new byte[PointId.Count];

        /// <summary>-1: never read.</summary>
        public readonly long[] AgesMs = new long[PointId.Count];

        /// <summary>Points that have a name and so a source; outputs that the board has.</summary>
        public readonly bool[] Listed = new bool[PointId.Count];

        public readonly OutputSnapshot Outputs = new OutputSnapshot(false);
        public readonly PowerFlow Flow = new PowerFlow();
        public readonly bool[] Present = new bool[DiagnosticLog.MaxConditions];
        public ViewSettings View;
        public bool ClockKnown;
        public long UnixMs;
        public int OffsetSeconds;
    }
}
