// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Text;

namespace Wattwarden.Sensors
{
    /// <summary>The owner's settings of p1…p4. Never changed after they are built: a change is a new object.</summary>
    public sealed class PulseSettings
    {
        public const int Count = PointId.PulseCount;
        public const long DefaultMaxMilliHz = 20000;   // S0 gives at most 16.7 pulses a second (IEC 62053-31: 30 ms on, 30 ms off)

        private const long OneMilli = 1000;
        private const string DefaultUnit = "kWh";

        /// <summary>True: the owner's list has a row for it.</summary>
        public readonly bool[] Given = new bool[Count];
        public readonly bool[] On = new bool[Count];
        public readonly string[] Name = Strings.Blank(Count);
        public readonly string[] Unit = Strings.Blank(Count);

        /// <summary>Pulses for one unit, as printed on the meter; thousandths.</summary>
        public readonly long[] PulsesPerUnitMilli = new long[Count];

        /// <summary>By what the meter's value is divided to get the shown one; thousandths.</summary>
        public readonly long[] DivisorMilli = new long[Count];

        /// <summary>What the counter showed …</summary>
        public readonly long[] PresetMilli = new long[Count];

        /// <summary>… when so many pulses had been counted.</summary>
        public readonly long[] PresetAt = new long[Count];

        /// <summary>More pulses than that in a second are disturbances; thousandths.</summary>
        public readonly long[] MaxMilliHz = new long[Count];

        /// <summary>True: the history keeps this counter.</summary>
        public readonly bool[] Log = new bool[Count];

        public readonly PulseScale[] Scale = new PulseScale[Count];

        /// <summary>All inputs off.</summary>
        public PulseSettings()
        {
            for (int i = 0; i < Count; i++)
            {
                Name[i] = "Pulses " + (i + 1).ToString();
                Unit[i] = DefaultUnit;
                PulsesPerUnitMilli[i] = 1000 * OneMilli;
                DivisorMilli[i] = OneMilli;
                MaxMilliHz[i] = DefaultMaxMilliHz;
                Scale[i] = PulseScale.Create(PulsesPerUnitMilli[i], DivisorMilli[i], DefaultUnit);
            }
        }

        /// <summary>What the counter shows at so many pulses, in thousandths.</summary>
        public long ValueMilli(int input, long pulses)
        {
            // A journal that lost its last minute at a power cut may be behind the preset: the counter then stands until it is level.
            long counted = pulses > PresetAt[input] ? pulses - PresetAt[input] : 0;
            long milli = PresetMilli[input] + Scale[input].Milli(counted);
            return milli < PulseScale.MaxMilli ? milli : PulseScale.MaxMilli;
        }

        /// <summary>The same settings, but for one preset.</summary>
        internal PulseSettings WithPreset(int input, long presetMilli, long presetAt)
        {
            var other = new PulseSettings();
            for (int i = 0; i < Count; i++)
            {
                other.Given[i] = Given[i];
                other.On[i] = On[i];
                other.Name[i] = Name[i];
                other.Unit[i] = Unit[i];
                other.PulsesPerUnitMilli[i] = PulsesPerUnitMilli[i];
                other.DivisorMilli[i] = DivisorMilli[i];
                other.PresetMilli[i] = i == input ? presetMilli : PresetMilli[i];
                other.PresetAt[i] = i == input ? presetAt : PresetAt[i];
                other.MaxMilliHz[i] = MaxMilliHz[i];
                other.Log[i] = Log[i];
                other.Scale[i] = Scale[i];
            }

            return other;
        }
    }
}
