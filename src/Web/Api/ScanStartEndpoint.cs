// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Meters;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>POST /api/v1/modbus/scan: begins a search for slaves, {"from","to","bitRates","parities","stopBits","timeoutMs"}, or ends it, {"stop":true}.</summary>
    public sealed class ScanStartEndpoint : ApiEndpoint
    {
        private readonly EnergyController _controller;

        public ScanStartEndpoint(EnergyController controller)
            : base(UserRole.Installer, SmallBodyBytes)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            var order = new BusScanOrder();
            if (!IsStop(call))
            {
                var fault = new SettingsFault();
                if (!order.TryRead(call.Body, fault))
                {
                    call.RefuseBody(fault.Message, fault.Key);
                    return;
                }
            }
            else
            {
                order = null;
            }

            if (!call.BodyEnds()) return;
            var job = new Turn(order);
            if (!LoopAccess.TryRun(_controller, job, call)) return;
            if (!job.Taken) call.Error(HttpStatus.Conflict, "a search is running; stop it first", null);
        }

        // Looks ahead with a reader of its own; the order is read from the beginning.
        private static bool IsStop(ApiCall call)
        {
            var reader = new JsonReader();
            reader.Reset(call.BodyBytes, 0, call.BodyLength);
            bool stops = reader.Read(JsonToken.BeginObject) && reader.Read(JsonToken.Name) && reader.Is("stop") && reader.Read(JsonToken.True) && reader.Read(JsonToken.EndObject);
            if (stops) call.Body = reader;
            return stops;
        }

        private sealed class Turn : LoopJob
        {
            public bool Taken = true;

            private readonly BusScanOrder _order;

            public Turn(BusScanOrder order)
            {
                _order = order;
            }

            protected override void Run(EnergyController controller, long nowMs)
            {
                if (_order == null) controller.BusDesk.StopScan();
                else Taken = controller.BusDesk.StartScan(_order, nowMs);
            }
        }
    }
}
