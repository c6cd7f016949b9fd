// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Meters;
using Wattwarden.Modbus;
using Wattwarden.Points;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>GET /api/v1/modules/{id}: all quantities of module 1, 2 or 3 as read now, with unit, quality and the point they feed.</summary>
    public sealed class ModuleEndpoint : ApiEndpoint
    {
        private readonly EnergyController _controller;

        public ModuleEndpoint(EnergyController controller)
            : base(UserRole.Installer, 0)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            if (call.Id != "1" && call.Id != "2" && call.Id != "3")
            {
                call.Error(HttpStatus.NotFound, "no such module; there are 1, 2 and 3", "id");
                return;
            }

            var copy = new CopyModule(call.Id == "1" ? 0 : call.Id == "2" ? 1 : 2);
            if (!LoopAccess.TryRun(_controller, copy, call)) return;
            JsonWriter json = call.Json(HttpStatus.Ok);
            MeterSnapshot meter = copy.Meter;
            json.BeginObject();
            json.Member("discovering", meter.IsDiscovering);
            json.Member("refusal", meter.Refusal == ModbusStatus.Ok ? null : StatusWords.Of(meter.Refusal));
            json.Name("quantities");
            json.BeginArray();
            for (int row = 0; row < meter.Count; row++) Write(json, meter, row);
            json.EndArray();
            json.EndObject();
        }

        private static void Write(JsonWriter json, MeterSnapshot meter, int row)
        {
            json.BeginObject();
            json.Member("quantity", meter.Id(row));
            json.Member("title", meter.Title(row));
            json.Name("value");
            if (meter.AgeMs(row) < 0) json.Null();
            else json.Milli(meter.Milli(row));
            json.Member("unit", meter.Unit(row));
            json.Member("quality", PointsEndpoint.QualityWord(meter.Quality(row)));
            if (meter.IsRefused(row)) json.Member("refused", true);
            json.Member("ageMs", meter.AgeMs(row));
            if (meter.Point(row) != PointId.None) json.Member("point", PointId.Format(meter.Point(row)));
            json.EndObject();
        }

        private sealed class CopyModule : LoopJob
        {
            public readonly MeterSnapshot Meter = new MeterSnapshot();

            private readonly int _module;

            public CopyModule(int module)
            {
                _module = module;
            }

            protected override void Run(EnergyController controller, long nowMs) => controller.CopyTo(Meter, _module, nowMs);
        }
    }
}
