// SPDX-License-Identifier: MIT
using Wattwarden.Points;

namespace Wattwarden.Meters
{
    /// <summary>
    /// The last value of each row of a module with its quality, passed on to the point it is mapped to. A row that was missed three
    /// times in a row is Failed, and so is its point; one good value heals both at once.
    /// </summary>
    internal sealed class MeterReadings
    {
        /// <summary>Missed polls after which a value is no longer believed.</summary>
        public const int MissesToFail = 3;

        private readonly PointTable _points;
        private readonly long[] _milli;
        private readonly long[] _readAtMs;
        private readonly byte[] _quality;
        private readonly byte[] _misses;
        private readonly sbyte[] _point;

        public MeterReadings(PointTable points, int rows)
        {
            _points = points;
            _milli = new long[rows];
            _readAtMs = new long[rows];
            _quality = new byte[rows];
            _misses = new byte[rows];
            _point = new sbyte[rows];
            for (int row = 0; row < rows; row++) _point[row] = PointId.None;
        }

        public int Count => _milli.Length;

        public long Milli(int row) => _milli[row];

        public Quality Quality(int row) => (Quality)_quality[row];

        public long AgeMs(int row, long nowMs) => _quality[row] == (byte)Points.Quality.Never || _readAtMs[row] == 0 ? -1 : nowMs - _readAtMs[row];

        /// <summary>The point that the row feeds; PointId.None: none.</summary>
        public int Point(int row) => _point[row];

        public void Map(int row, int point) => _point[row] = (sbyte)point;

        public void Store(int row, long milli, long nowMs)
        {
            _milli[row] = milli;
            _readAtMs[row] = nowMs;
            _quality[row] = (byte)Points.Quality.Good;
            _misses[row] = 0;
            if (_point[row] >= 0) _points.Set(_point[row], milli, nowMs);
        }

        public void Miss(int row)
        {
            if (_misses[row] < MissesToFail) _misses[row]++;
            if (_misses[row] == MissesToFail) Fail(row);
        }

        public void Fail(int row)
        {
            _misses[row] = MissesToFail;
            _quality[row] = (byte)Points.Quality.Failed;
            if (_point[row] >= 0) _points.Fail(_point[row]);
        }
    }
}
