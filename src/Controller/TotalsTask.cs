// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Storage;

namespace Wattwarden.Controller
{
    /// <summary>Adds up the outputs' hours when something has changed, and has the journal store the totals when it is due.</summary>
    public sealed class TotalsTask : ILoopTask
    {
        private readonly PointTable _points;
        private readonly OutputTotals _outputs;
        private readonly TotalsJournal _journal;
        private int _seenVersion = -1;

        public TotalsTask(PointTable points, OutputTotals outputs, TotalsJournal journal)
        {
            _points = points;
            _outputs = outputs;
            _journal = journal;
        }

        public string Name => "totals";

        public long DueAtMs => _points.Version != _seenVersion ? 0 : _journal.DueAtMs;

        public void Run(long nowMs)
        {
            _seenVersion = _points.Version;
            _outputs.Update(nowMs);
            if (_journal.DueAtMs <= nowMs) _journal.Run(nowMs);
        }
    }
}
