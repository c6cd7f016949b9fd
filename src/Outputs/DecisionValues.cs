// SPDX-License-Identifier: MIT
using Wattwarden.Points;

namespace Wattwarden.Outputs
{
    /// <summary>The at most two point values that a decision rests on.</summary>
    public sealed class DecisionValues
    {
        public const int Max = 2;

        internal readonly int[] Points = new int[Max];
        internal readonly long[] Millis = new long[Max];
        internal readonly Quality[] Qualities = new Quality[Max];

        public int Count { get; private set; }

        public void Clear() => Count = 0;

        /// <summary>Adds a point as it is now; more than two are ignored.</summary>
        public void Add(int point, PointTable points)
        {
            if (Count == Max) return;
            Points[Count] = point;
            Millis[Count] = points.Milli(point);
            Qualities[Count] = points.Quality(point);
            Count++;
        }
    }
}
