// SPDX-License-Identifier: MIT
using Wattwarden.Points;

namespace Wattwarden.Rules
{
    /// <summary>
    /// Evaluates the owner's events and says what each output should do. It switches nothing: the controller carries verdicts and
    /// edges to the outputs. Owned by the loop's thread; evaluation allocates nothing and is skipped while nothing changed.
    /// </summary>
    public sealed class RuleEngine
    {
        private const byte False = (byte)Truth.False;
        private const byte True = (byte)Truth.True;
        private const byte Unknown = (byte)Truth.Unknown;

        // A result that equals none: the event is new, its moments begin with the next evaluation.
        private const byte Fresh = 3;
        private const long Never = -1;

        /// <summary>For events whose target is no output.</summary>
        private const int DefaultMemoryMs = 10000;

        private readonly PointTable _points;
        private readonly long[] _millis;
        private readonly byte[] _qualities;
        private readonly EventTargets _targets;
        private readonly byte[] _truths = new byte[EventTable.MaxEvents * 2];
        private readonly byte[] _truthsBefore = new byte[EventTable.MaxEvents * 2];
        private readonly long[] _lostAtMs = new long[EventTable.MaxEvents * 2];
        private readonly int[] _memoryMs = new int[PointId.OutputCount];
        private readonly byte[] _results = new byte[EventTable.MaxEvents];
        private readonly bool[] _actives = new bool[EventTable.MaxEvents];
        private readonly byte[] _states = new byte[EventTable.MaxEvents];
        private readonly long[] _resultsSinceMs = new long[EventTable.MaxEvents];
        private readonly long[] _statesSinceMs = new long[EventTable.MaxEvents];

        // First False since the last True: what is unknown in between does not begin the off-delay anew.
        private readonly long[] _falseSinceMs = new long[EventTable.MaxEvents];
        private EventTable _table;
        private EventPlan _plan;
        private int _seenVersion;
        private long _nextDeadlineMs;

        public RuleEngine(PointTable points)
        {
            _points = points;
            _millis = points.Millis;
            _qualities = points.Qualities;
            _targets = new EventTargets(points, _states);
            for (int i = 0; i < _memoryMs.Length; i++) _memoryMs[i] = DefaultMemoryMs;
            EventTable empty = new EventTable();
            Section = new EventsSection(this, empty);
            Adopt(empty, EventPlan.Make(empty, null));
        }

        public EventsSection Section { get; }

        /// <summary>Uptime at which a delay ends: Evaluate has work then even if no point changes. long.MaxValue: no delay runs.</summary>
        public long NextDeadlineMs => _nextDeadlineMs;

        /// <summary>Calls each virtual output as the first event that switches it.</summary>
        public void NameTargets()
        {
            for (int i = 0; i < PointId.EventCount; i++) _points.Rename(PointId.FirstEvent + i, "");
            for (int i = _table.Count - 1; i >= 0; i--)
            {
                if (PointId.IsEvent(_table.Target(i))) _points.Rename(_table.Target(i), _table.Name(i));
            }
        }

        /// <summary>Brings every event, verdict and virtual output up to date. False: nothing could have changed, nothing was done.</summary>
        public bool Evaluate(long nowMs)
        {
            if (nowMs < _nextDeadlineMs && _points.Version == _seenVersion) return false;
            _nextDeadlineMs = long.MaxValue;
            byte[] order = _plan.Order;
            int count = _plan.OrderCount;
            _targets.BeginPass();
            for (int i = 0; i < count; i++)
            {
                int node = order[i];
                if (node < EventTable.MaxEvents) EvaluateEvent(node, nowMs);
                else _targets.SettleVirtual(node - EventTable.MaxEvents, nowMs);
            }

            _targets.SettleOutputs(nowMs);
            _seenVersion = _points.Version;
            return true;
        }

        /// <summary>What the permanent events say about an output (0…5).</summary>
        public Verdict HeldVerdict(int output) => _targets.Verdict(output);

        /// <summary>The event that decides the verdict, or the first one that leaves it unknown; EventTable.None when nothing holds the output.</summary>
        public int HeldBy(int output) => _targets.HeldBy(output);

