// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Points;
using Wattwarden.Rules;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>GET /api/v1/event-sources: what an event can look at, with which comparisons, and what it can switch.</summary>
    public sealed class EventSourcesEndpoint : ApiEndpoint
    {
        private readonly EnergyController _controller;

        public EventSourcesEndpoint(EnergyController controller)
            : base(UserRole.Installer, 0)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            var copy = new CopyStatus();
            if (!LoopAccess.TryRun(_controller, copy, call)) return;
            JsonWriter json = call.Json(HttpStatus.Ok);
            json.BeginObject();
            json.Name("sources");
            json.BeginArray();
            for (int i = 0; i < PointId.Count; i++) WriteSource(json, copy, i);
            json.EndArray();
            json.Name("targets");
            json.BeginArray();
            for (int i = PointId.FirstOutput; i < PointId.Time; i++)
            {
                json.BeginObject();
                json.Member("id", PointId.Format(i));
                json.Member("name", copy.Points.Name(i));
                json.Member("fitted", PointId.IsEvent(i) || copy.Live.Listed[i]);
                json.EndObject();
            }

            json.EndArray();
            json.EndObject();
        }

        private static void WriteSource(JsonWriter json, CopyStatus copy, int point)
        {
            int kind = EventSources.KindOf(point);
            json.BeginObject();
            json.Member("id", PointId.Format(point));
            json.Member("name", copy.Points.Name(point));
            json.Member("unit", copy.Points.Unit(point));
            json.Member("used", copy.Live.Listed[point]);
            json.Name("ops");
            json.BeginArray();
            for (int i = 0; i < RuleWords.ComparisonCount; i++)
            {
                if (EventSources.Allows(kind, (Comparison)i)) json.Value(RuleWords.Of((Comparison)i));
            }

            json.EndArray();
            json.EndObject();
        }

        private sealed class CopyStatus : LoopJob
        {
            public readonly LiveSnapshot Live = new LiveSnapshot();
            public readonly PointTable Points = new PointTable();

            protected override void Run(EnergyController controller, long nowMs)
            {
                controller.Status.CopyTo(Live, nowMs);
                controller.CopyTo(Points);
            }
        }
    }
}
