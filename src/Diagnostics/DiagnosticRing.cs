// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.Diagnostics
{
    /// <summary>The last entries, in columns.</summary>
    internal sealed class DiagnosticRing
    {
        private const int NotChanged = 0;

        private readonly int _capacity;
        private readonly int[] _numbers;
        private readonly byte[] _kinds;
        private readonly string[] _sources;
        private readonly string[] _messages;
        private readonly string[] _details;
        private readonly bool[] _isEarlier;   // of an earlier start: the moments are UTC in seconds, else uptime in milliseconds
        private readonly long[] _came;
        private readonly long[] _went;
        private readonly int[] _cameChanges;
        private readonly int[] _wentChanges;
        private int _first;

        public DiagnosticRing(int capacity)
        {
            _capacity = capacity;
            _numbers = new int[capacity];
            _kinds = new byte[capacity];
            _sources = Strings.Blank(capacity);
            _messages = Strings.Blank(capacity);
            _details = Strings.Blank(capacity);
            _isEarlier = new bool[capacity];
            _came = new long[capacity];
            _went = new long[capacity];
            _cameChanges = new int[capacity];
            _wentChanges = new int[capacity];
        }

        public int Count { get; private set; }

        /// <summary>The entry at this place, 0 the oldest.</summary>
        public void Read(int index, DiagnosticEntry into) => Fill(Row(index), into);

        internal int Add(int number, DiagnosticKind kind, string source, string message, string detail, long cameMs, long wentMs, int change)
        {
            int row = Next();
            _numbers[row] = number;
            _kinds[row] = (byte)kind;
            _sources[row] = source;
            _messages[row] = message;
            _details[row] = detail;
            _isEarlier[row] = false;
            _came[row] = cameMs;
            _went[row] = wentMs;
            _cameChanges[row] = change;
            _wentChanges[row] = NotChanged;
            return row;
        }

        internal void Restore(DiagnosticEntry entry)
        {
            int row = Add(entry.Number, entry.Kind, entry.Source, entry.Message, entry.Detail, entry.CameUtc, entry.WentUtc, NotChanged);
            _isEarlier[row] = true;
        }

        internal void Go(int row, long nowMs, int change)
        {
            _went[row] = nowMs;
            _wentChanges[row] = change;
        }

        internal bool TryTakeAfter(ref int seen, DiagnosticEntry into)
        {
            int found = -1;
            int next = int.MaxValue;
            for (int row = 0; row < Count; row++)
            {
                // Rows are filled from 0, so that the first Count of them are in use.
                if (_cameChanges[row] > seen && _cameChanges[row] < next)
                {
                    next = _cameChanges[row];
                    found = row;
                }

                if (_wentChanges[row] > seen && _wentChanges[row] < next)
                {
                    next = _wentChanges[row];
                    found = row;
                }
            }

            if (found < 0) return false;
            seen = next;
            Fill(found, into);

            // Taken as it was then: what has gone since is still to come.
            if (next == _cameChanges[found] && _wentChanges[found] != NotChanged) into.WentMs = DiagnosticEntry.Present;
            return true;
        }

        internal void CopyFrom(DiagnosticRing other)
        {
            System.Array.Copy(other._numbers, _numbers, _capacity);
            System.Array.Copy(other._kinds, _kinds, _capacity);
            System.Array.Copy(other._sources, _sources, _capacity);
            System.Array.Copy(other._messages, _messages, _capacity);
            System.Array.Copy(other._details, _details, _capacity);
            System.Array.Copy(other._isEarlier, _isEarlier, _capacity);
            System.Array.Copy(other._came, _came, _capacity);
            System.Array.Copy(other._went, _went, _capacity);
            _first = other._first;
            Count = other.Count;
        }

        private int Next()
        {
            if (Count < _capacity) return Count++;
            int row = _first;
            _first = (_first + 1) % _capacity;
            return row;
        }

        private int Row(int index) => (_first + index) % _capacity;

        private void Fill(int row, DiagnosticEntry into)
        {
            into.Number = _numbers[row];
            into.Kind = (DiagnosticKind)_kinds[row];
            into.Source = _sources[row];
            into.Message = _messages[row];
            into.Detail = _details[row];
            into.CameMs = _isEarlier[row] ? DiagnosticEntry.Earlier : _came[row];
            into.WentMs = _isEarlier[row] ? DiagnosticEntry.Earlier : _went[row];
            into.CameUtc = _isEarlier[row] ? _came[row] : 0;
            into.WentUtc = _isEarlier[row] ? _went[row] : 0;
        }
    }
}