        /// <summary>Uptime since which the verdict has been unknown without interruption; 0 while it is not.</summary>
        public long UnknownSinceMs(int output) => _targets.UnknownSinceMs(output);

        /// <summary>Takes the next switching that an event which is not permanent asks for. False: none waits.</summary>
        public bool TryTakeEdge(out int output, out bool on, out int eventIndex) => _targets.TryTakeEdge(out output, out on, out eventIndex);

        /// <summary>Whether the event's condition is met, after its delays.</summary>
        public Truth State(int eventIndex) => (Truth)_states[eventIndex];

        /// <summary>Uptime at which State took its present value.</summary>
        public long StateSinceMs(int eventIndex) => _statesSinceMs[eventIndex];

        /// <summary>True when the event that last switched an output can no longer be decided. False for EventTable.None.</summary>
        public bool EdgeSourceUnknown(int eventIndex) => eventIndex >= 0 && eventIndex < _table.Count && _states[eventIndex] == Unknown;

        /// <summary>Marks the points that enabled events look at: those the meters read fastest. One flag for each point.</summary>
        public void UsedPoints(bool[] into)
        {
            for (int i = 0; i < into.Length; i++) into[i] = false;
            for (int i = 0; i < _table.Count; i++)
            {
                if (!_table.Enabled[i]) continue;
                into[_table.Sources[i * 2]] = true;
                if (_table.Logics[i] != (byte)Logic.OnlyA) into[_table.Sources[i * 2 + 1]] = true;
            }
        }

        /// <summary>
        /// For how long a condition whose source is unknown remembers on which side of its hysteresis it was: as long as the output that its
        /// event switches keeps its state. A gap in the readings that the output bridges must not switch it afterwards.
        /// </summary>
        public void RememberFor(int output, long memoryMs) => _memoryMs[output] = (int)memoryMs;

        /// <summary>Copies the live truth of all events.</summary>
        public void CopyTo(EventSnapshot snapshot)
        {
            snapshot.Table = _table;
            System.Array.Copy(_truths, snapshot.Conditions, _truths.Length);
            System.Array.Copy(_actives, snapshot.Actives, _actives.Length);
            System.Array.Copy(_states, snapshot.States, _states.Length);
            System.Array.Copy(_resultsSinceMs, snapshot.ResultsSinceMs, _resultsSinceMs.Length);
            System.Array.Copy(_statesSinceMs, snapshot.StatesSinceMs, _statesSinceMs.Length);
            for (int i = 0; i < EventTable.MaxEvents; i++)
            {
                snapshot.Results[i] = _results[i] == Fresh ? False : _results[i];
                snapshot.DuesMs[i] = DueMs(i);
            }
        }

        /// <summary>Takes a new table. Events that are the same at the same place keep their state, so that editing one drops no other's relay.</summary>
        internal void Adopt(EventTable table, EventPlan plan)
        {
            for (int i = 0; i < EventTable.MaxEvents; i++)
            {
                if (_table != null && table.Same(_table, i)) continue;
                _truths[i * 2] = False;
                _truths[i * 2 + 1] = False;
                _truthsBefore[i * 2] = False;
                _truthsBefore[i * 2 + 1] = False;
                _results[i] = Fresh;
                _falseSinceMs[i] = Never;
                _actives[i] = false;
                _states[i] = False;
                _targets.Forget(i);
            }

            _table = table;
            _plan = plan;
            _targets.Adopt(table, plan);
            _nextDeadlineMs = long.MinValue;
        }

        private void EvaluateEvent(int index, long nowMs)
        {
            EventTable table = _table;
            byte result = Test(index * 2, nowMs);
            int logic = table.Logics[index];
            if (logic != 0) result = Kleene.Table[logic * Kleene.Cells + result * 3 + Test(index * 2 + 1, nowMs)];
            int third = table.Thirds[index];
            if (third >= 0) result = Kleene.Table[Kleene.Cells + result * 3 + _states[third]];
            // Settled: no delay runs and nothing moved.
            if (result == _results[index] && result == _states[index]) return;
            Advance(index, result, nowMs);
        }

