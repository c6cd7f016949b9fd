// SPDX-License-Identifier: MIT
namespace Wattwarden.Controller
{
    /// <summary>How a part of the self-test came out.</summary>
    public enum SelfTestOutcome : byte
    {
        /// <summary>Not its turn yet, or at work.</summary>
        Waiting,

        Passed,
        Failed,

        /// <summary>Not asked for, or the board has no such thing.</summary>
        Skipped,
    }

    /// <summary>One part of the self-test, in steps that are as short as those of the loop.</summary>
    public abstract class SelfTestItem
    {
        /// <summary>How soon a step wants to be followed by the next.</summary>
        protected const int LookMs = 10;

        private protected SelfTestItem(string name)
        {
            Name = name;
        }

        /// <summary>For example "out0" or "flash".</summary>
        public string Name { get; }

        public SelfTestOutcome Outcome { get; private set; }

        /// <summary>What was found, or what is wrong and what to look at.</summary>
        public string Text { get; private set; } = "";

        /// <summary>Goes on. Returns when to be called again; over when Outcome says so.</summary>
        internal abstract long Step(long nowMs);

        /// <summary>Puts everything back as it was; after the end, whatever that was.</summary>
        internal virtual void Restore()
        {
        }

        internal long End(SelfTestOutcome outcome, string text)
        {
            Outcome = outcome;
            Text = text;
            return 0;
        }
    }
}
