// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Ports;

namespace Wattwarden.Controller
{
    /// <summary>How long each output has been on and how often it went on, as its relay confirmed it: "out0.onSeconds", "out0.switches" … Owned by the loop's thread.</summary>
    public sealed class OutputTotals : ITotalsSource
    {
        private const int PerOutput = 2;

        private readonly PointTable _points;
        private readonly long[] _onMs = new long[PointId.OutputCount];
        private readonly long[] _switches = new long[PointId.OutputCount];
        private readonly bool[] _on = new bool[PointId.OutputCount];
        private long _seenAtMs;

        public OutputTotals(PointTable points)
        {
            _points = points;
        }

        public int Count => PointId.OutputCount * PerOutput;

        public string Id(int index) => "out" + (index / PerOutput).ToString() + (index % PerOutput == 0 ? ".onSeconds" : ".switches");

        public long Get(int index) => index % PerOutput == 0 ? _onMs[index / PerOutput] / 1000 : _switches[index / PerOutput];

        public void Restore(int index, long value)
        {
            if (index % PerOutput == 0) _onMs[index / PerOutput] = value * 1000;
            else _switches[index / PerOutput] = value;
        }

        /// <summary>Adds up to now. Called after each change of a point, and before the values are asked for.</summary>
        public void Update(long nowMs)
        {
            long passedMs = nowMs - _seenAtMs;
            _seenAtMs = nowMs;
            byte[] qualities = _points.Qualities;
            long[] millis = _points.Millis;
            for (int i = 0; i < PointId.OutputCount; i++)
            {
                int point = PointId.FirstOutput + i;
                bool on = qualities[point] == (byte)Quality.Good && millis[point] != 0;
                if (_on[i]) _onMs[i] += passedMs;
                if (on && !_on[i]) _switches[i]++;
                _on[i] = on;
            }
        }
    }
}