        private byte Test(int slot, long nowMs)
        {
            EventTable table = _table;
            int point = table.Sources[slot];
            if (_qualities[point] != (byte)Quality.Good) return Lose(slot, nowMs);
            long milli = _millis[point];
            long first = table.Firsts[slot];
            bool was = _truths[slot] == True || (_truths[slot] == Unknown && _truthsBefore[slot] == True && nowMs - _lostAtMs[slot] <= MemoryMs(table.Targets[slot / 2]));
            bool met;
            switch (table.Comparisons[slot])
            {
                case (byte)Comparison.AtLeast:
                    met = milli >= (was ? first - table.Seconds[slot] : first);
                    break;
                case (byte)Comparison.Below:
                    met = milli < (was ? first + table.Seconds[slot] : first);
                    break;
                case (byte)Comparison.Equal:
                    met = milli == first;
                    break;
                default:
                    met = point == PointId.Weekday ? IsDay((int)first, milli) : IsInWindow(first, table.Seconds[slot], milli);
                    break;
            }

            return _truths[slot] = met ? True : False;
        }

        private byte Lose(int slot, long nowMs)
        {
            if (_truths[slot] == Unknown) return Unknown;
            _truthsBefore[slot] = _truths[slot];
            _lostAtMs[slot] = nowMs;
            return _truths[slot] = Unknown;
        }

        private int MemoryMs(int target) => PointId.IsOutput(target) ? _memoryMs[target - PointId.FirstOutput] : DefaultMemoryMs;

        private void Advance(int index, byte result, long nowMs)
        {
            bool fresh = _results[index] == Fresh;
            if (result != _results[index]) NoteResult(index, result, nowMs);
            bool active = _actives[index];
            if (result == True && !active && IsOver(_resultsSinceMs[index] + _table.OnDelaysMs[index], nowMs))
            {
                active = true;
                if (!_table.Permanent[index]) _targets.NoteEdge(index);
            }
            else if (result == False && active && (WasGivenUp(index, nowMs) || IsOver(_falseSinceMs[index] + _table.OffDelaysMs[index], nowMs)))
            {
                active = false;
            }

            _actives[index] = active;
            byte state = result == Unknown ? Unknown : active ? True : False;
            if (state == _states[index] && !fresh) return;
            _states[index] = state;
            _statesSinceMs[index] = nowMs;
        }

        // An off-delay keeps a load on, it never turns one on: while the event was unknown its output has gone to its safe state.
        private bool WasGivenUp(int index, long nowMs) =>
            _states[index] == Unknown && nowMs - _statesSinceMs[index] >= MemoryMs(_table.Targets[index]);

        private void NoteResult(int index, byte result, long nowMs)
        {
            _results[index] = result;
            _resultsSinceMs[index] = nowMs;
            if (result == True) _falseSinceMs[index] = Never;
            else if (result == False && _falseSinceMs[index] == Never) _falseSinceMs[index] = nowMs;
        }

        /// <summary>Whether a delay has ended; if not, remembers when it will.</summary>
        private bool IsOver(long dueMs, long nowMs)
        {
            if (nowMs >= dueMs) return true;
            if (dueMs < _nextDeadlineMs) _nextDeadlineMs = dueMs;
            return false;
        }

        private long DueMs(int index)
        {
            if (_results[index] == True && !_actives[index]) return _resultsSinceMs[index] + _table.OnDelaysMs[index];
            if (_results[index] == False && _actives[index]) return _falseSinceMs[index] + _table.OffDelaysMs[index];
            return EventSnapshot.Never;
        }

        internal static bool IsInWindow(long fromMilli, long toMilli, long milli) =>
            fromMilli < toMilli ? milli >= fromMilli && milli < toMilli : milli >= fromMilli || milli < toMilli;

        internal static bool IsDay(int days, long milli)
        {
            int day = (int)(milli / 1000) - 1;
            return day >= 0 && day < RuleWords.DayCount && ((days >> day) & 1) != 0;
        }
    }
}
