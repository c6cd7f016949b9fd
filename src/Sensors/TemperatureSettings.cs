// SPDX-License-Identifier: MIT
using Wattwarden.OneWire;
using Wattwarden.Points;
using Wattwarden.Text;

namespace Wattwarden.Sensors
{
    /// <summary>Which sensor stands at which position. Never changed after it is built: a change is a new object.</summary>
    public sealed class TemperatureSettings
    {
        public const int Count = PointId.SensorCount;

        /// <summary>RomId.None: no sensor at this position.</summary>
        public readonly long[] Ids = new long[Count];
        public readonly string[] Names = Strings.Blank(Count);
        public readonly int[] OffsetMilli = new int[Count];
        public readonly int[] ResolutionBits = new int[Count];
        public readonly int[] PeriodSeconds = new int[Count];

        /// <summary>The settings name this position, with or without a sensor.</summary>
        public readonly bool[] Listed = new bool[Count];

        public TemperatureSettings()
        {
            for (int i = 0; i < Count; i++)
            {
                Names[i] = "DS" + (i + 1).ToString();
                ResolutionBits[i] = Scratchpad.MaxResolutionBits;
                PeriodSeconds[i] = 1;
            }
        }

        /// <summary>Index 0…7 of the position that has this sensor; -1: none.</summary>
        public int IndexOf(long id)
        {
            for (int i = 0; i < Count; i++)
            {
                if (Ids[i] == id && id != RomId.None) return i;
            }

            return -1;
        }

        /// <summary>
        /// The same settings with another sensor at one position (RomId.None: with none). Name, resolution and period belong to the place and stay;
        /// the offset belonged to the sensor.
        /// </summary>
        public TemperatureSettings With(int index, long id)
        {
            TemperatureSettings next = new TemperatureSettings();
            System.Array.Copy(Ids, next.Ids, Count);
            System.Array.Copy(Names, next.Names, Count);
            System.Array.Copy(OffsetMilli, next.OffsetMilli, Count);
            System.Array.Copy(ResolutionBits, next.ResolutionBits, Count);
            System.Array.Copy(PeriodSeconds, next.PeriodSeconds, Count);
            System.Array.Copy(Listed, next.Listed, Count);
            if (next.Ids[index] != id) next.OffsetMilli[index] = 0;
            next.Ids[index] = id;
            next.Listed[index] = true;
            return next;
        }
    }
}
