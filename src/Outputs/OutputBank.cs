// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Ports;

namespace Wattwarden.Outputs
{
    /// <summary>
    /// Owner of every output. Takes what safety, people and events want, decides by priority (safety, by hand with a time, permanent
    /// event, latch), keeps minimum times and the hold time, and tells the relays. Owned by the loop's thread; allocates nothing.
    /// </summary>
    public sealed class OutputBank
    {
        public const long MaxManualMs = 7L * 24 * 3600 * 1000;

        private const int Count = PointId.OutputCount;
        private const int NoEvent = -1;

        private readonly RelayDriver _relays;
        private readonly PointTable _points;
        private readonly DecisionRing _ring = new DecisionRing();
        private readonly DecisionValues _values = new DecisionValues();
        private readonly OutputLatches _latches = new OutputLatches();
        private OutputSettings _settings;
        private bool _started;
        private bool _dirty = true;
        private long _nextMs = long.MinValue;

        private bool _safety;
        private byte _safetyReason;

        private readonly bool[] _manual = new bool[Count];
        private readonly bool[] _manualOn = new bool[Count];
        private readonly long[] _manualUntilMs = new long[Count];
        private readonly byte[] _manualOrigins = new byte[Count];

        private readonly byte[] _held = new byte[Count];
        private readonly int[] _heldEvents = new int[Count];
        private readonly long[] _heldUnknownSinceMs = new long[Count];

        // The decision that stands, and the moment from which a wanted change may happen.
        private readonly bool[] _wanted = new bool[Count];
        private readonly byte[] _causes = new byte[Count];
        private readonly int[] _events = new int[Count];
        private readonly long[] _pendingUntilMs = new long[Count];

        public OutputBank(IRelay[] relays, PointTable points)
        {
            _points = points;
            _relays = new RelayDriver(relays, points);
            Section = new OutputsSection(this);
            Adopt(Section.Current);
        }

        public OutputsSection Section { get; }

        /// <summary>Who knows the values that events look at; may be null.</summary>
        public IDecisionContext Context { get; set; }

        /// <summary>Grows when a latch changes: time to store it for outputs that restart with their last state.</summary>
        public int LatchVersion => _latches.Version;

        /// <summary>True while every output is kept in its safe state.</summary>
        public bool InSafetyStop => _safety;

        /// <summary>How long the output keeps its state when what decides it is unknown.</summary>
        public long HoldMs(int output) => _settings.HoldMs(output);

        public bool IsFitted(int output) => output >= 0 && output < Count && _relays.IsFitted(output);

        /// <summary>What the output's permanent event wants now. Unknown counts from unknownSinceMs.</summary>
        public void Hold(int output, HeldState state, int eventIndex, long unknownSinceMs)
        {
            if (_held[output] == (byte)state && _heldEvents[output] == eventIndex && _heldUnknownSinceMs[output] == unknownSinceMs) return;
            _held[output] = (byte)state;
            _heldEvents[output] = eventIndex;
            _heldUnknownSinceMs[output] = unknownSinceMs;
            _dirty = true;
        }

        /// <summary>An event that is not permanent switches the output once. Beneath a permanent event it only sets the latch.</summary>
        public void Edge(int output, bool on, int eventIndex, long nowMs)
        {
            if (!IsFitted(output)) return;
            _latches.Set(output, on, Cause.EdgeEvent, eventIndex, 0);
            _dirty = true;
        }

        /// <summary>The event that set the latch: the one that SourceUnknown is about; -1 when none did.</summary>
        public int LatchEvent(int output) => _latches.Owner(output);

        /// <summary>Whether the event that set the latch can no longer be decided, and since when.</summary>
        public void SourceUnknown(int output, bool unknown, long sinceMs) => _dirty |= _latches.SetUnknown(output, unknown, sinceMs);

        /// <summary>By hand: for forMs milliseconds, or with 0 until something else switches the output.</summary>
        public OutputAnswer Command(int output, bool on, long forMs, byte origin, long nowMs)
        {
            if (!IsFitted(output)) return OutputAnswer.NotFitted;
            if (forMs < 0 || forMs > MaxManualMs) return OutputAnswer.BadTime;
            if (_safety) return OutputAnswer.SafetyStop;
            if (forMs == 0 && _held[output] != (byte)HeldState.NotHeld) return OutputAnswer.HeldByEvent;
            if (!_started) Start(nowMs);
            // So that the decision tells of this command, not of the end of the one before.
            if (_causes[output] == (byte)Cause.Manual) _causes[output] = (byte)Cause.None;
            _manual[output] = forMs > 0;
            _manualOn[output] = on;
            _manualUntilMs[output] = nowMs + forMs;
            _manualOrigins[output] = origin;
            if (forMs == 0) _latches.Set(output, on, Cause.Command, NoEvent, origin);
            _dirty = true;
            Step(nowMs);
            if (_relays.Told(output) != on) return OutputAnswer.Waiting;
            return _relays.IsFaulty(output) ? OutputAnswer.Fault : OutputAnswer.Done;
        }

