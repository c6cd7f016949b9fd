// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Text;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>Back to the factory settings; the word "yes" keeps a slip from doing it.</summary>
    internal sealed class FactoryResetCommand : ConsoleCommand
    {
        public FactoryResetCommand()
            : base("factory-reset", "yes [keep-totals]", "erases all settings, and the totals unless they are kept, and restarts; serial number and label stay valid")
        {
        }

        public override bool Run(EnergyController controller, Words words, TextBuffer answer, long nowMs)
        {
            if (words.Next() != "yes") return Line(answer, "nothing was erased; say factory-reset yes to erase all settings");
            string word = words.Next();
            bool keepTotals = word == "keep-totals";
            if ((word.Length > 0 && !keepTotals) || !words.AtEnd) return Misused(answer);
            if (!controller.Storage.AskFactoryReset(keepTotals)) return Line(answer, "flash memory did not take the wish; nothing was erased");
            controller.AskRestart(nowMs);
            return Line(answer, "the device restarts with its factory settings");
        }
    }
}
