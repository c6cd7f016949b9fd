// SPDX-License-Identifier: MIT
using Wattwarden.Points;

namespace Wattwarden.Outputs
{
    /// <summary>What each output does when nothing stronger decides: the last event that switched it, the last command without a time, or its restart state.</summary>
    internal sealed class OutputLatches
    {
        private const int Count = PointId.OutputCount;
        private const int NoEvent = -1;

        private readonly bool[] _on = new bool[Count];
        private readonly bool[] _imported = new bool[Count];
        private readonly byte[] _causes = new byte[Count];
        private readonly int[] _events = new int[Count];
        private readonly byte[] _origins = new byte[Count];
        private readonly bool[] _unknown = new bool[Count];
        private readonly long[] _unknownSinceMs = new long[Count];

        public int Version { get; private set; }

        public bool IsOn(int output) => _on[output];

        public Cause CauseOf(int output) => (Cause)_causes[output];

        /// <summary>The event behind the latch, also when it has been given up on dead data.</summary>
        public int EventOf(int output) => _events[output];

        /// <summary>The event that still answers for the latch; -1 when none does.</summary>
        public int Owner(int output) => _causes[output] == (byte)Cause.EdgeEvent ? _events[output] : NoEvent;

        /// <summary>Where the command came from that set the latch; 0 when none did.</summary>
        public byte Origin(int output) => _origins[output];

        public bool IsUnknown(int output) => _unknown[output];

        public long UnknownSinceMs(int output) => _unknownSinceMs[output];

        public void Set(int output, bool on, Cause cause, int eventIndex, byte origin)
        {
            if (_on[output] != on) Version++;
            _on[output] = on;
            _causes[output] = (byte)cause;
            _events[output] = eventIndex;
            _origins[output] = origin;
            _unknown[output] = false;
            _unknownSinceMs[output] = 0;
        }

        /// <summary>True when this is news. An output that no event latched has no source that could be unknown.</summary>
        public bool SetUnknown(int output, bool unknown, long sinceMs)
        {
            if (unknown && Owner(output) == NoEvent) return false;
            if (!unknown) sinceMs = 0;
            if (_unknown[output] == unknown && _unknownSinceMs[output] == sinceMs) return false;
            _unknown[output] = unknown;
            _unknownSinceMs[output] = sinceMs;
            return true;
        }

        public void Import(int output, bool on) => _imported[output] = on;

        public void Restart(int output, RestartState state)
        {
            if (_causes[output] != (byte)Cause.None) return;
            Set(output, state == RestartState.On || (state == RestartState.Last && _imported[output]), Cause.Restart, NoEvent, 0);
        }
    }
}
