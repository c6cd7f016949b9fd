// SPDX-License-Identifier: MIT
namespace Wattwarden.Sensors
{
    /// <summary>Pulse inputs, contacts and analog channels at one moment, for another thread. The settings in it never change.</summary>
    public sealed class InputSnapshot
    {
        public PulseSettings Pulses;
        public readonly bool[] PulseFitted = new bool[PulseBank.Count];
        public readonly bool[] InHardware = new bool[PulseBank.Count];

        /// <summary>Pulses counted in the input's life.</summary>
        public readonly long[] Totals = new long[PulseBank.Count];
        public readonly bool[] RateKnown = new bool[PulseBank.Count];
        public readonly long[] RateMilli = new long[PulseBank.Count];
        public readonly long[] Glitches = new long[PulseBank.Count];
        public readonly long[] Lost = new long[PulseBank.Count];

        /// <summary>Pulses that came faster than the input's greatest rate and were not counted.</summary>
        public readonly long[] Rejected = new long[PulseBank.Count];

        public ContactSettings Contacts;
        public readonly bool[] ContactFitted = new bool[ContactBank.Count];
        public readonly bool[] ContactKnown = new bool[ContactBank.Count];
        public readonly bool[] ContactOn = new bool[ContactBank.Count];

        public AnalogSettings Analogs;
        public readonly bool[] AnalogFitted = new bool[AnalogSettings.Count];
        public readonly AnalogState[] AnalogStates = new AnalogState[AnalogSettings.Count];

        /// <summary>The converter's mean reading.</summary>
        public readonly int[] Raw = new int[AnalogSettings.Count];

        /// <summary>Resistance of a PT1000; 0 for other kinds.</summary>
        public readonly long[] MilliOhm = new long[AnalogSettings.Count];
        public readonly long[] AnalogMilli = new long[AnalogSettings.Count];
    }
}
