// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Settings;

namespace Wattwarden.Storage
{
    /// <summary>
    /// Keeps totals over power cuts: one record with sequence and CRC-32 in turn in each of three files, so that the newest whole record is never
    /// the one being written. Writes only when a total has changed, and then within a minute. Owned by the loop's thread.
    /// <code>
    /// | SlotFrame header (16) | then for each total: CRC-32 of its id (u32) | value (i64) | little endian
    /// </code>
    /// </summary>
    public sealed class TotalsJournal
    {
        public const int MaxTotals = 24;

        /// <summary>How often changes are stored. Less than the minute that may be lost, so that a loop that is late for some seconds still keeps it.</summary>
        public const int CommitEveryMs = 55000;

        /// <summary>A record that flash did not take is tried again so soon, twice; then at the usual time.</summary>
        public const int RetryMs = 2000;

        /// <summary>Length of the longest record.</summary>
        public const int MaxRecordBytes = SlotFrame.HeaderBytes + MaxTotals * EntryBytes;

        private const int Slots = 3;
        private const int MaxSources = 4;
        private const int EntryBytes = 12;
        private const int QuickRetries = 2;
        private const byte NoSource = 255;

        private readonly IFileStore _files;
        private readonly string[] _slotNames = { OwnFiles.TotalsSlot(0), OwnFiles.TotalsSlot(1), OwnFiles.TotalsSlot(2) };
        private readonly byte[] _frame = new byte[MaxRecordBytes];
        private readonly ITotalsSource[] _sources = new ITotalsSource[MaxSources];
        private readonly uint[] _keys = new uint[MaxTotals];
        private readonly long[] _stored = new long[MaxTotals];
        private readonly byte[] _sourceOf = new byte[MaxTotals];
        private readonly byte[] _itemOf = new byte[MaxTotals];
        private int _sourceCount;
        private int _count;
        private uint _sequence;
        private int _nextSlot;
        private int _newestSlot = -1;
        private int _failedInARow;

        public TotalsJournal(IFileStore files)
        {
            _files = files;
            DueAtMs = long.MaxValue;
            CommittedAtMs = -1;
        }

        public TotalsOutcome Outcome { get; private set; }

        /// <summary>Uptime at which Run is to be called; long.MaxValue: nobody has totals.</summary>
        public long DueAtMs { get; private set; }

        public int Commits { get; private set; }

        public int Failures { get; private set; }

        public long CommittedAtMs { get; private set; }

        /// <summary>Takes on somebody's totals. Before Load. False: together they are more than MaxTotals, and these are not kept.</summary>
        public bool Attach(ITotalsSource source)
        {
            int count = source.Count;
            for (int i = 0; i < _sourceCount; i++) count += _sources[i].Count;
            if (count > MaxTotals || _sourceCount == MaxSources) return false;
            _sources[_sourceCount++] = source;
            return true;
        }

        /// <summary>Gives each source what was stored last. Once, at start.</summary>
        public TotalsOutcome Load()
        {
            Outcome = ReadNewest();
            for (int s = 0; s < _sourceCount; s++)
            {
                ITotalsSource source = _sources[s];
                for (int i = 0; i < source.Count; i++) Bind(source, (byte)s, (byte)i);
            }

            DueAtMs = _sourceCount == 0 ? long.MaxValue : 0;
            return Outcome;
        }

        /// <summary>Stores the totals if one has changed since the last record. Called when due.</summary>
        public void Run(long nowMs)
        {
            bool kept = TryCommit(nowMs);
            _failedInARow = kept ? 0 : _failedInARow + 1;
            DueAtMs = nowMs + (kept || _failedInARow > QuickRetries ? CommitEveryMs : RetryMs);
        }

        /// <summary>Stores what has changed, now: before a restart that somebody asked for. False: flash did not take it.</summary>
        public bool TryCommit(long nowMs)
        {
            if (!HasChanged()) return true;
            if (!WriteRecord())
            {
                Failures++;
                return false;
            }

            Commits++;
            CommittedAtMs = nowMs;
            return true;
        }

        public void CopyTo(TotalsSnapshot into)
        {
            into.Count = 0;
            for (int slot = 0; slot < _count; slot++)
            {
                if (_sourceOf[slot] == NoSource) continue;
                ITotalsSource source = _sources[_sourceOf[slot]];
                into.Ids[into.Count] = source.Id(_itemOf[slot]);
                into.Values[into.Count++] = source.Get(_itemOf[slot]);
            }

            into.Outcome = Outcome;
            into.Commits = Commits;
            into.Failures = Failures;
            into.CommittedAtMs = CommittedAtMs;
        }

