// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.Storage
{
    /// <summary>A copy of the journal for other threads.</summary>
    public sealed class TotalsSnapshot
    {
        public readonly string[] Ids = Strings.Blank(TotalsJournal.MaxTotals);
        public readonly long[] Values = new long[TotalsJournal.MaxTotals];

        public int Count;
        public TotalsOutcome Outcome;

        /// <summary>Records written since the start, and those that flash did not take.</summary>
        public int Commits;
        public int Failures;

        /// <summary>Uptime of the last record; -1: none since the start.</summary>
        public long CommittedAtMs;
    }
}
