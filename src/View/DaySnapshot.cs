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

        private readonly short[] _values = new short[DayCurve.Curves * DayCurve.Slots];
        private readonly byte[] _percents = new byte[PointId.OutputCount * DayCurve.Slots];

        /// <summary>Thousandths in one step of a curve; the first, 10, holds temperatures, watts soon take 10000.</summary>
        private readonly long[] _stepMilli = new long[DayCurve.Curves];
        private int _next;

        public DaySnapshot()
        {
            for (int i = 0; i < _values.Length; i++) _values[i] = Unknown;
            for (int i = 0; i < _percents.Length; i++) _percents[i] = UnknownPercent;
            for (int i = 0; i < _stepMilli.Length; i++) _stepMilli[i] = 10;
        }

        /// <summary>Slots that have been closed, at most 288.</summary>
        public int Count { get; private set; }

        /// <summary>Uptime at which the newest slot ended.</summary>
        public long EndedAtMs { get; internal set; }

        /// <summary>False: nothing was known. Slot 0 is the oldest.</summary>
        public bool TryRead(int curve, int slot, out long milli)
        {
            short value = _values[curve * DayCurve.Slots + Place(slot)];
            milli = value * _stepMilli[curve];
            return value != Unknown;
        }

        /// <summary>For what part of the time the output was on; -1: unknown.</summary>
        public int Percent(int output, int slot)
        {
            byte percent = _percents[output * DayCurve.Slots + Place(slot)];
            return percent == UnknownPercent ? -1 : percent;
        }

        internal void Next()
        {
            _next = (_next + 1) % DayCurve.Slots;
            if (Count < DayCurve.Slots) Count++;
            int place = Newest();
            for (int i = 0; i < DayCurve.Curves; i++) _values[i * DayCurve.Slots + place] = Unknown;
            for (int i = 0; i < PointId.OutputCount; i++) _percents[i * DayCurve.Slots + place] = UnknownPercent;
        }

        internal void Put(int curve, long milli)
        {
            long step = Round(milli, _stepMilli[curve]);
            while (step > Most || step < -Most)
            {
                Widen(curve);
                step = Round(milli, _stepMilli[curve]);
            }

            _values[curve * DayCurve.Slots + Newest()] = (short)step;
        }

        internal void PutOutput(int output, int percent) => _percents[output * DayCurve.Slots + Newest()] = (byte)percent;

        internal void Forget(int curve)
        {
            for (int i = 0; i < DayCurve.Slots; i++) _values[curve * DayCurve.Slots + i] = Unknown;
            _stepMilli[curve] = 10;
        }

        internal void CopyFrom(DaySnapshot other)
        {
            System.Array.Copy(other._values, _values, _values.Length);
            System.Array.Copy(other._percents, _percents, _percents.Length);
            System.Array.Copy(other._stepMilli, _stepMilli, _stepMilli.Length);
            _next = other._next;
            Count = other.Count;
        }

        private void Widen(int curve)
        {
            _stepMilli[curve] *= 10;
            for (int i = curve * DayCurve.Slots; i < (curve + 1) * DayCurve.Slots; i++)
            {
                if (_values[i] != Unknown) _values[i] = (short)Round(_values[i], 10);
            }
        }

        private static long Round(long value, long step) => (value + (value < 0 ? -step / 2 : step / 2)) / step;

        private int Newest() => (_next + DayCurve.Slots - 1) % DayCurve.Slots;

        private int Place(int slot) => (_next + DayCurve.Slots - Count + slot) % DayCurve.Slots;
    }
}