        private TotalsOutcome ReadNewest()
        {
            int there = 0;
            int damaged = 0;
            for (int slot = 0; slot < Slots; slot++)
            {
                int length = _files.Read(_slotNames[slot], _frame);
                if (length == -2) length = _files.Read(_slotNames[slot], _frame);
                if (length == -1) continue;
                there++;
                bool whole = length >= 0 && SlotFrame.IsWhole(_frame, length) && (length - SlotFrame.HeaderBytes) % EntryBytes == 0;
                if (!whole) damaged++;
                else if (_newestSlot < 0 || (int)(SlotFrame.Sequence(_frame) - _sequence) > 0) TakeRecord(slot, length);
            }

            _nextSlot = (_newestSlot + 1) % Slots;
            if (_newestSlot < 0) return there == 0 ? TotalsOutcome.Fresh : TotalsOutcome.AllDamaged;
            return damaged == 0 ? TotalsOutcome.Loaded : TotalsOutcome.LoadedOlder;
        }

        private void TakeRecord(int slot, int length)
        {
            _newestSlot = slot;
            _sequence = SlotFrame.Sequence(_frame);
            _count = (length - SlotFrame.HeaderBytes) / EntryBytes;
            for (int i = 0; i < _count; i++)
            {
                int at = SlotFrame.HeaderBytes + i * EntryBytes;
                _keys[i] = (uint)Get(at, 4);
                _stored[i] = Get(at + 4, 8);
                _sourceOf[i] = NoSource;
            }
        }

        private void Bind(ITotalsSource source, byte sourceIndex, byte item)
        {
            uint key = Key(source.Id(item));
            int slot = 0;
            while (slot < _count && _keys[slot] != key) slot++;
            if (slot < _count)
            {
                source.Restore(item, _stored[slot]);
            }
            else
            {
                // A total that nobody counts any more gives its place up only when there is no other.
                if (slot == MaxTotals) slot = Orphan();
                else _count++;
                _keys[slot] = key;
                _stored[slot] = 0;
            }

            _sourceOf[slot] = sourceIndex;
            _itemOf[slot] = item;
        }

        private int Orphan()
        {
            int slot = 0;
            while (_sourceOf[slot] != NoSource) slot++;
            return slot;
        }

        private bool HasChanged()
        {
            for (int slot = 0; slot < _count; slot++)
            {
                if (_sourceOf[slot] != NoSource && _sources[_sourceOf[slot]].Get(_itemOf[slot]) != _stored[slot]) return true;
            }

            return false;
        }

        private bool WriteRecord()
        {
            int slot = _nextSlot;
            string name = _slotNames[slot];
            int length = SlotFrame.HeaderBytes + _count * EntryBytes;
            uint sequence = _sequence + 1;
            for (int i = 0; i < _count; i++)
            {
                int at = SlotFrame.HeaderBytes + i * EntryBytes;
                Put(at, _keys[i], 4);
                Put(at + 4, _sourceOf[i] == NoSource ? _stored[i] : _sources[_sourceOf[i]].Get(_itemOf[i]), 8);
            }

            SlotFrame.Seal(_frame, sequence, length - SlotFrame.HeaderBytes);
            uint checksum = SlotFrame.Checksum(_frame);
            bool taken = _files.Write(name, _frame, length);

            // Read back into the same buffer: sequence and checksum stand for the bytes that were there.
            bool same = _files.Read(name, _frame) == length && SlotFrame.IsWhole(_frame, length)
                && SlotFrame.Sequence(_frame) == sequence && SlotFrame.Checksum(_frame) == checksum;
            _nextSlot = (slot + 1) % Slots;
            if (_nextSlot == _newestSlot && !same) _nextSlot = (_nextSlot + 1) % Slots;
            if (!same) return false;
            _newestSlot = slot;
            _sequence = sequence;
            for (int i = 0; i < _count; i++) _stored[i] = Get(SlotFrame.HeaderBytes + i * EntryBytes + 4, 8);
            return taken;
        }

        private static uint Key(string id)
        {
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(id);
            return Crc32.End(Crc32.Add(Crc32.Start, bytes, 0, bytes.Length));
        }

        private void Put(int at, long value, int bytes)
        {
            for (int i = 0; i < bytes; i++) _frame[at + i] = (byte)(value >> (8 * i));
        }

        private long Get(int at, int bytes)
        {
            long value = 0;
            for (int i = bytes - 1; i >= 0; i--) value = (value << 8) | _frame[at + i];
            return value;
        }
    }
}
