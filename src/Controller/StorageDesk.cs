// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Sensors;
using Wattwarden.Storage;

namespace Wattwarden.Controller
{
    /// <summary>What the device keeps beside its settings: books of its flash, totals, the wish for a factory reset. Owned by the loop's thread unless said otherwise.</summary>
    public sealed class StorageDesk
    {
        private readonly IBoard _board;
        private readonly TotalsJournal _journal;
        private readonly OutputTotals _outputs;
        private readonly FactoryReset _reset;
        private readonly StoreMark _mark;
        private StoreState _state;

        internal StorageDesk(IBoard board, PointTable points, PulseBank pulses)
        {
            _board = board;
            Files = new AccountedFileStore(board.Files);
            _journal = new TotalsJournal(Files);
            _outputs = new OutputTotals(points);
            _reset = new FactoryReset(Files);
            _mark = new StoreMark(Files);
            Factory = new FactoryRecord(Files);
            Task = new TotalsTask(points, _outputs, _journal);
            Attach(_outputs);
            Attach(new PulseTotals(pulses));
        }

        /// <summary>The board's flash with books kept: everything but the program's restart counter goes through it.</summary>
        public AccountedFileStore Files { get; }

        /// <summary>What the factory has written: serial number, label's password, key of the access point.</summary>
        public FactoryRecord Factory { get; }

        /// <summary>What the start has found out about the file system, in words. Any thread.</summary>
        public string State => StorageText.Of(_state);

        /// <summary>Random name of the file system, new after it was formatted; empty until the second start. Any thread.</summary>
        public string StoreId => _mark.Id;

        internal ILoopTask Task { get; }

        /// <summary>Adds somebody's totals to the journal. Before Start. False: there is no room for them.</summary>
        public bool Attach(ITotalsSource source) => _journal.Attach(source);

        /// <summary>Has the next start begin with the factory settings; ask for the restart too. False: flash did not take the wish.</summary>
        public bool AskFactoryReset(bool keepTotals) => _reset.Ask(keepTotals);

        /// <summary>The totals as they stand now.</summary>
        public void CopyTo(TotalsSnapshot into)
        {
            _outputs.Update(_board.Clock.UptimeMs);
            _journal.CopyTo(into);
        }

        /// <summary>Any thread.</summary>
        public void CopyTo(FlashUse into) => Files.CopyTo(into);

        /// <summary>Finishes a factory reset that was asked for. At start, before anything is read.</summary>
        internal void Resume()
        {
            _state = _reset.Resume();
            Factory.Load();
        }

        /// <summary>Gives everybody their totals. At start, after the settings were read.</summary>
        internal void Load(bool hasSettings)
        {
            TotalsOutcome outcome = _journal.Load();
            if (_state == StoreState.Known) _state = _mark.Check(_board.System, hasSettings, outcome != TotalsOutcome.Fresh);
        }

        /// <summary>Stores the totals before a restart.</summary>
        internal void Commit(long nowMs)
        {
            _outputs.Update(nowMs);
            _journal.TryCommit(nowMs);
        }
    }
}
