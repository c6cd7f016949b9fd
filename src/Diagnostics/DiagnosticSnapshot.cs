// SPDX-License-Identifier: MIT
namespace Wattwarden.Diagnostics
{
    /// <summary>The log at one moment, for another thread.</summary>
    public sealed class DiagnosticSnapshot
    {
        internal readonly DiagnosticRing Ring = new DiagnosticRing(DiagnosticLog.Capacity);

        public int Change { get; internal set; }

        public int Count => Ring.Count;

        /// <summary>The entry at this place, 0 the oldest.</summary>
        public void Read(int index, DiagnosticEntry into) => Ring.Read(index, into);
    }
}
