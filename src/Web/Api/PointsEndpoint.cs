// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Points;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>GET /api/v1/points: every point that has a source, with quality and age.</summary>
    public sealed class PointsEndpoint : ApiEndpoint
    {
        private readonly EnergyController _controller;

        public PointsEndpoint(EnergyController controller)
            : base(UserRole.Viewer, 0)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            var copy = new CopyPoints();
            if (!LoopAccess.TryRun(_controller, copy, call)) return;
            JsonWriter json = call.Json(HttpStatus.Ok);
            json.BeginObject();
            json.Member("uptimeMs", copy.AtMs);
            json.Name("points");
            json.BeginArray();
            for (int i = 0; i < PointId.Count; i++)
            {
                if (HasSource(copy.Points, i) && Visibility.Sees(call, _controller.Status.View.Current, i)) Write(json, copy.Points, i, copy.AtMs);
            }

            json.EndArray();
            json.EndObject();
        }

        // A virtual output has a name while an event switches it.
        private static bool HasSource(PointTable points, int point)
        {
            bool isNamed = points.Name(point).Length > 0;
            if (PointId.IsEvent(point)) return isNamed;
            return points.Quality(point) != Quality.Never || (point < PointId.FirstSensor && isNamed) || point >= PointId.Time;
        }

        private static void Write(JsonWriter json, PointTable points, int point, long nowMs)
        {
            json.BeginObject();
            json.Member("id", PointId.Format(point));
            json.Member("name", points.Name(point));
            json.Name("value");
            if (points.AgeMs(point, nowMs) < 0) json.Null();
            else json.Milli(points.Milli(point));
            json.Member("unit", points.Unit(point));
            json.Member("quality", QualityWord(points.Quality(point)));
            json.Member("ageMs", points.AgeMs(point, nowMs));
            json.EndObject();
        }

        /// <summary>The word for a quality in every interface.</summary>
        public static string QualityWord(Quality quality)
        {
            if (quality == Quality.Good) return "good";
            if (quality == Quality.Stale) return "stale";
            return quality == Quality.Failed ? "failed" : "never";
        }

        private sealed class CopyPoints : LoopJob
        {
            public readonly PointTable Points = new PointTable();
            public long AtMs;

            protected override void Run(EnergyController controller, long nowMs)
            {
                AtMs = nowMs;
                controller.CopyTo(Points);
            }
        }
    }
}
