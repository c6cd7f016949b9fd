// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Points;
using Wattwarden.Text;
using Wattwarden.View;

namespace Wattwarden.Web
{
    /// <summary>GET /api/v1/day: the last 24 hours in means of five minutes, oldest first.</summary>
    public sealed class DayEndpoint : ApiEndpoint
    {
        private const int LongestTime = 32;

        private readonly EnergyController _controller;

        public DayEndpoint(EnergyController controller)
            : base(UserRole.Viewer, 0)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            var copy = new CopyDay();
            if (!LoopAccess.TryRun(_controller, copy, call)) return;
            bool sees = Visibility.Sees(call, copy.Live.View, ElementId.Day);
            long agoMs = copy.Live.AtMs - copy.Day.EndedAtMs;
            JsonWriter json = call.Json(HttpStatus.Ok);
            json.BeginObject();
            json.Member("stepS", DayCurve.StepMs / 1000);
            json.Member("endedAgoS", agoMs / 1000);
            json.Member("end", copy.Live.ClockKnown ? Utc(copy.Live.UnixMs - agoMs) : null);
            json.Name("series");
            json.BeginArray();
            if (sees && Visibility.Sees(call, copy.Live.View, ElementId.Flow)) WriteCurve(json, copy.Day, 0, "grid", GridName(copy), "W");
            for (int i = 0; i < copy.Live.View.CurveCount && sees; i++)
            {
                int point = copy.Live.View.Curve[i];
                if (Visibility.Sees(call, copy.Live.View, point)) WriteCurve(json, copy.Day, 1 + i, PointId.Format(point), copy.Points.Name(point), copy.Points.Unit(point));
            }

            json.EndArray();
            json.Name("outputs");
            json.BeginArray();
            for (int i = 0; i < PointId.OutputCount; i++)
            {
                if (sees && LiveEndpoint.HasState(call, copy.Live, PointId.FirstOutput + i)) WriteOutput(json, copy, i);
            }

            json.EndArray();
            json.EndObject();
        }

        private static string GridName(CopyDay copy) => copy.Live.View.Grid == PointId.None ? "" : copy.Points.Name(copy.Live.View.Grid);

        private static void WriteCurve(JsonWriter json, DaySnapshot day, int curve, string id, string name, string unit)
        {
            json.BeginObject();
            json.Member("id", id);
            json.Member("name", name);
            json.Member("unit", unit);
            json.Name("values");
            json.BeginArray();
            for (int slot = 0; slot < day.Count; slot++)
            {
                if (day.TryRead(curve, slot, out long milli)) json.Milli(milli);
                else json.Null();
            }

            json.EndArray();
            json.EndObject();
        }

        private static void WriteOutput(JsonWriter json, CopyDay copy, int output)
        {
            json.BeginObject();
            json.Member("id", PointId.Format(PointId.FirstOutput + output));
            json.Member("name", copy.Points.Name(PointId.FirstOutput + output));
            json.Name("on");
            json.BeginArray();
            for (int slot = 0; slot < copy.Day.Count; slot++)
            {
                int percent = copy.Day.Percent(output, slot);
                if (percent < 0) json.Null();
                else json.Value(percent);
            }

            json.EndArray();
            json.EndObject();
        }

        private static string Utc(long unixMs)
        {
            var text = new TextBuffer(LongestTime);
            IsoTime.AppendUtc(text, unixMs);
            return text.ToString();
        }

        private sealed class CopyDay : LoopJob
        {
            public readonly LiveSnapshot Live = new LiveSnapshot();
            public readonly PointTable Points = new PointTable();
            public readonly DaySnapshot Day = new DaySnapshot();

            protected override void Run(EnergyController controller, long nowMs)
            {
                controller.Status.CopyTo(Live, nowMs);
                controller.CopyTo(Points);
                controller.Status.CopyTo(Day);
            }
        }
    }
}
