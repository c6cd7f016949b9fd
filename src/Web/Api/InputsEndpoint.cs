// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Points;
using Wattwarden.Sensors;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>GET /api/v1/inputs: pulse inputs, contacts and analog channels as they are now, with what was lost or refused. Those that are set up.</summary>
    public sealed class InputsEndpoint : ApiEndpoint
    {
        private readonly EnergyController _controller;

        public InputsEndpoint(EnergyController controller)
            : base(UserRole.Installer, 0)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            var copy = new CopyInputs();
            if (!LoopAccess.TryRun(_controller, copy, call)) return;
            JsonWriter json = call.Json(HttpStatus.Ok);
            InputSnapshot inputs = copy.Inputs;
            json.BeginObject();
            json.Name("pulses");
            json.BeginArray();
            for (int i = 0; i < PointId.PulseCount; i++)
            {
                if (inputs.Pulses.Given[i]) WritePulses(json, inputs, i);
            }

            json.EndArray();
            json.Name("contacts");
            json.BeginArray();
            for (int i = 0; i < PointId.InputCount; i++)
            {
                if (inputs.Contacts.Given[i]) WriteContact(json, inputs, i);
            }

            json.EndArray();
            json.Name("analog");
            json.BeginArray();
            for (int i = 0; i < PointId.AnalogCount; i++)
            {
                if (inputs.Analogs.Given[i]) WriteAnalog(json, inputs, i);
            }

            json.EndArray();
            json.EndObject();
        }

        private static void WritePulses(JsonWriter json, InputSnapshot inputs, int i)
        {
            PulseSettings settings = inputs.Pulses;
            Begin(json, PointId.FirstPulse + i, settings.Name[i], settings.On[i], inputs.PulseFitted[i]);
            json.MilliMember("value", settings.ValueMilli(i, inputs.Totals[i]));
            json.Member("unit", settings.Unit[i]);
            json.Name("rate");
            if (inputs.RateKnown[i] && settings.On[i]) json.Milli(inputs.RateMilli[i]);
            else json.Null();
            json.Member("rateUnit", settings.Scale[i].RateUnit);
            json.Member("pulses", inputs.Totals[i]);
            json.Member("counts", inputs.InHardware[i] ? "hardware" : "software");
            json.Member("glitches", inputs.Glitches[i]);
            json.Member("lost", inputs.Lost[i]);
            json.Member("rejected", inputs.Rejected[i]);
            json.EndObject();
        }

        private static void WriteContact(JsonWriter json, InputSnapshot inputs, int i)
        {
            ContactSettings settings = inputs.Contacts;
            Begin(json, PointId.FirstInput + i, settings.Name[i], settings.On[i], inputs.ContactFitted[i]);
            json.Name("state");
            if (inputs.ContactKnown[i]) json.Value(inputs.ContactOn[i]);
            else json.Null();
            json.EndObject();
        }

        private static void WriteAnalog(JsonWriter json, InputSnapshot inputs, int i)
        {
            AnalogSettings settings = inputs.Analogs;
            Begin(json, PointId.FirstAnalog + i, settings.Name[i], settings.On[i], inputs.AnalogFitted[i]);
            json.Name("value");
            if (inputs.AnalogStates[i] == AnalogState.Good) json.Milli(inputs.AnalogMilli[i]);
            else json.Null();
            json.Member("unit", settings.Unit[i]);
            json.Member("state", StateWord(inputs.AnalogStates[i]));
            json.Member("raw", inputs.Raw[i]);
            json.MilliMember("ohm", inputs.MilliOhm[i]);
            json.EndObject();
        }

        private static void Begin(JsonWriter json, int point, string name, bool on, bool fitted)
        {
            json.BeginObject();
            json.Member("id", PointId.Format(point));
            json.Member("name", name);
            json.Member("on", on);
            json.Member("fitted", fitted);
        }

        /// <summary>The words for the state of an analog channel.</summary>
        public static string StateWord(AnalogState state)
        {
            switch (state)
            {
                case AnalogState.Good: return "good";
                case AnalogState.NoAnswer: return "the converter does not answer";
                case AnalogState.Open: return "sensor or wire broken";
                case AnalogState.Short: return "short circuit";
                case AnalogState.OutOfRange: return "outside -200 to 850 °C";
                default: return "not read yet";
            }
        }

        private sealed class CopyInputs : LoopJob
        {
            public readonly InputSnapshot Inputs = new InputSnapshot();

            protected override void Run(EnergyController controller, long nowMs) => controller.CopyTo(Inputs, nowMs);
        }
    }
}
