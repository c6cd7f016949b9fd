// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Meters;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>GET /api/v1/modbus/scan: how far a search for slaves is, and what it has found.</summary>
    public sealed class ScanEndpoint : ApiEndpoint
    {
        private readonly EnergyController _controller;

        public ScanEndpoint(EnergyController controller)
            : base(UserRole.Installer, 0)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            var copy = new CopyScan();
            if (!LoopAccess.TryRun(_controller, copy, call)) return;
            BusScanSnapshot scan = copy.Scan;
            JsonWriter json = call.Json(HttpStatus.Ok);
            json.BeginObject();
            json.Member("state", StateWord(scan.State));
            json.Member("done", scan.Done);
            json.Member("total", scan.Total);
            json.Member("percent", scan.Total == 0 ? 0 : scan.Done * 100 / scan.Total);
            json.Member("full", scan.IsFull);
            json.Name("found");
            json.BeginArray();
            for (int i = 0; i < scan.Count; i++) Write(json, scan, i);
            json.EndArray();
            json.EndObject();
        }

        private static void Write(JsonWriter json, BusScanSnapshot scan, int index)
        {
            json.BeginObject();
            json.Member("slave", scan.Slave[index]);
            json.Member("bitRate", scan.BitRate[index]);
            json.Member("parity", scan.Parity[index]);
            json.Member("stopBits", scan.StopBits[index]);
            json.Name("meter");
            if (scan.Meter[index].Length == 0) json.Null();
            else json.Value(scan.Meter[index]);
            json.Member("how", scan.How[index]);
            json.EndObject();
        }

        private static string StateWord(BusScanState state)
        {
            switch (state)
            {
                case BusScanState.Running: return "running";
                case BusScanState.Done: return "done";
                case BusScanState.Stopped: return "stopped";
                case BusScanState.LineFailed: return "the line cannot be used";
                default: return "idle";
            }
        }

        private sealed class CopyScan : LoopJob
        {
            public readonly BusScanSnapshot Scan = new BusScanSnapshot();

            protected override void Run(EnergyController controller, long nowMs) => controller.BusDesk.CopyTo(Scan);
        }
    }
}
