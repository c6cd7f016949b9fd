// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Points;
using Wattwarden.Sensors;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>GET /api/v1/sensors/{position}: what is known of the sensor at position 1 to 8.</summary>
    public sealed class SensorEndpoint : ApiEndpoint
    {
        private readonly EnergyController _controller;

        public SensorEndpoint(EnergyController controller)
            : base(UserRole.Installer, 0)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            if (!TryPosition(call, out int position)) return;
            var copy = new CopySensor(position);
            if (!LoopAccess.TryRun(_controller, copy, call)) return;
            SensorState sensor = copy.Sensor;
            JsonWriter json = call.Json(HttpStatus.Ok);
            json.BeginObject();
            json.Member("position", position);
            json.Member("id", sensor.IdText);
            json.Member("name", sensor.Name);
            json.Name("value");
            if (sensor.Quality == Quality.Never) json.Null();
            else json.Milli(sensor.Milli);
            json.Member("quality", PointsEndpoint.QualityWord(sensor.Quality));
            json.Member("ageMs", sensor.AgeMs);
            json.Member("values", sensor.Values);
            json.Member("misses", sensor.Misses);
            json.Member("reason", sensor.ReasonText);
            json.EndObject();
        }

        /// <summary>The position that the path names; false: it has answered 404.</summary>
        internal static bool TryPosition(ApiCall call, out int position)
        {
            position = call.Id.Length == 1 ? call.Id[0] - '0' : 0;
            if (position >= 1 && position <= PointId.SensorCount) return true;
            call.Error(HttpStatus.NotFound, "no such position; there are 1 to 8", "position");
            return false;
        }

        private sealed class CopySensor : LoopJob
        {
            public readonly SensorState Sensor = new SensorState();

            private readonly int _position;

            public CopySensor(int position)
            {
                _position = position;
            }

            protected override void Run(EnergyController controller, long nowMs) => controller.SensorDesk.CopyTo(Sensor, _position, nowMs);
        }
    }
}
