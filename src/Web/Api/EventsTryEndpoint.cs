// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Rules;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>POST /api/v1/events/try: a dry run of a list of events, as a PUT would take it, on the values of now. Nothing is stored or switched.</summary>
    public sealed class EventsTryEndpoint : ApiEndpoint
    {
        private readonly EnergyController _controller;

        public EventsTryEndpoint(EnergyController controller)
            : base(UserRole.Installer, Router.MaxBodyBytes)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            var trial = new EventTrial();
            var fault = new SettingsFault();
            if (!trial.TryRead(call.Body, fault))
            {
                call.RefuseBody(fault.Message, fault.Key);
                return;
            }

            if (!call.BodyEnds()) return;
            var copy = new CopyPoints();
            if (!LoopAccess.TryRun(_controller, copy, call)) return;
            trial.Run(copy.Points);
            JsonWriter json = call.Json(HttpStatus.Ok);
            json.BeginObject();
            json.Name("events");
            json.BeginArray();
            for (int i = 0; i < trial.Table.Count; i++) Write(json, trial, copy.Points, i);
            json.EndArray();
            json.EndObject();
        }

        private static void Write(JsonWriter json, EventTrial trial, PointTable points, int index)
        {
            EventTable table = trial.Table;
            bool hasThird = table.ConditionC(index) != EventTable.None;
            json.BeginObject();
            json.Name("a");
            WriteCondition(json, trial, points, index, EventTable.A);
            json.Name("b");
            if (table.Logic(index) == Logic.OnlyA) json.Null();
            else WriteCondition(json, trial, points, index, EventTable.B);
            TruthWords.Write(json, "c", hasThird, hasThird ? trial.Third(index) : Truth.False);
            json.Member("result", TruthWords.Of(trial.Result(index)));
            json.EndObject();
        }

        private static void WriteCondition(JsonWriter json, EventTrial trial, PointTable points, int index, int condition)
        {
            int point = trial.Table.Source(index, condition);
            json.BeginObject();
            json.Member("truth", TruthWords.Of(trial.Condition(index, condition)));
            json.Name("value");
            if (points.Quality(point) == Quality.Never) json.Null();
            else json.Milli(points.Milli(point));
            json.Member("quality", PointsEndpoint.QualityWord(points.Quality(point)));
            json.Name("missing");
            if (trial.TryMissing(points, index, condition, out long milli)) json.Milli(milli);
            else json.Null();
            json.EndObject();
        }

        private sealed class CopyPoints : LoopJob
        {
            public readonly PointTable Points = new PointTable();

            protected override void Run(EnergyController controller, long nowMs) => controller.CopyTo(Points);
        }
    }
}
