// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.Rules
{
    /// <summary>
    /// Up to 32 events as the owner wrote them, in columns. Only EventReader fills one; after that nothing changes in it,
    /// so any thread may read it. It holds no state: that is RuleEngine's.
    /// </summary>
    public sealed class EventTable
    {
        public const int MaxEvents = 32;
        public const int None = -1;

        /// <summary>First and second condition of an event.</summary>
        public const int A = 0;
        public const int B = 1;

        internal readonly string[] Names = Strings.Blank(MaxEvents);
        internal readonly bool[] Enabled = new bool[MaxEvents];
        internal readonly bool[] Permanent = new bool[MaxEvents];
        internal readonly byte[] Logics = new byte[MaxEvents];
        internal readonly sbyte[] Thirds = new sbyte[MaxEvents];
        internal readonly int[] OnDelaysMs = new int[MaxEvents];
        internal readonly int[] OffDelaysMs = new int[MaxEvents];
        internal readonly byte[] Targets = new byte[MaxEvents];
        internal readonly bool[] Actions = new bool[MaxEvents];

        // Conditions: number 2·event + A or B.
        internal readonly byte[] Sources = new byte[MaxEvents * 2];
        internal readonly byte[] Comparisons = new byte[MaxEvents * 2];

        // Threshold · begin of the window · bits of the days; thousandths, save the bits.
        internal readonly long[] Firsts = new long[MaxEvents * 2];

        // Hysteresis · end of the window; thousandths.
        internal readonly long[] Seconds = new long[MaxEvents * 2];

        public int Count { get; internal set; }

        public string Name(int index) => Names[index];

        public bool IsOn(int index) => Enabled[index];

        public bool IsPermanent(int index) => Permanent[index];

        public Logic Logic(int index) => (Logic)Logics[index];

        /// <summary>The event whose state is condition C; None when there is none.</summary>
        public int ConditionC(int index) => Thirds[index];

        public int OnDelayMs(int index) => OnDelaysMs[index];

        public int OffDelayMs(int index) => OffDelaysMs[index];

        /// <summary>Point that the event switches: an output or a virtual output.</summary>
        public int Target(int index) => Targets[index];

        /// <summary>The state that the event gives its target.</summary>
        public bool Action(int index) => Actions[index];

        /// <summary>Point that the condition looks at.</summary>
        public int Source(int index, int condition) => Sources[index * 2 + condition];

        public Comparison Comparison(int index, int condition) => (Comparison)Comparisons[index * 2 + condition];

        /// <summary>Thousandths of the source's unit; only for comparisons with a number.</summary>
        public long ThresholdMilli(int index, int condition) => Firsts[index * 2 + condition];

        /// <summary>Thousandths of the source's unit, never negative; only for comparisons with a number.</summary>
        public long HysteresisMilli(int index, int condition) => Seconds[index * 2 + condition];

        /// <summary>Begin of the window of the day; only for Within on the time of day.</summary>
        public int FromSeconds(int index, int condition) => (int)(Firsts[index * 2 + condition] / 1000);

        /// <summary>End of the window of the day, itself outside.</summary>
        public int ToSeconds(int index, int condition) => (int)(Seconds[index * 2 + condition] / 1000);

        /// <summary>Chosen days, bit 0 Monday; only for Within on the weekday.</summary>
        public int Days(int index, int condition) => (int)Firsts[index * 2 + condition];

        /// <summary>True when the event would behave the same in the other table; its name does not matter.</summary>
        internal bool Same(EventTable other, int index)
        {
            if (index >= Count || index >= other.Count) return false;
            return Enabled[index] == other.Enabled[index]
                && Permanent[index] == other.Permanent[index]
                && Logics[index] == other.Logics[index]
                && Thirds[index] == other.Thirds[index]
                && OnDelaysMs[index] == other.OnDelaysMs[index]
                && OffDelaysMs[index] == other.OffDelaysMs[index]
                && Targets[index] == other.Targets[index]
                && Actions[index] == other.Actions[index]
                && SameCondition(other, index * 2)
                && (Logics[index] == (byte)Rules.Logic.OnlyA || SameCondition(other, index * 2 + 1));
        }

        private bool SameCondition(EventTable other, int slot) =>
            Sources[slot] == other.Sources[slot]
            && Comparisons[slot] == other.Comparisons[slot]
            && Firsts[slot] == other.Firsts[slot]
            && Seconds[slot] == other.Seconds[slot];
    }
}
