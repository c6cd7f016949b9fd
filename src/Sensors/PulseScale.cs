// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.Sensors
{
    /// <summary>
    /// What a pulse is worth: value = pulses ÷ (pulsesPerUnit × divisor), as an exact fraction of whole numbers, so that a counter never drifts.
    /// The rate is per hour; of an energy it is shown as power. Never changed after it is built.
    /// </summary>
    public sealed class PulseScale
    {
        /// <summary>The greatest value in thousandths: 15 digits before the point. Beyond it the counter stands.</summary>
        public const long MaxMilli = 999999999999999999;

        private const long Billion = 1000000000;
        private const long HourMs = 3600000;
        private const long LeastProduct = 1000;   // of both in thousandths: a pulse is at most 1000 units

        // Unit of the counter, unit of its rate, factor of the rate; any other unit: per hour.
        private const string Units = "kWh|Wh|MWh|kvarh|varh|kVAh";
        private const string RateUnits = "W|W|kW|var|var|VA";
        private static readonly int[] RateFactors = { 1000, 1, 1000, 1000, 1, 1000 };

        private readonly long _milli;      // so many thousandths …
        private readonly long _pulses;     // … for so many pulses, in lowest terms
        private readonly long _rateMilliMs; // thousandths of the rate's unit for one pulse in one millisecond

        private PulseScale(long milli, long pulses, string unit)
        {
            _milli = milli;
            _pulses = pulses;
            int known = WordList.IndexOf(Units, unit);
            RateUnit = known >= 0 ? WordList.At(RateUnits, known) : unit + "/h";
            _rateMilliMs = milli * (HourMs * (known >= 0 ? RateFactors[known] : 1)) / pulses;
        }

        /// <summary>Unit of the rate: W for kWh, m³/h for m³ …</summary>
        public string RateUnit { get; }

        /// <summary>Both factors in thousandths, 1 to 10^9. Null when a pulse would be worth more than 1000 units, or when the fraction has too many digits to be exact.</summary>
        public static PulseScale Create(long pulsesPerUnitMilli, long divisorMilli, string unit)
        {
            long product = pulsesPerUnitMilli * divisorMilli;
            if (product < LeastProduct) return null;
            long common = Common(Billion, product);
            long milli = Billion / common;
            long pulses = product / common;
            return milli > long.MaxValue / pulses ? null : new PulseScale(milli, pulses, unit);
        }

        /// <summary>Value of so many pulses, in thousandths, the started one cut off.</summary>
        public long Milli(long pulses)
        {
            long whole = pulses / _pulses;
            if (whole >= MaxMilli / _milli) return MaxMilli;
            return whole * _milli + (pulses - whole * _pulses) * _milli / _pulses;
        }

        /// <summary>Rate of so many pulses within so many milliseconds (at least 1), in thousandths of RateUnit.</summary>
        public long RateMilli(long pulses, long durationMs)
        {
            if (_rateMilliMs > 0 && pulses > long.MaxValue / _rateMilliMs) return MaxMilli;
            long rate = pulses * _rateMilliMs / durationMs;
            return rate < MaxMilli ? rate : MaxMilli;
        }

        private static long Common(long a, long b)
        {
            while (b != 0)
            {
                long rest = a % b;
                a = b;
                b = rest;
            }

            return a;
        }
    }
}
