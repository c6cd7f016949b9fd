// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>POST /api/v1/inputs/{id}: {"preset":12345.678} sets the counter p1…p4 to what the meter shows now.</summary>
    public sealed class CounterEndpoint : ApiEndpoint
    {
        private const long MostPresetMilli = 999999999999000;

        private readonly EnergyController _controller;

        public CounterEndpoint(EnergyController controller)
            : base(UserRole.Installer, SmallBodyBytes)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            bool known = PointId.TryParse(call.Id, out int point) && point >= PointId.FirstPulse && point < PointId.FirstPulse + PointId.PulseCount;
            if (!known)
            {
                call.Error(HttpStatus.NotFound, "no such counter; there are p1 to p4", "id");
                return;
            }

            if (!TryReadBody(call, out long presetMilli) || !call.BodyEnds()) return;
            var total = new ReadTotal(point - PointId.FirstPulse);
            if (!LoopAccess.TryRun(_controller, total, call)) return;
            if (total.Pulses < 0)
            {
                call.Error(HttpStatus.NotFound, "this counter is not set up", "id");
                return;
            }

            var fault = new SettingsFault();
            SectionPut.Answer(call, _controller.PresetCounter(point - PointId.FirstPulse, presetMilli, total.Pulses, fault), fault);
        }

        private static bool TryReadBody(ApiCall call, out long presetMilli)
        {
            presetMilli = -1;
            JsonReader body = call.Body;
            if (!body.Read(JsonToken.BeginObject)) return Refuse(call, "expected an object such as {\"preset\":12345.678}", null);
            while (body.Read(JsonToken.Name))
            {
                if (!body.Is("preset")) return Refuse(call, "unknown key; allowed: preset", body.Text());
                body.Read();
                if (!body.TryMilli(out presetMilli) || presetMilli < 0 || presetMilli > MostPresetMilli)
                    return Refuse(call, "must be a number from 0 to 999999999999 with at most three decimals", "preset");
            }

            if (body.Token != JsonToken.EndObject) return Refuse(call, "expected an object", null);
            return presetMilli >= 0 || Refuse(call, "is missing", "preset");
        }

        private static bool Refuse(ApiCall call, string error, string field)
        {
            call.RefuseBody(error, field);
            return false;
        }

        private sealed class ReadTotal : LoopJob
        {
            public long Pulses;

            private readonly int _input;

            public ReadTotal(int input)
            {
                _input = input;
            }

            protected override void Run(EnergyController controller, long nowMs) => Pulses = controller.CounterPulses(_input);
        }
    }
}
