// SPDX-License-Identifier: MIT
namespace Wattwarden.Rules
{
    /// <summary>Live truth of every event at one moment, for pages and sentences. Filled by RuleEngine.CopyTo on the loop's thread.</summary>
    public sealed class EventSnapshot
    {
        /// <summary>No moment.</summary>
        public const long Never = -1;

        internal readonly byte[] Conditions = new byte[EventTable.MaxEvents * 2];
        internal readonly byte[] Results = new byte[EventTable.MaxEvents];
        internal readonly bool[] Actives = new bool[EventTable.MaxEvents];
        internal readonly byte[] States = new byte[EventTable.MaxEvents];
        internal readonly long[] ResultsSinceMs = new long[EventTable.MaxEvents];
        internal readonly long[] StatesSinceMs = new long[EventTable.MaxEvents];
        internal readonly long[] DuesMs = new long[EventTable.MaxEvents];

        /// <summary>The events that these truths belong to; null before CopyTo.</summary>
        public EventTable Table { get; internal set; }

        public int Count => Table == null ? 0 : Table.Count;

        /// <summary>Truth of condition A or B (EventTable.A, EventTable.B).</summary>
        public Truth Condition(int index, int condition) => (Truth)Conditions[index * 2 + condition];

        /// <summary>(A operator B) and C, before the delays.</summary>
        public Truth Result(int index) => (Truth)Results[index];

        /// <summary>Result after the delays, as it last was when it could be decided.</summary>
        public bool Active(int index) => Actives[index];

        /// <summary>What other events and targets see: Active, or Unknown.</summary>
        public Truth State(int index) => (Truth)States[index];

        public bool Unknown(int index) => States[index] == (byte)Truth.Unknown;

        /// <summary>Uptime at which the result took its present value.</summary>
        public long ResultSinceMs(int index) => ResultsSinceMs[index];

        /// <summary>Uptime at which the delay that runs will end; Never while none runs.</summary>
        public long DueMs(int index) => DuesMs[index];

        /// <summary>Uptime at which the state took its present value.</summary>
        public long StateSinceMs(int index) => StatesSinceMs[index];
    }
}
