// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Outputs;
using Wattwarden.Points;
using Wattwarden.Text;

namespace Wattwarden.Web
{
    /// <summary>POST /api/v1/save?out1=1&amp;out2=0: switches outputs by hand, all that can be read or none; the answer is that of the worst.</summary>
    public sealed class SaveEndpoint : ApiEndpoint
    {
        private const byte NotNamed = 255;

        private readonly EnergyController _controller;

        public SaveEndpoint(EnergyController controller)
            : base(UserRole.User, 0)
        {
            _controller = controller;
        }

        public override bool IsForScripts => true;

        public override void Handle(ApiCall call)
        {
            var job = new SwitchAll();
            if (!TryRead(call, job.Wanted)) return;
            if (!LoopAccess.TryRun(_controller, job, call)) return;
            OutputCommandEndpoint.Answer(call, job.Answer, job.Output < 0 ? null : PointId.Format(PointId.FirstOutput + job.Output));
        }

        private bool TryRead(ApiCall call, byte[] wanted)
        {
            for (int i = 0; i < wanted.Length; i++) wanted[i] = NotNamed;
            string[] commands = call.Exchange.Query.Split(new[] { '&' });
            for (int i = 0; i < commands.Length; i++)
            {
                string[] parts = commands[i].Split(new[] { '=' });
                bool isOutput = PointId.TryParse(parts[0], out int point) && PointId.IsOutput(point) && Visibility.Sees(call, _controller.Status.View.Current, point);
                if (parts.Length != 2 || (parts[1] != "0" && parts[1] != "1")) return Refuse(call, HttpStatus.BadRequest, "expected a query such as out1=1&out2=0", parts[0]);
                if (!isOutput) return Refuse(call, HttpStatus.NotFound, "no such output; there are out0 to out5", parts[0]);
                wanted[point - PointId.FirstOutput] = (byte)(parts[1][0] - '0');
            }

            return true;
        }

        private static bool Refuse(ApiCall call, int status, string error, string field)
        {
            call.Error(status, error, field);
            return false;
        }

        private sealed class SwitchAll : LoopJob
        {
            public readonly byte[] Wanted = new byte[PointId.OutputCount];
            public OutputAnswer Answer = OutputAnswer.Done;
            public int Output = -1;

            protected override void Run(EnergyController controller, long nowMs)
            {
                for (int i = 0; i < Wanted.Length; i++)
                {
                    if (Wanted[i] == NotNamed) continue;
                    OutputAnswer answer = controller.Command(i, Wanted[i] == 1, 0, CommandOrigin.Web, nowMs);
                    if (answer <= Answer) continue;
                    Answer = answer;
                    Output = i;
                }
            }
        }
    }
}
