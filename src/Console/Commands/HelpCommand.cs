// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Text;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>The list of commands.</summary>
    internal sealed class HelpCommand : ConsoleCommand
    {
        private readonly ConsoleCommand[] _all;

        /// <param name="all">Filled by the one who makes them all.</param>
        public HelpCommand(ConsoleCommand[] all)
            : base("help", "", "lists all commands")
        {
            _all = all;
        }

        public override bool Run(EnergyController controller, Words words, TextBuffer answer, long nowMs)
        {
            for (int i = 0; i < _all.Length; i++)
            {
                answer.Append(_all[i].Name);
                if (_all[i].Usage.Length > 0) answer.Append(" ");
                answer.Append(_all[i].Usage);
                answer.Append(": ");
                Line(answer, _all[i].Help);
            }

            return true;
        }
    }
}
