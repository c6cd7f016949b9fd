// SPDX-License-Identifier: MIT
using Wattwarden.Points;

namespace Wattwarden.Outputs
{
    /// <summary>The last 64 decisions about outputs, with the values they were made on. Row 0 is the oldest that is kept.</summary>
    public sealed class DecisionRing
    {
        public const int Capacity = 64;

        private readonly int[] _sequences = new int[Capacity];
        private readonly long[] _atMs = new long[Capacity];
        private readonly byte[] _outputs = new byte[Capacity];
        private readonly bool[] _on = new bool[Capacity];
        private readonly byte[] _causes = new byte[Capacity];
        private readonly sbyte[] _events = new sbyte[Capacity];
        private readonly byte[] _valueCounts = new byte[Capacity];
        private readonly sbyte[] _points = new sbyte[Capacity * DecisionValues.Max];
        private readonly long[] _millis = new long[Capacity * DecisionValues.Max];
        private readonly byte[] _qualities = new byte[Capacity * DecisionValues.Max];
        private int _next;
        private int _nextSequence;

        public int Count { get; private set; }

        /// <summary>Number of the decision since start, from 0; gaps never occur.</summary>
        public int Sequence(int row) => _sequences[At(row)];

        /// <summary>Uptime of the decision.</summary>
        public long AtMs(int row) => _atMs[At(row)];

        public int Output(int row) => _outputs[At(row)];

        /// <summary>The state decided on; for a fault the state that was read back last.</summary>
        public bool On(int row) => _on[At(row)];

        public Cause Cause(int row) => (Cause)_causes[At(row)];

        /// <summary>The event that decided; -1 when none did.</summary>
        public int EventIndex(int row) => _events[At(row)];

        /// <summary>How many values the decision was made on: 0 to 2.</summary>
        public int ValueCount(int row) => _valueCounts[At(row)];

        public int Point(int row, int value) => _points[At(row) * DecisionValues.Max + value];

        public long Milli(int row, int value) => _millis[At(row) * DecisionValues.Max + value];

        public Quality Quality(int row, int value) => (Quality)_qualities[At(row) * DecisionValues.Max + value];

        internal void Add(long nowMs, int output, bool on, Cause cause, int eventIndex, DecisionValues values)
        {
            int at = _next;
            _sequences[at] = _nextSequence++;
            _atMs[at] = nowMs;
            _outputs[at] = (byte)output;
            _on[at] = on;
            _causes[at] = (byte)cause;
            _events[at] = (sbyte)eventIndex;
            _valueCounts[at] = (byte)values.Count;
            for (int i = 0; i < values.Count; i++)
            {
                int slot = at * DecisionValues.Max + i;
                _points[slot] = (sbyte)values.Points[i];
                _millis[slot] = values.Millis[i];
                _qualities[slot] = (byte)values.Qualities[i];
            }

            _next = (at + 1) % Capacity;
            if (Count < Capacity) Count++;
        }

        internal void CopyTo(DecisionRing other)
        {
            System.Array.Copy(_sequences, other._sequences, Capacity);
            System.Array.Copy(_atMs, other._atMs, Capacity);
            System.Array.Copy(_outputs, other._outputs, Capacity);
            System.Array.Copy(_on, other._on, Capacity);
            System.Array.Copy(_causes, other._causes, Capacity);
            System.Array.Copy(_events, other._events, Capacity);
            System.Array.Copy(_valueCounts, other._valueCounts, Capacity);
            System.Array.Copy(_points, other._points, _points.Length);
            System.Array.Copy(_millis, other._millis, _millis.Length);
            System.Array.Copy(_qualities, other._qualities, _qualities.Length);
            other._next = _next;
            other._nextSequence = _nextSequence;
            other.Count = Count;
        }

        private int At(int row) => (_next - Count + row + Capacity) % Capacity;
    }
}
