// SPDX-License-Identifier: MIT
using Wattwarden.Points;

namespace Wattwarden.View
{
    /// <summary>Grid, sun and house at one moment, in thousandths of a watt; bought and produced are positive. Reusable.</summary>
    public sealed class PowerFlow
    {
        private static readonly string Kilowatt = "kW";   // a literal would be a new object each time

        public bool GridKnown;
        public long GridMilli;
        public bool SolarKnown;
        public long SolarMilli;
        public bool HouseKnown;
        public long HouseMilli;

        public void Read(ViewSettings view, PointTable points)
        {
            GridKnown = TryRead(points, view.Grid, view.GridInverted, out GridMilli);
            SolarKnown = TryRead(points, view.Solar, view.SolarInverted, out SolarMilli);
            HouseKnown = TryRead(points, view.House, false, out HouseMilli);
            if (view.House != PointId.None || !GridKnown || (!SolarKnown && view.Solar != PointId.None)) return;

            // What the house takes is what comes in: over the meter and, where it is measured, from the roof.
            HouseKnown = view.Solar != PointId.None || GridMilli >= 0;
            HouseMilli = GridMilli + SolarMilli;
        }

        private static bool TryRead(PointTable points, int point, bool inverted, out long milli)
        {
            milli = 0;
            if (point == PointId.None || !points.IsGood(point)) return false;
            milli = points.Milli(point);
            if (points.Unit(point) == Kilowatt) milli *= 1000;
            if (inverted) milli = -milli;
            return true;
        }
    }
}
