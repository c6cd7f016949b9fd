// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Outputs;
using Wattwarden.Points;
using Wattwarden.Rules;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>GET /api/v1/outputs: each fitted output with state, mode and the sentence that says why.</summary>
    public sealed class OutputsEndpoint : ApiEndpoint
    {
        private const int WhyBytes = 480;

        private readonly EnergyController _controller;

        public OutputsEndpoint(EnergyController controller)
            : base(UserRole.Viewer, 0)
        {
            _controller = controller;
        }

        public override void Handle(ApiCall call)
        {
            var copy = new CopyOutputs();
            if (!LoopAccess.TryRun(_controller, copy, call)) return;
            JsonWriter json = call.Json(HttpStatus.Ok);
            var why = new TextBuffer(WhyBytes);
            json.BeginObject();
            json.Name("outputs");
            json.BeginArray();
            for (int i = 0; i < PointId.OutputCount; i++)
            {
                if (copy.Outputs.IsFitted(i) && Visibility.Sees(call, _controller.Status.View.Current, PointId.FirstOutput + i)) Write(json, copy, i, why);
            }

            json.EndArray();
            json.EndObject();
        }

        private static void Write(JsonWriter json, CopyOutputs copy, int output, TextBuffer why)
        {
            OutputSnapshot outputs = copy.Outputs;
            json.BeginObject();
            json.Member("id", PointId.Format(PointId.FirstOutput + output));
            json.Member("name", copy.Points.Name(PointId.FirstOutput + output));
            json.Member("on", outputs.On(output));
            json.Member("fault", outputs.Fault(output));
            json.Member("mode", Mode(outputs, output));
            json.Member("manualLeftS", ManualLeftS(outputs, output, copy.AtMs));
            json.Member("pendingS", PendingS(outputs, output, copy.AtMs));
            why.Clear();
            why.AppendDuration(copy.AtMs - outputs.SinceMs(output));
            json.Member("since", why.ToString());
            json.Member("switchings", outputs.SwitchCount(output));
            why.Clear();
            Explanation.Why(why, output, outputs, copy.Points, copy.Events.Table, copy.Events, copy.AtMs);
            json.Member("why", why.ToString());
            json.Name("whyParts");
            Explanation.Why(new SentenceTokens(json), output, outputs, copy.Points, copy.Events.Table, copy.Events, copy.AtMs);
            json.EndObject();
        }

        internal static long ManualLeftS(OutputSnapshot outputs, int output, long nowMs) =>
            outputs.Manual(output) ? (outputs.ManualUntilMs(output) - nowMs + 999) / 1000 : 0;

        internal static long PendingS(OutputSnapshot outputs, int output, long nowMs) =>
            outputs.Pending(output) ? (outputs.PendingUntilMs(output) - nowMs + 999) / 1000 : 0;

        internal static string Mode(OutputSnapshot outputs, int output)
        {
            Cause cause = outputs.Cause(output);
            if (cause == Cause.Safety || cause == Cause.DeadData) return "safe";
            return outputs.Manual(output) ? "manual" : "auto";
        }

        private sealed class CopyOutputs : LoopJob
        {
            public readonly PointTable Points = new PointTable();
            public readonly OutputSnapshot Outputs = new OutputSnapshot();
            public readonly EventSnapshot Events = new EventSnapshot();
            public long AtMs;

            protected override void Run(EnergyController controller, long nowMs)
            {
                AtMs = nowMs;
                controller.CopyTo(Points);
                controller.CopyTo(Outputs);
                controller.CopyTo(Events);
            }
        }
    }
}
