// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Outputs;
using Wattwarden.Points;
using Wattwarden.Rules;
using Wattwarden.Text;
using Wattwarden.View;

namespace Wattwarden.Web
{
    /// <summary>GET /api/v1/decisions: the last 64 decisions about outputs, newest first, with the values they were made on.</summary>
    public sealed class DecisionsEndpoint : ApiEndpoint
    {
        private readonly EnergyController _controller;

        public DecisionsEndpoint(EnergyController controller)
            : base(UserRole.User, 0)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            var copy = new CopyRing();
            if (!LoopAccess.TryRun(_controller, copy, call)) return;
            EventTable events = copy.Events.Table;
            DecisionRing ring = copy.Outputs.Decisions;
            JsonWriter json = call.Json(HttpStatus.Ok);
            json.BeginObject();
            json.Member("uptimeMs", copy.AtMs);
            json.Name("decisions");
            json.BeginArray();
            ViewSettings view = _controller.Status.View.Current;
            for (int row = ring.Count - 1; row >= 0; row--)
            {
                if (Visibility.Sees(call, view, PointId.FirstOutput + ring.Output(row))) Write(json, call, view, ring, row, events);
            }

            json.EndArray();
            json.EndObject();
        }

        private static void Write(JsonWriter json, ApiCall call, ViewSettings view, DecisionRing ring, int row, EventTable events)
        {
            int eventIndex = ring.EventIndex(row);
            json.BeginObject();
            json.Member("number", ring.Sequence(row));
            json.Member("atMs", ring.AtMs(row));
            json.Member("output", PointId.Format(PointId.FirstOutput + ring.Output(row)));
            json.Member("on", ring.On(row));
            json.Member("cause", CauseWord(ring.Cause(row)));
            if (eventIndex >= 0) json.Member("event", eventIndex < events.Count ? events.Name(eventIndex) : "");
            json.Name("values");
            json.BeginArray();
            for (int i = 0; i < ring.ValueCount(row); i++)
            {
                if (!Visibility.Sees(call, view, ring.Point(row, i))) continue;
                json.BeginObject();
                json.Member("point", PointId.Format(ring.Point(row, i)));
                json.MilliMember("value", ring.Milli(row, i));
                json.Member("quality", PointsEndpoint.QualityWord(ring.Quality(row, i)));
                json.EndObject();
            }

            json.EndArray();
            json.EndObject();
        }

        private static string CauseWord(Cause cause)
        {
            switch (cause)
            {
                case Cause.Restart: return "restart";
                case Cause.Safety: return "safety stop";
                case Cause.SafetyEnded: return "safety stop ended";
                case Cause.DeadData: return "no valid data";
                case Cause.Manual: return "by hand for a time";
                case Cause.ManualEnded: return "time by hand ended";
                case Cause.Command: return "by hand";
                case Cause.HeldEvent: return "permanent event";
                case Cause.HeldEventEnded: return "permanent event gone";
                case Cause.EdgeEvent: return "event";
                case Cause.Fault: return "relay fault";
                default: return "";
            }
        }

        private sealed class CopyRing : LoopJob
        {
            public readonly OutputSnapshot Outputs = new OutputSnapshot();
            public readonly EventSnapshot Events = new EventSnapshot();
            public long AtMs;

            protected override void Run(EnergyController controller, long nowMs)
            {
                AtMs = nowMs;
                controller.CopyTo(Outputs);
                controller.CopyTo(Events);
            }
        }
    }
}
