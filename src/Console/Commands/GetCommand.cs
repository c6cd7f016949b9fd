// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>Shows a section of the settings as it is stored.</summary>
    internal sealed class GetCommand : ConsoleCommand
    {
        private readonly ConsoleOutput _output;

        /// <param name="output">Makes room for long sections.</param>
        public GetCommand(ConsoleOutput output)
            : base("get", "[SECTION]", "shows a section of the settings; alone it lists them")
        {
            _output = output;
        }

        public override bool Run(EnergyController controller, Words words, TextBuffer answer, long nowMs)
        {
            if (words.AtEnd) return List(controller, answer);
            string name = words.Next();
            ISettingsSection section = controller.FindSection(name);
            if (section == null) return Line(answer, "there is no section \"" + name + "\"; get lists them");
            if (section is ISecretSection) return Line(answer, "refused: it holds secrets, which leave the device in an encrypted backup only");
            _output.MakeRoom(SectionText.Measure(section) + 2);
            section.Write(new JsonWriter(_output.Text), false);
            return Line(_output.Text);
        }

        private static bool List(EnergyController controller, TextBuffer answer)
        {
            for (int i = 0; i < controller.SectionCount; i++)
            {
                if (i > 0) answer.Append(" ");
                answer.Append(controller.SectionName(i));
            }

            return Line(answer);
        }
    }
}
