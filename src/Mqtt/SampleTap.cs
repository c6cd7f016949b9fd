// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Points;
using Wattwarden.Ports;

namespace Wattwarden.Mqtt
{
    /// <summary>
    /// Takes the samples: a task of the loop, so that each has its moment while the edge's thread waits for the network. They lie in a small ring until that
    /// thread fetches them; when it does not for too long, the newest is not taken and counted. Allocates nothing.
    /// </summary>
    internal sealed class SampleTap : ILoopTask
    {
        private const int Slots = 4;

        private readonly PointTable _points;
        private readonly IClock _clock;
        private readonly object _gate = new object();
        private readonly long[][] _millis = new long[Slots][];
        private readonly byte[][] _qualities = new byte[Slots][];
        private readonly long[] _atMs = new long[Slots];
        private readonly long[] _utcMs = new long[Slots];
        private readonly uint[] _numbers = new uint[Slots];
        private int _first;
        private int _count;
        private uint _number;
        private long _intervalMs;
        private long _dueAtMs = long.MaxValue;

        public SampleTap(PointTable points, IClock clock)
        {
            _points = points;
            _clock = clock;
        }

        public string Name => "mqtt samples";

        public long DueAtMs => _dueAtMs;

        /// <summary>Samples that found no place.</summary>
        public int Missed { get; private set; }

        /// <summary>The edge: a sample each intervalMs from now on; 0: none. The loop notices with the next job that the edge posts.</summary>
        public void Set(long intervalMs, long nowMs)
        {
            lock (_gate)
            {
                // No sooner: most of the edge's memory is here.
                for (int i = 0; i < Slots; i++)
                {
                    if (_millis[i] == null) _millis[i] = new long[PointId.Count];
                    if (_qualities[i] == null) _qualities[i] = new byte[PointId.Count];
                }

                _intervalMs = intervalMs;
                _dueAtMs = intervalMs == 0 ? long.MaxValue : nowMs;
            }
        }

        public void Run(long nowMs)
        {
            lock (_gate)
            {
                if (nowMs < _dueAtMs) return;
                // The raster stays; what was slept through is not made up for.
                _dueAtMs += _intervalMs;
                if (_dueAtMs <= nowMs) _dueAtMs = nowMs + _intervalMs;
                _number++;
                if (_count == Slots)
                {
                    Missed++;
                    return;
                }

                int slot = (_first + _count++) % Slots;
                System.Array.Copy(_points.Millis, _millis[slot], PointId.Count);
                System.Array.Copy(_points.Qualities, _qualities[slot], PointId.Count);
                _atMs[slot] = nowMs;
                _utcMs[slot] = _clock.TryGetUtc(out long utcMs) ? utcMs : MqttTime.Unknown;
                _numbers[slot] = _number;
            }
        }

        /// <summary>The edge's thread: takes the oldest sample. False: there is none.</summary>
        public bool TryTake(Sample into)
        {
            lock (_gate)
            {
                if (_count == 0) return false;
                System.Array.Copy(_millis[_first], into.Millis, PointId.Count);
                System.Array.Copy(_qualities[_first], into.Qualities, PointId.Count);
                into.AtMs = _atMs[_first];
                into.UtcMs = _utcMs[_first];
                into.Number = _numbers[_first];
                _first = (_first + 1) % Slots;
                _count--;
                return true;
            }
        }
    }
}
