// SPDX-License-Identifier: MIT
using Wattwarden.Modbus;
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
        private readonly byte[] _refusals;
        private readonly sbyte[] _point;

        public MeterReadings(PointTable points, int rows)
        {
            _points = points;
            _milli = new long[rows];
            _readAtMs = new long[rows];
            _quality = new byte[rows];
            _misses = new byte[rows];
            _refusals = new byte[rows];
            _point = new sbyte[rows];
            for (int row = 0; row < rows; row++) _point[row] = PointId.None;
        }

        public int Count => _milli.Length;

        public long Milli(int row) => _milli[row];

        public Quality Quality(int row) => (Quality)_quality[row];

        public long AgeMs(int row, long nowMs) => _quality[row] == (byte)Points.Quality.Never || _readAtMs[row] == 0 ? -1 : nowMs - _readAtMs[row];

        /// <summary>The point that the row feeds; PointId.None: none.</summary>
        public int Point(int row) => _point[row];

        /// <summary>The exception that the meter answers instead of the row's value, once that has failed; else Ok.</summary>
        public ModbusStatus Refusal(int row) => _quality[row] == (byte)Points.Quality.Failed ? (ModbusStatus)_refusals[row] : ModbusStatus.Ok;

        /// <summary>The exception that a point goes without its value for, or, where no row is good, any; else Ok.</summary>
        public ModbusStatus Refusal()
        {
            bool isAnyGood = false;
            ModbusStatus some = ModbusStatus.Ok;
            for (int row = 0; row < _quality.Length; row++)
            {
                isAnyGood = isAnyGood || _quality[row] == (byte)Points.Quality.Good;
                ModbusStatus refusal = Refusal(row);
                if (refusal == ModbusStatus.Ok) continue;
                if (_point[row] >= 0) return refusal;
                some = refusal;
            }

            return isAnyGood ? ModbusStatus.Ok : some;
        }

        public void Map(int row, int point) => _point[row] = (sbyte)point;

        public void Store(int row, long milli, long nowMs)
        {
            _milli[row] = milli;
            _readAtMs[row] = nowMs;
            _quality[row] = (byte)Points.Quality.Good;
            _misses[row] = 0;
            if (_point[row] >= 0) _points.Set(_point[row], milli, nowMs);
        }

        /// <summary>A poll without a value: the meter refused it, or gave no answer, or one that is no number (Ok).</summary>
        public void Miss(int row, ModbusStatus status)
        {
            _refusals[row] = (byte)(status < ModbusStatus.Timeout ? status : ModbusStatus.Ok);
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
