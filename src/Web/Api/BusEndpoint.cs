// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Modbus;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>GET /api/v1/bus: what the bus has seen of each slave.</summary>
    public sealed class BusEndpoint : ApiEndpoint
    {
        private readonly EnergyController _controller;

        public BusEndpoint(EnergyController controller)
            : base(UserRole.Installer, 0)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            var copy = new CopyCounters();
            if (!LoopAccess.TryRun(_controller, copy, call)) return;
            JsonWriter json = call.Json(HttpStatus.Ok);
            json.BeginObject();
            json.Member("hint", BusWords.Of(copy.Health.Hint));
            json.Name("slaves");
            json.BeginArray();
            for (int i = 0; i < copy.Counters.Count; i++) Write(json, copy.Counters, i, copy.Refuses[i]);
            json.EndArray();
            json.EndObject();
        }

        private static void Write(JsonWriter json, SlaveCounters counters, int slot, bool refuses)
        {
            json.BeginObject();
            json.Member("slave", counters.Slave(slot));
            json.Member("requests", counters.Requests(slot));
            json.Member("ok", counters.Ok(slot));
            json.Member("timeouts", counters.Timeouts(slot));
            json.Member("crcErrors", counters.CrcErrors(slot));
            json.Member("badFrames", counters.BadFrames(slot));
            json.Member("exceptions", counters.Exceptions(slot));
            json.Member("lastLatencyMs", counters.LastLatencyMs(slot));
            json.Member("lastStatus", StatusWords.Of(counters.LastStatus(slot)));
            json.Member("hint", BusWords.Of(refuses ? LineHint.Refuses : counters.Hint(slot)));
            json.EndObject();
        }

        private sealed class CopyCounters : LoopJob
        {
            public readonly SlaveCounters Counters = new SlaveCounters();
            public readonly LineHealth Health = new LineHealth();
            public readonly bool[] Refuses = new bool[SlaveCounters.Slots];

            protected override void Run(EnergyController controller, long nowMs)
            {
                controller.CopyTo(Counters);
                controller.Bus.Health.CopyTo(Health);
                for (int i = 0; i < Counters.Count; i++) Refuses[i] = controller.BusDesk.IsRefusedBy(Counters.Slave(i));
            }
        }
    }
}
