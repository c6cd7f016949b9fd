// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Text;

namespace Wattwarden.Sensors
{
    /// <summary>The owner's settings of a1…a4. Never changed after they are built.</summary>
    public sealed class AnalogSettings
    {
        public const int Count = PointId.AnalogCount;

        /// <summary>True: the owner's list has a row for it.</summary>
        public readonly bool[] Given = new bool[Count];
        public readonly bool[] On = new bool[Count];
        public readonly string[] Name = Strings.Blank(Count);
        public readonly string[] Unit = Strings.Blank(Count);
        public readonly byte[] Kinds = new byte[Count];

        // Two points of a straight line: the converter's reading and the value in thousandths.
        public readonly int[] Raw1 = new int[Count];
        public readonly long[] Value1Milli = new long[Count];
        public readonly int[] Raw2 = new int[Count];
        public readonly long[] Value2Milli = new long[Count];

        /// <summary>The resistor beside a PT1000.</summary>
        public readonly int[] ResistorMilliOhm = new int[Count];

        /// <summary>Voltage over divider and sensor.</summary>
        public readonly int[] SupplyMilliVolt = new int[Count];

        /// <summary>Voltage at which the converter gives its greatest reading.</summary>
        public readonly int[] FullScaleMilliVolt = new int[Count];

        /// <summary>Both wires of the sensor together.</summary>
        public readonly int[] LeadMilliOhm = new int[Count];

        /// <summary>Added to the value.</summary>
        public readonly int[] OffsetMilli = new int[Count];

        /// <summary>All channels off.</summary>
        public AnalogSettings()
        {
            for (int i = 0; i < Count; i++)
            {
                Name[i] = "Analog " + (i + 1).ToString();
                Unit[i] = "";
                Raw2[i] = 4095;
                Value2Milli[i] = 4095000;
                ResistorMilliOhm[i] = 1000000;
                SupplyMilliVolt[i] = 3300;
                FullScaleMilliVolt[i] = 3300;
            }
        }

        public AnalogKind Kind(int channel) => (AnalogKind)Kinds[channel];
    }
}
