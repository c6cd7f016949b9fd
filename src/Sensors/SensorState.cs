// SPDX-License-Identifier: MIT
using Wattwarden.OneWire;
using Wattwarden.Points;

namespace Wattwarden.Sensors
{
    /// <summary>A copy of what is known of one position, for other threads.</summary>
    public sealed class SensorState
    {
        /// <summary>RomId.None: no sensor at this position.</summary>
        public long Id;

        public string Name = "";
        public long Milli;
        public Quality Quality;
        public long AgeMs;

        /// <summary>Values since the sensor stands here, and rounds without one.</summary>
        public int Values;
        public int Misses;

        /// <summary>Why the last round gave no value; None when it did.</summary>
        public MissReason LastReason;

        /// <summary>The identifier in its usual notation; null when there is none.</summary>
        public string IdText => Id == RomId.None ? null : RomId.Format(Id);

        /// <summary>The reason in words; null when there is none.</summary>
        public string ReasonText => LastReason == MissReason.None ? null : SensorWords.Of(LastReason);
    }
}
