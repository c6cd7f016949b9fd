// SPDX-License-Identifier: MIT
using Wattwarden.Points;

namespace Wattwarden.View
{
    /// <summary>The ring of a day's means, and a copy of it for another thread.</summary>
    public sealed class DaySnapshot
    {
        private const short Unknown = short.MinValue;
        private const byte UnknownPercent = 255;
        private const int Most = short.MaxValue;

        // Null: nothing has ever been known of that curve or output. Most devices keep one or two curves.
        private readonly short[][] _values = new short[DayCurve.Curves][];
        private readonly byte[][] _percents = new byte[PointId.OutputCount][];

        /// <summary>Thousandths in one step of a curve; the first, 10, holds temperatures, watts soon take 10000.</summary>
        private readonly long[] _stepMilli = new long[DayCurve.Curves];
        private int _next;

        /// <summary>A copy: it has room for everything, so that the loop's thread makes nothing.</summary>
        public DaySnapshot()
            : this(true)
        {
        }

        internal DaySnapshot(bool hasRoom)
        {
            for (int i = 0; i < DayCurve.Curves; i++)
            {
                if (hasRoom) _values[i] = NewCurve();
                _stepMilli[i] = 10;
            }

            for (int i = 0; i < PointId.OutputCount; i++)
            {
                if (hasRoom) _percents[i] = NewPercents();
            }
        }

        /// <summary>Slots that have been closed, at most 288.</summary>
        public int Count { get; private set; }

        /// <summary>Uptime at which the newest slot ended.</summary>
        public long EndedAtMs { get; internal set; }

        /// <summary>False: nothing was known. Slot 0 is the oldest.</summary>
        public bool TryRead(int curve, int slot, out long milli)
        {
            short value = _values[curve] == null ? Unknown : _values[curve][Place(slot)];
            milli = value * _stepMilli[curve];
            return value != Unknown;
        }

        /// <summary>For what part of the time the output was on; -1: unknown.</summary>
        public int Percent(int output, int slot)
        {
            byte percent = _percents[output] == null ? UnknownPercent : _percents[output][Place(slot)];
            return percent == UnknownPercent ? -1 : percent;
        }

        internal void Next()
        {
            _next = (_next + 1) % DayCurve.Slots;
            if (Count < DayCurve.Slots) Count++;
            int place = Newest();
            for (int i = 0; i < DayCurve.Curves; i++)
            {
                if (_values[i] != null) _values[i][place] = Unknown;
            }

            for (int i = 0; i < PointId.OutputCount; i++)
            {
                if (_percents[i] != null) _percents[i][place] = UnknownPercent;
            }
        }

        internal void Put(int curve, long milli)
        {
            if (_values[curve] == null) _values[curve] = NewCurve();
            long step = Round(milli, _stepMilli[curve]);
            while (step > Most || step < -Most)
            {
                Widen(curve);
                step = Round(milli, _stepMilli[curve]);
            }

            _values[curve][Newest()] = (short)step;
        }

        internal void PutOutput(int output, int percent)
        {
            if (_percents[output] == null) _percents[output] = NewPercents();
            _percents[output][Newest()] = (byte)percent;
        }

        internal void Forget(int curve)
        {
            _values[curve] = null;
            _stepMilli[curve] = 10;
        }

        /// <summary>Once, into a snapshot with room for everything.</summary>
        internal void CopyFrom(DaySnapshot other)
        {
            for (int i = 0; i < DayCurve.Curves; i++)
            {
                if (other._values[i] == null) _values[i] = null;
                else System.Array.Copy(other._values[i], _values[i], DayCurve.Slots);
            }

            for (int i = 0; i < PointId.OutputCount; i++)
            {
                if (other._percents[i] == null) _percents[i] = null;
                else System.Array.Copy(other._percents[i], _percents[i], DayCurve.Slots);
            }

            System.Array.Copy(other._stepMilli, _stepMilli, _stepMilli.Length);
            _next = other._next;
            Count = other.Count;
        }

        private void Widen(int curve)
        {
            _stepMilli[curve] *= 10;
            short[] values = _values[curve];
            for (int i = 0; i < DayCurve.Slots; i++)
            {
                if (values[i] != Unknown) values[i] = (short)Round(values[i], 10);
            }
        }

        private static short[] NewCurve()
        {
            short[] values = new short[DayCurve.Slots];
            for (int i = 0; i < DayCurve.Slots; i++) values[i] = Unknown;
            return values;
        }

        private static byte[] NewPercents()
        {
            byte[] percents = new byte[DayCurve.Slots];
            for (int i = 0; i < DayCurve.Slots; i++) percents[i] = UnknownPercent;
            return percents;
        }

        private static long Round(long value, long step) => (value + (value < 0 ? -step / 2 : step / 2)) / step;

        private int Newest() => (_next + DayCurve.Slots - 1) % DayCurve.Slots;

        private int Place(int slot) => (_next + DayCurve.Slots - Count + slot) % DayCurve.Slots;
    }
}
