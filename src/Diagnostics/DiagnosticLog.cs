// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Text;

namespace Wattwarden.Diagnostics
{
    /// <summary>
    /// What came and went. Two sorts of entries: conditions, which somebody defines at start and reports as present or not as often as he likes,
    /// and notes, which only happen. The last ones are kept. Owned by the loop's thread; reporting what has not changed costs a comparison
    /// and allocates nothing.
    /// </summary>
    public sealed class DiagnosticLog
    {
        /// <summary>Entries that are kept.</summary>
        public const int Capacity = 48;

        public const int MaxConditions = 64;

        private const int MaxDefinitions = 20;
        private const int NoRow = -1;

        // Definitions: what is said of several points in a row, or of one source.
        private readonly byte[] _starts = new byte[MaxDefinitions];
        private readonly byte[] _kinds = new byte[MaxDefinitions];
        private readonly byte[] _firstPoints = new byte[MaxDefinitions];   // where there is no source
        private readonly string[] _sources = Strings.Blank(MaxDefinitions);
        private readonly string[] _messages = Strings.Blank(MaxDefinitions);
        private int _definitions;

        private readonly bool[] _present = new bool[MaxConditions];
        private readonly sbyte[] _rowOfCondition = new sbyte[MaxConditions];
        private int _conditionCount;

        // The ring: a row is overwritten when its turn comes, whether its condition has gone or not.
        private readonly DiagnosticRing _ring = new DiagnosticRing(Capacity);

        /// <summary>Grows with every entry that comes or goes.</summary>
        public int Change { get; private set; }

        /// <summary>Conditions that have been defined.</summary>
        public int ConditionCount => _conditionCount;

        /// <summary>The number of the next entry; a start goes on where the one before left off.</summary>
        public int NextNumber { get; set; } = 1;

        /// <summary>Entries that are kept now.</summary>
        public int Count => _ring.Count;

        /// <summary>The entry at this place, 0 the oldest.</summary>
        public void Read(int index, DiagnosticEntry into) => _ring.Read(index, into);

        /// <summary>Before the loop runs: something that may be present. Returns the number by which it is reported.</summary>
        public int Define(DiagnosticKind kind, string source, string message)
        {
            _sources[_definitions] = source;
            return Define(kind, message, 1);
        }

        /// <summary>The same of so many points in a row. Returns the number of the first.</summary>
        public int Define(DiagnosticKind kind, int firstPoint, int count, string message)
        {
            _firstPoints[_definitions] = (byte)firstPoint;
            return Define(kind, message, count);
        }

        public bool IsPresent(int condition) => _present[condition];

        public DiagnosticKind Kind(int condition) => (DiagnosticKind)_kinds[DefinitionOf(condition)];

        /// <summary>Allocates where it is a point's id.</summary>
        public string Source(int condition)
        {
            int definition = DefinitionOf(condition);
            return _sources[definition].Length > 0 ? _sources[definition] : PointId.Format(_firstPoints[definition] + condition - _starts[definition]);
        }

        public string Message(int condition) => _messages[DefinitionOf(condition)];

        /// <summary>Whether the condition is present now.</summary>
        public void Set(int condition, bool present, long nowMs)
        {
            if (_present[condition] != present) Turn(condition, present, "", nowMs);
        }

        /// <summary>The same, with what else there is to say when it comes.</summary>
        public void Set(int condition, bool present, string detail, long nowMs)
        {
            if (_present[condition] != present) Turn(condition, present, detail, nowMs);
        }

        /// <summary>Something that has happened.</summary>
        public void Note(DiagnosticKind kind, string source, string message, string detail, long nowMs) =>
            _ring.Add(NextNumber++, kind, source, message, detail, nowMs, nowMs, ++Change);

        /// <summary>An entry of an earlier start, the oldest first; before any other.</summary>
        public void Restore(DiagnosticEntry entry)
        {
            _ring.Restore(entry);
            NextNumber = entry.Number + 1;
        }

        /// <summary>
        /// The first change after the one that seen stands for, for somebody who passes on every one (alarms); seen moves on. Begin with Change, or with 0
        /// for what this start has seen so far. False: there is none. A change that was overwritten is skipped.
        /// </summary>
        public bool TryTake(ref int seen, DiagnosticEntry into)
        {
            if (seen == Change) return false;
            if (_ring.TryTakeAfter(ref seen, into)) return true;
            seen = Change;
            return false;
        }

        /// <summary>A copy for another thread.</summary>
        public void CopyTo(DiagnosticSnapshot into)
        {
            into.Ring.CopyFrom(_ring);
            into.Change = Change;
        }

        private int Define(DiagnosticKind kind, string message, int count)
        {
            int first = _conditionCount;
            _starts[_definitions] = (byte)first;
            _kinds[_definitions] = (byte)kind;
            _messages[_definitions++] = message;
            for (; _conditionCount < first + count; _conditionCount++) _rowOfCondition[_conditionCount] = NoRow;
            return first;
        }

        private int DefinitionOf(int condition)
        {
            int definition = _definitions - 1;
            while (_starts[definition] > condition) definition--;
            return definition;
        }

        private void Turn(int condition, bool present, string detail, long nowMs)
        {
            _present[condition] = present;
            Change++;
            if (present)
            {
                int row = _ring.Add(
                    NextNumber++, Kind(condition), Source(condition), Message(condition), detail == null ? "" : detail, nowMs, DiagnosticEntry.Present, Change);
                for (int i = 0; i < _conditionCount; i++)
                {
                    if (_rowOfCondition[i] == row) _rowOfCondition[i] = NoRow;
                }

                _rowOfCondition[condition] = (sbyte)row;
            }
            else if (_rowOfCondition[condition] != NoRow)
            {
                _ring.Go(_rowOfCondition[condition], nowMs, Change);
                _rowOfCondition[condition] = NoRow;
            }
        }
    }
}
