// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Rules
{
    /// <summary>
    /// A dry run of a list of events on the values of one moment: what each condition and event would be if it began now, and how far a
    /// value still has to move. Knows no delays and remembers nothing; stores and switches nothing.
    /// </summary>
    public sealed class EventTrial
    {
        private readonly byte[] _truths = new byte[EventTable.MaxEvents * 2];
        private readonly byte[] _results = new byte[EventTable.MaxEvents];
        private EventPlan _plan;

        /// <summary>The events as they were read.</summary>
        public EventTable Table { get; } = new EventTable();

        /// <summary>Reads a list as the section takes it. False: the fault says why.</summary>
        public bool TryRead(JsonReader reader, SettingsFault fault)
        {
            if (!EventReader.Read(reader, fault, Table)) return false;
            _plan = EventPlan.Make(Table, fault);
            return _plan != null;
        }

        public void Run(PointTable points)
        {
            for (int i = 0; i < Table.Count; i++)
            {
                _truths[i * 2] = (byte)Test(points, i, EventTable.A);
                _truths[i * 2 + 1] = Table.Logic(i) == Logic.OnlyA ? (byte)Truth.False : (byte)Test(points, i, EventTable.B);
            }

            // In the plan's order, so that a condition C finds its event done. An event that is not on counts as false for others.
            for (int i = 0; i < _plan.OrderCount; i++)
            {
                if (_plan.Order[i] < EventTable.MaxEvents) Settle(_plan.Order[i]);
            }

            for (int i = 0; i < Table.Count; i++)
            {
                if (!Table.IsOn(i)) Settle(i);
            }
        }

        public Truth Condition(int index, int condition) => (Truth)_truths[index * 2 + condition];

        /// <summary>What condition C would be.</summary>
        public Truth Third(int index) => Table.IsOn(Table.ConditionC(index)) ? Result(Table.ConditionC(index)) : Truth.False;

        public Truth Result(int index) => (Truth)_results[index];

        /// <summary>How far the source must move until the condition is met; 0 when it is. False: that is no number, or unknown.</summary>
        public bool TryMissing(PointTable points, int index, int condition, out long milli)
        {
            milli = 0;
            int point = Table.Source(index, condition);
            Comparison comparison = Table.Comparison(index, condition);
            if (!points.IsGood(point) || comparison == Comparison.Within) return false;
            if (Condition(index, condition) == Truth.True) return true;
            milli = points.Milli(point) - Table.ThresholdMilli(index, condition);
            if (milli < 0) milli = -milli;
            return true;
        }

        private void Settle(int index)
        {
            Truth result = Kleene.Combine(Table.Logic(index), Condition(index, EventTable.A), Condition(index, EventTable.B));
            if (Table.ConditionC(index) != EventTable.None) result = Kleene.Combine(Logic.And, result, Third(index));
            _results[index] = (byte)result;
        }

        private Truth Test(PointTable points, int index, int condition)
        {
            int point = Table.Source(index, condition);
            if (!points.IsGood(point)) return Truth.Unknown;
            long milli = points.Milli(point);
            bool met;
            switch (Table.Comparison(index, condition))
            {
                case Comparison.AtLeast:
                    met = milli >= Table.ThresholdMilli(index, condition);
                    break;
                case Comparison.Below:
                    met = milli < Table.ThresholdMilli(index, condition);
                    break;
                case Comparison.Equal:
                    met = milli == Table.ThresholdMilli(index, condition);
                    break;
                default:
                    met = point == PointId.Weekday
                        ? RuleEngine.IsDay(Table.Days(index, condition), milli)
                        : RuleEngine.IsInWindow(Table.FromSeconds(index, condition) * 1000L, Table.ToSeconds(index, condition) * 1000L, milli);
                    break;
            }

            return met ? Truth.True : Truth.False;
        }
    }
}
