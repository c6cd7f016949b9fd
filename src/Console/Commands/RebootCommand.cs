// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Text;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>Restarts the device.</summary>
    internal sealed class RebootCommand : ConsoleCommand
    {
        public RebootCommand()
            : base("reboot", "", "restarts the device, with outputs safe and totals stored")
        {
        }

        public override bool Run(EnergyController controller, Words words, TextBuffer answer, long nowMs)
        {
            if (!words.AtEnd) return Misused(answer);
            controller.AskRestart(nowMs);
            return Line(answer, "the device restarts in a second");
        }
    }
}