        /// <summary>Ends a command with a time before its time.</summary>
        public void Release(int output)
        {
            if (output < 0 || output >= Count) return;
            _manual[output] = false;
            _dirty = true;
        }

        /// <summary>Every output to its safe state with the next Step, above everything else. The reason's meaning is the caller's.</summary>
        public void SafetyOn(byte reason)
        {
            _dirty |= !_safety;
            _safety = true;
            _safetyReason = reason;
        }

        public void SafetyOff()
        {
            _dirty |= _safety;
            _safety = false;
        }

        /// <summary>Writes the latches, one byte 0 or 1 for each output, to be stored over a restart.</summary>
        public void ExportLatch(byte[] into)
        {
            for (int i = 0; i < Count; i++) into[i] = (byte)(_latches.IsOn(i) ? 1 : 0);
        }

        /// <summary>Takes stored latches for outputs that restart with their last state; before the first Step.</summary>
        public void ImportLatch(byte[] from, int count)
        {
            for (int i = 0; i < count && i < Count; i++) _latches.Import(i, from[i] == 1);
        }

        /// <summary>Decides and switches what is due. Returns the uptime at which it has work again if nothing new is asked.</summary>
        public long Step(long nowMs)
        {
            if (!_started) Start(nowMs);
            if (!_dirty && nowMs < _nextMs) return _nextMs;
            _dirty = false;
            long nextMs = long.MaxValue;
            for (int i = 0; i < Count; i++)
            {
                if (_relays.IsFitted(i)) nextMs = Earlier(nextMs, StepOutput(i, nowMs));
            }

            _dirty = _relays.Check(nowMs);
            _nextMs = _dirty ? nowMs : Earlier(nextMs, _relays.NextCheckMs);
            return _nextMs;
        }

        /// <summary>Copies everything that people see.</summary>
        public void CopyTo(OutputSnapshot snapshot)
        {
            snapshot.Settings = _settings;
            snapshot.InSafetyStop = _safety;
            snapshot.SafetyReason = _safetyReason;
            for (int i = 0; i < Count; i++)
            {
                snapshot.TakeRelay(i, _relays);
                snapshot.TakeDecision(i, _wanted[i], _causes[i], _events[i], _wanted[i] != _relays.Told(i) ? _pendingUntilMs[i] : OutputSnapshot.Never);
                snapshot.TakeHold(i, (HeldState)_held[i], _heldEvents[i], _heldUnknownSinceMs[i], _latches.UnknownSinceMs(i));
                snapshot.TakeManual(i, _manual[i], _manualUntilMs[i], _manual[i] ? _manualOrigins[i] : _latches.Origin(i), _latches.IsOn(i));
            }

            if (snapshot.Decisions != null) _ring.CopyTo(snapshot.Decisions);
        }

        internal void Adopt(OutputSettings settings)
        {
            _settings = settings;
            for (int i = 0; i < Count; i++) _points.Rename(PointId.FirstOutput + i, settings.Names[i]);
            _dirty = true;
        }

        private void Start(long nowMs)
        {
            _started = true;
            _relays.Start(nowMs);
            for (int i = 0; i < Count; i++)
            {
                _heldEvents[i] = _held[i] == 0 ? NoEvent : _heldEvents[i];
                _latches.Restart(i, _settings.Restart(i));
                if (_relays.IsFitted(i)) Decide(i, _latches.IsOn(i), Cause.Restart, NoEvent, nowMs);
            }
        }

        private long StepOutput(int output, long nowMs)
        {
            long deadlineMs = DecideByPriority(output, nowMs);
            if (_wanted[output] != _relays.Told(output))
            {
                long dueMs = MayChangeAtMs(output);
                _pendingUntilMs[output] = dueMs;
                if (nowMs >= dueMs) _relays.Switch(output, _wanted[output], nowMs);
                else deadlineMs = Earlier(deadlineMs, dueMs);
            }

            deadlineMs = Earlier(deadlineMs, _relays.Follow(output, nowMs));
            if (_relays.TakeNewFault(output)) Record(output, _relays.Confirmed(output), Cause.Fault, NoEvent, nowMs);
            return deadlineMs;
        }

