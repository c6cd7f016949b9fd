// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.Points
{
    /// <summary>
    /// Every value the controller knows: thousandths of the point's unit, with quality and age. Owned by the loop's thread.
    /// Reading and writing allocate nothing. Who may write: the owner of the source (meters, sensors, outputs, clock), nobody else.
    /// </summary>
    public sealed class PointTable
    {
        private const int NoLimit = int.MaxValue;
        private const long Unread = -1;

        // For the rules, which read them without a call: on the interpreter that costs more than what they do with the value. Nobody else writes.
        public readonly long[] Millis = new long[PointId.Count];
        public readonly byte[] Qualities = new byte[PointId.Count];

        private string[] _names;   // null: nothing has a name yet
        private string[] _units;
        private bool _namesAreShared;   // another table reads the same arrays: a change makes new ones
        private readonly long[] _readAtMs = new long[PointId.Count];
        private readonly int[] _staleAfterMs = new int[PointId.Count];
        private int _version;

        public PointTable()
        {
            for (int i = 0; i < PointId.Count; i++)
            {
                _readAtMs[i] = Unread;
                _staleAfterMs[i] = NoLimit;
            }
        }

        /// <summary>Grows with every change of a value or a quality; equal versions mean that a decision need not be repeated.</summary>
        public int Version => _version;

        /// <summary>Grows with every change of a name or a unit.</summary>
        public int NameVersion { get; private set; }

        /// <summary>Value in thousandths of the unit; meaningful only while the quality is Good.</summary>
        public long Milli(int point) => Millis[point];

        public Quality Quality(int point) => (Quality)Qualities[point];

        public bool IsGood(int point) => Qualities[point] == (byte)Points.Quality.Good;

        /// <summary>Milliseconds since the last good reading; -1 when there never was one.</summary>
        public long AgeMs(int point, long nowMs) => _readAtMs[point] == Unread ? -1 : nowMs - _readAtMs[point];

        /// <summary>The owner's name for the point; empty when none was given.</summary>
        public string Name(int point) => _names == null ? "" : _names[point];

        public string Unit(int point) => _units == null ? "" : _units[point];

        /// <summary>Sets what people see: name and unit. No effect on decisions.</summary>
        public void Describe(int point, string name, string unit)
        {
            if (Name(point) == name && Unit(point) == unit) return;
            OwnNames();
            _names[point] = name;
            _units[point] = unit;
            NameVersion++;
        }

        public void Rename(int point, string name) => Describe(point, name, Unit(point));

        /// <summary>After how many milliseconds without a reading the value turns Stale; 0 or less: never.</summary>
        public void SetStaleAfter(int point, long staleAfterMs) => _staleAfterMs[point] = staleAfterMs > 0 && staleAfterMs < NoLimit ? (int)staleAfterMs : NoLimit;

        /// <summary>A fresh, checked reading.</summary>
        public void Set(int point, long milli, long nowMs)
        {
            _readAtMs[point] = nowMs;
            if (Qualities[point] == (byte)Points.Quality.Good && Millis[point] == milli) return;
            Millis[point] = milli;
            Qualities[point] = (byte)Points.Quality.Good;
            _version++;
        }

        public void SetState(int point, bool on, long nowMs) => Set(point, on ? 1000 : 0, nowMs);

        /// <summary>The source failed. The last value stays for people to see, with its age.</summary>
        public void Fail(int point) => ChangeQuality(point, Points.Quality.Failed);

        /// <summary>The value can no longer be believed, though nothing failed: what it was derived from is unknown.</summary>
        public void MakeStale(int point) => ChangeQuality(point, Points.Quality.Stale);

        /// <summary>Back to the state after start, for a point that lost its source (mapping changed, clock lost).</summary>
        public void Forget(int point)
        {
            Millis[point] = 0;
            _readAtMs[point] = Unread;
            ChangeQuality(point, Points.Quality.Never);
        }

        /// <summary>Turns good values that are older than their limit Stale. Called a few times a second.</summary>
        public void Expire(long nowMs)
        {
            for (int i = 0; i < PointId.Count; i++)
            {
                if (_staleAfterMs[i] != NoLimit && Qualities[i] == (byte)Points.Quality.Good && nowMs - _readAtMs[i] > _staleAfterMs[i])
                    ChangeQuality(i, Points.Quality.Stale);
            }
        }

        /// <summary>Copies everything people see into another table (a snapshot for another thread).</summary>
        public void CopyTo(PointTable other)
        {
            other._names = _names;
            other._units = _units;
            other._namesAreShared = true;
            _namesAreShared = true;
            System.Array.Copy(Millis, other.Millis, PointId.Count);
            System.Array.Copy(Qualities, other.Qualities, PointId.Count);
            System.Array.Copy(_readAtMs, other._readAtMs, PointId.Count);
            System.Array.Copy(_staleAfterMs, other._staleAfterMs, PointId.Count);
            other._version = _version;
        }

        private void OwnNames()
        {
            if (_names != null && !_namesAreShared) return;
            string[] names = Strings.Blank(PointId.Count);
            string[] units = Strings.Blank(PointId.Count);
            if (_names != null)
            {
                System.Array.Copy(_names, names, PointId.Count);
                System.Array.Copy(_units, units, PointId.Count);
            }

            _names = names;
            _units = units;
            _namesAreShared = false;
        }

        private void ChangeQuality(int point, Quality quality)
        {
            if (Qualities[point] == (byte)quality) return;
            Qualities[point] = (byte)quality;
            _version++;
        }
    }
}
