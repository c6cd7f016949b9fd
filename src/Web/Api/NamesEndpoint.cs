// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Diagnostics;
using Wattwarden.Points;
using Wattwarden.Text;
using Wattwarden.View;

namespace Wattwarden.Web
{
    /// <summary>GET /api/v1/names: what stands where in the live document, with names, units and arrangement. Changes rarely: 304 to a known ETag.</summary>
    public sealed class NamesEndpoint : ApiEndpoint
    {
        private readonly EnergyController _controller;

        public NamesEndpoint(EnergyController controller)
            : base(UserRole.Viewer, 0)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            var copy = new CopyNames();
            if (!LoopAccess.TryRun(_controller, copy, call)) return;
            long version = LiveEndpoint.VersionFor(call, copy.Live);
            string tag = "\"" + version.ToString() + "\"";
            call.Reply.SetHeader("ETag", tag);
            if (call.Exchange.Header("If-None-Match") == tag)
            {
                call.Reply.NotModified();
                return;
            }

            JsonWriter json = call.Json(HttpStatus.Ok);
            json.BeginObject();
            json.Member("version", version);
            json.Member("role", AccessSection.RoleName(call.Role));
            json.Member("board", _controller.Board.Name);
            WriteNames(json, call, copy);
            WriteConditions(json, call, copy.Live.View, _controller.Diagnostics);
            json.Name("view");
            ViewSection.Write(json, copy.Live.View, call.Role != UserRole.Installer);
            json.EndObject();
        }

        private static void WriteNames(JsonWriter json, ApiCall call, CopyNames copy)
        {
            json.Name("values");
            json.BeginArray();
            for (int i = 0; i < PointId.Time; i++)
            {
                if (LiveEndpoint.HasValue(call, copy.Live, i)) WriteName(json, copy.Points, i, true);
            }

            json.EndArray();
            json.Name("states");
            json.BeginArray();
            for (int i = 0; i < PointId.Time; i++)
            {
                if (LiveEndpoint.HasState(call, copy.Live, i)) WriteName(json, copy.Points, i, false);
            }

            json.EndArray();
            json.Name("outputs");
            json.BeginArray();
            for (int i = PointId.FirstOutput; i < PointId.FirstEvent; i++)
            {
                if (LiveEndpoint.HasState(call, copy.Live, i)) WriteName(json, copy.Points, i, false);
            }

            json.EndArray();
        }

        private static void WriteName(JsonWriter json, PointTable points, int point, bool withUnit)
        {
            json.BeginObject();
            json.Member("id", PointId.Format(point));
            json.Member("name", points.Name(point));
            if (withUnit) json.Member("unit", points.Unit(point));
            json.EndObject();
        }

        // The place in this list is the number in the live document's warnings, so what is hidden leaves a gap.
        private static void WriteConditions(JsonWriter json, ApiCall call, ViewSettings view, DiagnosticLog log)
        {
            json.Name("conditions");
            json.BeginArray();
            for (int i = 0; i < log.ConditionCount; i++)
            {
                if (!Visibility.SeesSource(call, view, log.Source(i)))
                {
                    json.Null();
                    continue;
                }

                json.BeginObject();
                json.Member("kind", log.Kind(i) == DiagnosticKind.Error ? "E" : log.Kind(i) == DiagnosticKind.Warning ? "W" : "I");
                json.Member("source", log.Source(i));
                json.Member("message", log.Message(i));
                json.EndObject();
            }

            json.EndArray();
        }

        private sealed class CopyNames : LoopJob
        {
            public readonly LiveSnapshot Live = new LiveSnapshot();
            public readonly PointTable Points = new PointTable();

            protected override void Run(EnergyController controller, long nowMs)
            {
                controller.Status.CopyTo(Live, nowMs);
                controller.CopyTo(Points);
            }
        }
    }
}
