// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Outputs;
using Wattwarden.Points;
using Wattwarden.Text;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>Switches an output by hand, as the page does.</summary>
    internal sealed class OutCommand : ConsoleCommand
    {
        private const int MaxSeconds = 604800;

        public OutCommand()
            : base("out", "0..5 on|off [SECONDS] | out 0..5 auto", "switches an output by hand, for a time or until something else does; auto ends the time")
        {
        }

        public override bool Run(EnergyController controller, Words words, TextBuffer answer, long nowMs)
        {
            if (!words.TryNumber(0, PointId.OutputCount - 1, out int output)) return Misused(answer);
            string what = words.Next();
            int seconds = 0;
            if (!words.AtEnd && (what == "auto" || !words.TryNumber(1, MaxSeconds, out seconds) || !words.AtEnd)) return Misused(answer);
            switch (what)
            {
                case "auto": return Line(answer, Words(controller.Release(output)));
                case "on": return Line(answer, Words(controller.Command(output, true, seconds * 1000L, CommandOrigin.Console, nowMs)));
                case "off": return Line(answer, Words(controller.Command(output, false, seconds * 1000L, CommandOrigin.Console, nowMs)));
                default: return Misused(answer);
            }
        }

        private static string Words(OutputAnswer answer)
        {
            switch (answer)
            {
                case OutputAnswer.Done: return "done";
                case OutputAnswer.Waiting: return "waiting: a minimum time is not over";
                case OutputAnswer.HeldByEvent: return "refused: a permanent (Per) event holds this output; give SECONDS to override it for a time";
                case OutputAnswer.SafetyStop: return "refused: all outputs are in their safe states, see status";
                case OutputAnswer.NotFitted: return "refused: this board has no such output";
                default: return "fault: the relay does not follow";
            }
        }
    }
}