        /// <summary>Sets the standing decision. Returns when it will need another look, long.MaxValue: not by itself.</summary>
        private long DecideByPriority(int output, long nowMs)
        {
            if (_safety) return Decide(output, _settings.Safe[output], Cause.Safety, NoEvent, nowMs);
            if (_manual[output] && nowMs < _manualUntilMs[output])
            {
                Decide(output, _manualOn[output], Cause.Manual, NoEvent, nowMs);
                return _manualUntilMs[output];
            }

            _manual[output] = false;
            byte held = _held[output];
            if (held == (byte)HeldState.Unknown) return DecideUnknown(output, _heldUnknownSinceMs[output], nowMs);
            if (held != (byte)HeldState.NotHeld) return Decide(output, held == (byte)HeldState.On, Cause.HeldEvent, _heldEvents[output], nowMs);
            if (_latches.IsUnknown(output)) return DecideUnknown(output, _latches.UnknownSinceMs(output), nowMs);
            return Decide(output, _latches.IsOn(output), _latches.CauseOf(output), _latches.EventOf(output), nowMs);
        }

        /// <summary>
        /// Dead data: what was decided stays for the hold time, but nothing goes on that is not on yet; then the safe state. What a person
        /// or safety set is no decision of the event, so after those there is no hold.
        /// </summary>
        private long DecideUnknown(int output, long sinceMs, long nowMs)
        {
            long dueMs = sinceMs + _settings.HoldMs(output);
            Cause before = (Cause)_causes[output];
            bool owned = before != Cause.Manual && before != Cause.Safety && before != Cause.DeadData;
            if (owned && nowMs < dueMs)
            {
                _wanted[output] = _wanted[output] && (_relays.Told(output) || before == Cause.Restart);
                return dueMs;
            }

            bool safe = _settings.Safe[output];
            bool held = _held[output] != (byte)HeldState.NotHeld;
            int eventIndex = held ? _heldEvents[output] : _latches.EventOf(output);
            if (!held) _latches.Set(output, safe, Cause.DeadData, eventIndex, 0);
            return Decide(output, safe, Cause.DeadData, eventIndex, nowMs);
        }

        private long Decide(int output, bool on, Cause cause, int eventIndex, long nowMs)
        {
            if (_wanted[output] == on && _causes[output] == (byte)cause && _events[output] == eventIndex) return long.MaxValue;
            Record(output, on, Trigger(output, cause), eventIndex, nowMs);
            _wanted[output] = on;
            _causes[output] = (byte)cause;
            _events[output] = eventIndex;
            return long.MaxValue;
        }

        /// <summary>What people look for in the list of decisions: the end of something stronger, before what then decides.</summary>
        private Cause Trigger(int output, Cause cause)
        {
            Cause before = (Cause)_causes[output];
            if (cause == Cause.Safety) return cause;
            if (before == Cause.Safety) return Cause.SafetyEnded;
            if (cause == Cause.Manual) return cause;
            if (before == Cause.Manual) return Cause.ManualEnded;
            if (before == Cause.HeldEvent && _held[output] == (byte)HeldState.NotHeld) return Cause.HeldEventEnded;
            return cause;
        }

        private void Record(int output, bool on, Cause cause, int eventIndex, long nowMs)
        {
            _values.Clear();
            if (eventIndex != NoEvent && Context != null) Context.Fill(eventIndex, _values);
            _ring.Add(nowMs, output, on, cause, eventIndex, _values);
        }

        /// <summary>A load goes off at once for safety and on dead data; it never goes on before its minimum off time is over.</summary>
        private long MayChangeAtMs(int output)
        {
            // A relay that did not follow is where it should be: no change, only no further attempts.
            if (_relays.IsFaulty(output) && _relays.Confirmed(output) == _wanted[output]) return long.MinValue;
            if (_wanted[output]) return _relays.ChangedAtMs(output) + _settings.MinOffMs(output);
            bool urgent = _causes[output] == (byte)Cause.Safety || _causes[output] == (byte)Cause.DeadData;
            return urgent ? long.MinValue : _relays.ChangedAtMs(output) + _settings.MinOnMs(output);
        }

        private static long Earlier(long a, long b) => a < b ? a : b;
    }
}
