// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Rules;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>GET /api/v1/events/live: the truth of each condition and event now, in the order of the list.</summary>
    public sealed class EventsLiveEndpoint : ApiEndpoint
    {
        private readonly EnergyController _controller;

        public EventsLiveEndpoint(EnergyController controller)
            : base(UserRole.Installer, 0)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            var copy = new CopyEvents();
            if (!LoopAccess.TryRun(_controller, copy, call)) return;
            JsonWriter json = call.Json(HttpStatus.Ok);
            json.BeginObject();
            json.Name("events");
            json.BeginArray();
            for (int i = 0; i < copy.Events.Count; i++) Write(json, copy.Events, i, copy.AtMs);
            json.EndArray();
            json.EndObject();
        }

        private static void Write(JsonWriter json, EventSnapshot live, int index, long nowMs)
        {
            EventTable table = live.Table;
            bool isOn = table.IsOn(index);
            int third = table.ConditionC(index);
            json.BeginObject();
            TruthWords.Write(json, "a", isOn, live.Condition(index, EventTable.A));
            TruthWords.Write(json, "b", isOn && table.Logic(index) != Logic.OnlyA, live.Condition(index, EventTable.B));
            TruthWords.Write(json, "c", isOn && third != EventTable.None, third == EventTable.None ? Truth.False : live.State(third));
            TruthWords.Write(json, "result", isOn, live.Result(index));
            TruthWords.Write(json, "state", isOn, live.State(index));
            json.Name("sinceS");
            if (isOn && live.StateSinceMs(index) >= 0) json.Value((nowMs - live.StateSinceMs(index)) / 1000);
            else json.Null();
            json.Name("dueS");
            if (isOn && live.DueMs(index) != EventSnapshot.Never) json.Value(live.DueMs(index) <= nowMs ? 0 : (live.DueMs(index) - nowMs + 999) / 1000);
            else json.Null();
            json.EndObject();
        }

        private sealed class CopyEvents : LoopJob
        {
            public readonly EventSnapshot Events = new EventSnapshot();
            public long AtMs;

            protected override void Run(EnergyController controller, long nowMs)
            {
                AtMs = nowMs;
                controller.CopyTo(Events);
            }
        }
    }
}
