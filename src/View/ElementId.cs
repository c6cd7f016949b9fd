// SPDX-License-Identifier: MIT
using Wattwarden.Points;

namespace Wattwarden.View
{
    /// <summary>What a status page can show: every point, the energy flow, the curves of the day.</summary>
    public static class ElementId
    {
        /// <summary>Grid, sun and house.</summary>
        public const int Flow = PointId.Count;

        /// <summary>The curves of the last 24 hours.</summary>
        public const int Day = PointId.Count + 1;

        public const int Count = PointId.Count + 2;

        public static string Format(int element) => element == Flow ? "flow" : element == Day ? "day" : PointId.Format(element);

        public static bool TryParse(string id, out int element)
        {
            element = id == "flow" ? Flow : id == "day" ? Day : PointId.None;
            return element >= 0 || PointId.TryParse(id, out element);
        }
    }
}
