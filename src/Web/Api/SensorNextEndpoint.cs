// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Ports;
using Wattwarden.Sensors;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>
    /// POST /api/v1/sensors/next: "read identifier of the connected sensor"; each time the next one. 202 while it is still being looked for:
    /// asking again gives the same answer once it is there.
    /// </summary>
    public sealed class SensorNextEndpoint : ApiEndpoint
    {
        // A round of eight sensors, a search, a measurement and its reading, with room.
        private const int WaitMs = 4000;

        private readonly EnergyController _controller;

        public SensorNextEndpoint(EnergyController controller)
            : base(UserRole.Installer, 0)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            ISignal answered = _controller.Board.System.CreateSignal();
            if (!LoopAccess.TryRun(_controller, new Ask(answered), call)) return;
            answered.Wait(WaitMs);
            var take = new Take();
            if (!LoopAccess.TryRun(_controller, take, call)) return;
            Write(call.Json(take.Found.State == FinderState.Searching ? HttpStatus.Accepted : HttpStatus.Ok), take.Found);
        }

        private static void Write(JsonWriter json, FoundSensor found)
        {
            json.BeginObject();
            json.Member("state", SensorWords.Of(found.State));
            json.Member("id", found.IdText);
            json.Member("part", found.PartText);
            json.Name("temperature");
            if (found.HasTemperature) json.Milli(found.Milli);
            else json.Null();
            json.Name("position");
            if (found.Position > 0) json.Value(found.Position);
            else json.Null();
            json.Member("thermometer", found.IsThermometer);
            json.Member("wrapped", found.Wrapped);
            json.EndObject();
        }

        private sealed class Ask : LoopJob
        {
            private readonly ISignal _answered;

            public Ask(ISignal answered)
            {
                _answered = answered;
            }

            protected override void Run(EnergyController controller, long nowMs) => controller.SensorDesk.AskNext(_answered);
        }

        private sealed class Take : LoopJob
        {
            public readonly FoundSensor Found = new FoundSensor();

            protected override void Run(EnergyController controller, long nowMs) => controller.SensorDesk.TakeAnswer(Found);
        }
    }
}
