// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Text;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>
    /// One command for people: its words, its help, and what it does. It runs in the loop, so it owns all state and must be short; what takes
    /// longer is gone on with in Continue. Answers are whole sentences that name what is wrong and what to do next.
    /// </summary>
    internal abstract class ConsoleCommand
    {
        protected ConsoleCommand(string name, string usage, string help)
        {
            Name = name;
            Usage = usage;
            Help = help;
        }

        /// <summary>The first word of the line.</summary>
        public string Name { get; }

        /// <summary>The words behind it; "" when there are none.</summary>
        public string Usage { get; }

        public string Help { get; }

        /// <summary>Appends the answer. False: there is more to come, Continue is called until it is there.</summary>
        public abstract bool Run(EnergyController controller, Words words, TextBuffer answer, long nowMs);

        /// <summary>Goes on. False: still not done.</summary>
        public virtual bool Continue(EnergyController controller, TextBuffer answer, long nowMs) => true;

        /// <summary>Writes how the command is meant, when its words were others.</summary>
        protected bool Misused(TextBuffer answer)
        {
            answer.Append("usage: ");
            answer.Append(Name);
            if (Usage.Length > 0) answer.Append(" ");
            answer.Append(Usage);
            return Line(answer);
        }

        /// <summary>Ends a line; true, so that a command can "return Line(…)" when it is done.</summary>
        protected static bool Line(TextBuffer answer)
        {
            answer.Append("\r\n");
            return true;
        }

        protected static bool Line(TextBuffer answer, string text)
        {
            answer.Append(text);
            return Line(answer);
        }
    }
}
