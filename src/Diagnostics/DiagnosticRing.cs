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
        private readonly long[] _cameMs;
        private readonly long[] _wentMs;
        private readonly long[] _cameUtc;
        private readonly long[] _wentUtc;
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
            _cameMs = new long[capacity];
            _wentMs = new long[capacity];
            _cameUtc = new long[capacity];
            _wentUtc = new long[capacity];
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
            _cameMs[row] = cameMs;
            _wentMs[row] = wentMs;
            _cameUtc[row] = 0;
            _wentUtc[row] = 0;
            _cameChanges[row] = change;
            _wentChanges[row] = NotChanged;
            return row;
        }

        internal void Restore(DiagnosticEntry entry)
        {
            int row = Add(entry.Number, entry.Kind, entry.Source, entry.Message, entry.Detail, DiagnosticEntry.Earlier, DiagnosticEntry.Earlier, NotChanged);
            _cameUtc[row] = entry.CameUtc;
            _wentUtc[row] = entry.WentUtc;
        }

        internal void Go(int row, long nowMs, int change)
        {
            _wentMs[row] = nowMs;
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
            System.Array.Copy(other._cameMs, _cameMs, _capacity);
            System.Array.Copy(other._wentMs, _wentMs, _capacity);
            System.Array.Copy(other._cameUtc, _cameUtc, _capacity);
            System.Array.Copy(other._wentUtc, _wentUtc, _capacity);
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
            into.CameMs = _cameMs[row];
            into.WentMs = _wentMs[row];
            into.CameUtc = _cameUtc[row];
            into.WentUtc = _wentUtc[row];
        }
    }
}
