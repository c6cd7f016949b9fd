// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Meters;
using Wattwarden.Modbus;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>
    /// POST /api/v1/modbus/try: asks one question over the bus and tells what came back, byte for byte, and what it means. The body has the
    /// line ("slave","bitRate","parity","stopBits","timeoutMs") and the keys of a custom read.
    /// </summary>
    public sealed class TrialEndpoint : ApiEndpoint
    {
        private const int ServiceUnavailable = 503;

        private readonly EnergyController _controller;

        public TrialEndpoint(EnergyController controller)
            : base(UserRole.Installer, SmallBodyBytes)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            var read = new TrialRead();
            var fault = new SettingsFault();
            if (!read.TryRead(call.Body, fault))
            {
                call.RefuseBody(fault.Message, fault.Key);
                return;
            }

            if (!call.BodyEnds()) return;
            ISignal done = _controller.Board.System.CreateSignal();
            var start = new Start(read, done);
            if (!LoopAccess.TryRun(_controller, start, call)) return;
            if (!start.Taken) call.Error(HttpStatus.Conflict, "another read is just being tried", null);
            else if (!done.Wait(read.PatienceMs)) call.Error(ServiceUnavailable, "the bus had no time for this read", null);
            else Answer(call, read);
        }

        private static void Answer(ApiCall call, TrialRead read)
        {
            JsonWriter json = call.Json(HttpStatus.Ok);
            json.BeginObject();
            json.Member("request", HexText.Encode(read.Request));
            json.Member("reply", HexText.Encode(read.Reply));
            json.Name("value");
            if (read.HasValue) json.Milli(read.Milli);
            else json.Null();
            json.Member("status", Words(read));
            json.Member("latencyMs", read.LatencyMs);
            json.EndObject();
        }

        private static string Words(TrialRead read)
        {
            switch (read.Status)
            {
                case ModbusStatus.Ok: return read.HasValue ? "ok" : "answered, but the registers hold no number of this type";
                case ModbusStatus.Timeout: return read.Reply.Length == 0 ? "no answer within " + read.TimeoutMs.ToString() + " ms" : "the answer broke off";
                case ModbusStatus.BadCrc: return "damaged answer: the checksum is wrong";
                default: return StatusWords.Of(read.Status);
            }
        }

        private sealed class Start : LoopJob
        {
            public bool Taken;

            private readonly TrialRead _read;
            private readonly ISignal _done;

            public Start(TrialRead read, ISignal done)
            {
                _read = read;
                _done = done;
            }

            protected override void Run(EnergyController controller, long nowMs) => Taken = controller.BusDesk.TryRead(_read, _done, nowMs);
        }
    }
}
