// SPDX-License-Identifier: MIT
using Wattwarden.Points;

namespace Wattwarden.Rules
{
    /// <summary>
    /// What the events together want of each target: the verdict of those that are permanent, the edges of the others, and the
    /// state of the virtual outputs, which are written to their points. Targets are numbered as in EventPlan.
    /// </summary>
    internal sealed class EventTargets
    {
        private const byte MayBeOff = 1;
        private const byte MayBeOn = 2;
        private const byte NotWritten = 255;

        private readonly PointTable _points;
        private readonly byte[] _states;
        private readonly byte[] _verdicts = new byte[EventPlan.Targets];
        private readonly sbyte[] _heldBy = new sbyte[EventPlan.Targets];
        private readonly long[] _unknownSinceMs = new long[EventPlan.Targets];
        private readonly sbyte[] _edges = new sbyte[EventPlan.Targets];
        private readonly int[] _edgePasses = new int[EventPlan.Targets];
        private readonly bool[] _latches = new bool[PointId.EventCount];
        private readonly sbyte[] _latchedBy = new sbyte[PointId.EventCount];
        private readonly byte[] _written = new byte[PointId.EventCount];
        private EventTable _table;
        private EventPlan _plan;
        private int _pass;
        private int _waitingEdges;

        /// <summary>States are the engine's own array: one Truth for each event.</summary>
        public EventTargets(PointTable points, byte[] states)
        {
            _points = points;
            _states = states;
            for (int i = 0; i < EventPlan.Targets; i++)
            {
                _heldBy[i] = EventTable.None;
                _edges[i] = EventTable.None;
            }

            for (int i = 0; i < PointId.EventCount; i++)
            {
                _latchedBy[i] = EventTable.None;
                _written[i] = NotWritten;
            }
        }

        public Verdict Verdict(int target) => (Verdict)_verdicts[target];

        public int HeldBy(int target) => _heldBy[target];

        public long UnknownSinceMs(int target) => _unknownSinceMs[target];

        public void BeginPass() => _pass++;

        /// <summary>An event that changed or went takes its waiting edge with it, and what it latched stays without it.</summary>
        public void Forget(int index)
        {
            for (int i = 0; i < EventPlan.Targets; i++)
            {
                if (_edges[i] == index) DropEdge(i);
            }

            for (int i = 0; i < PointId.EventCount; i++)
            {
                if (_latchedBy[i] != index) continue;
                _latchedBy[i] = EventTable.None;
                _latches[i] = false;
            }
        }

        public void Adopt(EventTable table, EventPlan plan)
        {
            _table = table;
            _plan = plan;
        }

        /// <summary>Of several edges for one target in the same pass the first in the list wins; a later pass replaces what still waits.</summary>
        public void NoteEdge(int index)
        {
            int target = EventPlan.TargetOf(_table.Targets[index]);
            int waiting = _edges[target];
            if (waiting >= 0 && _edgePasses[target] == _pass && waiting < index) return;
            if (waiting < 0 && target < PointId.OutputCount) _waitingEdges++;
            _edges[target] = (sbyte)index;
            _edgePasses[target] = _pass;
        }

        public bool TryTakeEdge(out int output, out bool on, out int eventIndex)
        {
            output = 0;
            on = false;
            eventIndex = EventTable.None;
            if (_waitingEdges == 0) return false;
            while (_edges[output] < 0) output++;
            eventIndex = _edges[output];
            on = _table.Actions[eventIndex];
            DropEdge(output);
            return true;
        }

        public void SettleOutputs(long nowMs)
        {
            for (int i = 0; i < PointId.OutputCount; i++)
            {
                if (_plan.HeldStart[i] != _plan.HeldStart[i + 1] || _verdicts[i] != 0) SettleVerdict(i, nowMs);
            }
        }

        public void SettleVirtual(int number, long nowMs)
        {
            int target = PointId.OutputCount + number;
            SettleVerdict(target, nowMs);
            if (_edges[target] >= 0) Latch(number, target);
            byte verdict = _verdicts[target];
            if (verdict == (byte)Rules.Verdict.NotHeld) verdict = LatchedVerdict(number, target);
            if (verdict == _written[number]) return;
            _written[number] = verdict;
            int point = PointId.FirstEvent + number;
            if (verdict == (byte)Rules.Verdict.Unknown) _points.MakeStale(point);
            else _points.SetState(point, verdict == (byte)Rules.Verdict.On, nowMs);
        }

        private void Latch(int number, int target)
        {
            _latchedBy[number] = _edges[target];
            _latches[number] = _table.Actions[_edges[target]];
            DropEdge(target);
        }

        /// <summary>The latch, believed as far as the event that set it; before any did, as far as those that could have.</summary>
        private byte LatchedVerdict(int number, int target)
        {
            if (_latchedBy[number] >= 0)
            {
                if (_states[_latchedBy[number]] == (byte)Truth.Unknown) return (byte)Rules.Verdict.Unknown;
                return (byte)(_latches[number] ? Rules.Verdict.On : Rules.Verdict.Off);
            }

            for (int i = _plan.EdgesStart[target]; i < _plan.EdgesStart[target + 1]; i++)
            {
                if (_states[_plan.Edges[i]] == (byte)Truth.Unknown) return (byte)Rules.Verdict.Unknown;
            }

            return (byte)Rules.Verdict.Off;
        }

        private void SettleVerdict(int target, long nowMs)
        {
            int at = _plan.HeldStart[target];
            int end = _plan.HeldStart[target + 1];
            int first = at < end ? _plan.Held[at] : EventTable.None;
            int firstUnknown = EventTable.None;
            int decider = EventTable.None;
            byte possible = 0;
            for (; at < end && decider < 0; at++)
            {
                int index = _plan.Held[at];
                byte state = _states[index];
                if (state == (byte)Truth.False) continue;
                possible |= _table.Actions[index] ? MayBeOn : MayBeOff;
                if (state == (byte)Truth.True) decider = index;
                else if (firstUnknown < 0) firstUnknown = index;
            }

            if (first >= 0 && decider < 0)
            {
                possible |= _table.Actions[first] ? MayBeOff : MayBeOn;
                decider = first;
            }

            // Bits and verdicts have the same values: none, off, on, both.
            bool unknown = possible == (MayBeOff | MayBeOn);
            if (!unknown) _unknownSinceMs[target] = 0;
            else if (_verdicts[target] != possible) _unknownSinceMs[target] = nowMs;
            _verdicts[target] = possible;
            _heldBy[target] = (sbyte)(unknown ? firstUnknown : decider);
        }

        private void DropEdge(int target)
        {
            _edges[target] = EventTable.None;
            if (target < PointId.OutputCount) _waitingEdges--;
        }
    }
}
