// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Text;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>Runs the self-test and tells of each part as it is done.</summary>
    internal sealed class SelfTestCommand : ConsoleCommand
    {
        private const int MaxSlave = 247;

        private int _told;

        public SelfTestCommand()
            : base("selftest", "[relays] [SLAVE]", "tests 1-Wire, flash and heap; with SLAVE also RS-485; with relays also each of them: take all loads away before")
        {
        }

        public override bool Run(EnergyController controller, Words words, TextBuffer answer, long nowMs)
        {
            bool relays = false;
            int slave = 0;
            if (!words.AtEnd && !words.TryNumber(1, MaxSlave, out slave))
            {
                words.Restart();
                words.Next();
                relays = words.Next() == "relays";
                if (!relays || (!words.AtEnd && !words.TryNumber(1, MaxSlave, out slave))) return Misused(answer);
            }

            if (!words.AtEnd) return Misused(answer);
            _told = 0;
            if (controller.SelfTest.Start(relays, slave, 0, nowMs)) return false;
            return Line(answer, "a self-test runs already, try again in a moment");
        }

        public override bool Continue(EnergyController controller, TextBuffer answer, long nowMs)
        {
            SelfTestDesk desk = controller.SelfTest;
            while (_told < desk.Count && desk.Item(_told).Outcome != SelfTestOutcome.Waiting)
            {
                SelfTestItem item = desk.Item(_told++);
                answer.Append(item.Name);
                answer.Append(": ");
                answer.Append(SelfTestWords.Of(item.Outcome));
                answer.Append(", ");
                Line(answer, item.Text);
            }

            if (desk.IsRunning) return false;
            return Line(answer, desk.HasPassed ? "self-test passed" : "self-test FAILED, see above");
        }
    }
}
