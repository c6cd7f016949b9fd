// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Points;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>GET /api/v1/read/status: every visible point in one flat object, {"m1":-2310.5,"out1":1}; null while it is not good. Groups in the query are ignored.</summary>
    public sealed class ReadStatusEndpoint : ApiEndpoint
    {
        private readonly EnergyController _controller;

        public ReadStatusEndpoint(EnergyController controller)
            : base(UserRole.Viewer, 0)
        {
            _controller = controller;
        }

        public override bool IsForScripts => true;

        public override void Handle(ApiCall call)
        {
            var copy = new CopyStatus();
            if (!LoopAccess.TryRun(_controller, copy, call)) return;
            JsonWriter json = call.Json(HttpStatus.Ok);
            json.BeginObject();
            for (int i = 0; i < PointId.Count; i++)
            {
                if (!copy.Live.Listed[i] || !Visibility.Sees(call, copy.Live.View, i)) continue;
                json.Name(PointId.Format(i));
                if (copy.Live.Qualities[i] == (byte)Quality.Good) json.Milli(copy.Live.Millis[i]);
                else json.Null();
            }

            json.EndObject();
        }

        private sealed class CopyStatus : LoopJob
        {
            public readonly LiveSnapshot Live = new LiveSnapshot();

            protected override void Run(EnergyController controller, long nowMs) => controller.Status.CopyTo(Live, nowMs);
        }
    }
}
