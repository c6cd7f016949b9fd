// SPDX-License-Identifier: MIT
using Wattwarden.Points;

namespace Wattwarden.Outputs
{
    /// <summary>All outputs at one moment, for pages and sentences. Filled by OutputBank.CopyTo on the loop's thread.</summary>
    public sealed class OutputSnapshot
    {
        /// <summary>No moment.</summary>
        public const long Never = -1;

        /// <summary>The longest time by hand: a week.</summary>
        public const long MaxManualMs = OutputBank.MaxManualMs;

        private const int Count = PointId.OutputCount;

        private readonly bool[] _fitted = new bool[Count];
        private readonly bool[] _on = new bool[Count];
        private readonly long[] _sinceMs = new long[Count];
        private readonly bool[] _faulty = new bool[Count];
        private readonly int[] _faultCounts = new int[Count];
        private readonly int[] _switchCounts = new int[Count];
        private readonly bool[] _wanted = new bool[Count];
        private readonly byte[] _causes = new byte[Count];
        private readonly int[] _events = new int[Count];
        private readonly long[] _pendingUntilMs = new long[Count];
        private readonly byte[] _held = new byte[Count];
        private readonly int[] _heldBy = new int[Count];
        private readonly long[] _unknownSinceMs = new long[Count];
        private readonly bool[] _manual = new bool[Count];
        private readonly long[] _manualUntilMs = new long[Count];
        private readonly byte[] _origins = new byte[Count];
        private readonly bool[] _latches = new bool[Count];

        /// <summary>Null before CopyTo.</summary>
        /// <param name="withDecisions">False: the ring of decisions, the greater part of all this, is left out.</param>
        public OutputSnapshot(bool withDecisions = true)
        {
            if (withDecisions) Decisions = new DecisionRing();
        }

        public OutputSettings Settings { get; internal set; }

        public bool InSafetyStop { get; internal set; }

        public byte SafetyReason { get; internal set; }

        /// <summary>The last decisions, oldest first.</summary>
        public DecisionRing Decisions { get; }

        /// <summary>False: the board has no such relay, and nothing else here means anything.</summary>
        public bool IsFitted(int output) => _fitted[output];

        /// <summary>The state that the relay confirmed last.</summary>
        public bool On(int output) => _on[output];

        /// <summary>Uptime of the last change of state, or of the start.</summary>
        public long SinceMs(int output) => _sinceMs[output];

        /// <summary>The relay refuses, does not follow, or changed by itself a moment ago.</summary>
        public bool Fault(int output) => _faulty[output];

        public int FaultCount(int output) => _faultCounts[output];

        public int SwitchCount(int output) => _switchCounts[output];

        /// <summary>The state decided on; differs from On while a minimum time runs or the relay does not follow.</summary>
        public bool Wanted(int output) => _wanted[output];

        public Cause Cause(int output) => (Cause)_causes[output];

        /// <summary>The event that decided; -1 when none did.</summary>
        public int EventIndex(int output) => _events[output];

        /// <summary>A change waits for a minimum on or off time.</summary>
        public bool Pending(int output) => _pendingUntilMs[output] != Never;

        /// <summary>Uptime at which the waiting change happens; Never when none waits.</summary>
        public long PendingUntilMs(int output) => _pendingUntilMs[output];

        public HeldState Held(int output) => (HeldState)_held[output];

        /// <summary>The permanent event that decides or cannot be decided; meaningful unless Held is NotHeld.</summary>
        public int HeldBy(int output) => _heldBy[output];

        /// <summary>Uptime since which what decides the output is unknown; 0 when it is not.</summary>
        public long UnknownSinceMs(int output) => _unknownSinceMs[output];

        /// <summary>A command with a time is in force.</summary>
        public bool Manual(int output) => _manual[output];

        public long ManualUntilMs(int output) => _manualUntilMs[output];

        /// <summary>Where the last command came from, by hand with or without a time.</summary>
        public CommandOrigin Origin(int output) => (CommandOrigin)_origins[output];

        /// <summary>The state that applies when nothing stronger decides.</summary>
        public bool Latch(int output) => _latches[output];

        internal void TakeRelay(int output, RelayDriver relays)
        {
            _fitted[output] = relays.IsFitted(output);
            _on[output] = relays.Confirmed(output);
            _sinceMs[output] = relays.ChangedAtMs(output);
            _faulty[output] = relays.IsFaulty(output);
            _faultCounts[output] = relays.FaultCount(output);
            _switchCounts[output] = relays.SwitchCount(output);
        }

        internal void TakeDecision(int output, bool wanted, byte cause, int eventIndex, long pendingUntilMs)
        {
            _wanted[output] = wanted;
            _causes[output] = cause;
            _events[output] = eventIndex;
            _pendingUntilMs[output] = pendingUntilMs;
        }

        internal void TakeHold(int output, HeldState held, int heldBy, long heldUnknownSinceMs, long latchUnknownSinceMs)
        {
            _held[output] = (byte)held;
            _heldBy[output] = heldBy;
            _unknownSinceMs[output] = held == HeldState.Unknown ? heldUnknownSinceMs : held == HeldState.NotHeld ? latchUnknownSinceMs : 0;
        }

        internal void TakeManual(int output, bool manual, long untilMs, byte origin, bool latch)
        {
            _manual[output] = manual;
            _manualUntilMs[output] = untilMs;
            _origins[output] = origin;
            _latches[output] = latch;
        }
    }
}
