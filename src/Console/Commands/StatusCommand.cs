// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Points;
using Wattwarden.Text;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>The device at a glance: what it is, how it does, and what it sees and switches.</summary>
    internal sealed class StatusCommand : ConsoleCommand
    {
        // A full configuration has 74 points; what does not fit is seen on the page.
        private const int MaxValues = 40;

        public StatusCommand()
            : base("status", "", "board, health, values and outputs")
        {
        }

        public override bool Run(EnergyController controller, Words words, TextBuffer answer, long nowMs)
        {
            Row(answer, "board", controller.Board.Name);
            Row(answer, "version", EnergyController.Version);
            string serial = controller.Storage.Factory.Current.Serial;
            Row(answer, "serial number", serial.Length > 0 ? serial : "none; not provisioned");
            answer.Append("up for: ");
            answer.AppendDuration(nowMs);
            Line(answer);
            answer.Append("free heap: ");
            answer.Append(controller.Board.System.FreeHeapBytes);
            Line(answer, " bytes");
            Row(answer, "settings", controller.SettingsState);
            Row(answer, "storage", controller.Storage.State);
            if (controller.SafeMode) Line(answer, "SAFE MODE after three quick restarts: outputs are safe, rules do not run");
            else if (controller.OutputsAreSafe) Line(answer, "all outputs are in their safe states");
            if (controller.Culprit != null) Row(answer, "a part that failed", controller.Culprit);
            Values(answer, controller.Points);
            return true;
        }

        private static void Values(TextBuffer answer, PointTable points)
        {
            int shown = 0;
            for (int point = 0; point < PointId.Count && shown < MaxValues; point++)
            {
                if (points.Quality(point) == Quality.Never) continue;
                shown++;
                answer.Append(PointId.Format(point));
                if (points.Name(point).Length > 0) answer.Append(" ");
                answer.Append(points.Name(point));
                answer.Append(": ");
                Value(answer, points, point);
                Line(answer);
            }
        }

        private static void Value(TextBuffer answer, PointTable points, int point)
        {
            if (!points.IsGood(point))
            {
                answer.Append(points.Quality(point) == Quality.Failed ? "failed" : "stale");
                return;
            }

            if (PointId.IsState(point))
            {
                answer.Append(points.Milli(point) == 0 ? "off" : "on");
                return;
            }

            answer.AppendMilli(points.Milli(point));
            if (points.Unit(point).Length > 0) answer.Append(" ");
            answer.Append(points.Unit(point));
        }

        private static void Row(TextBuffer answer, string name, string value)
        {
            answer.Append(name);
            answer.Append(": ");
            Line(answer, value);
        }
    }
}
