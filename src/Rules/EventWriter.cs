// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Text;

namespace Wattwarden.Rules
{
    /// <summary>Writes a table of events as the JSON that EventReader takes.</summary>
    internal static class EventWriter
    {
        private const int NoCondition = -1;

        public static void Write(JsonWriter writer, EventTable table) => Write(writer, table, NoCondition, 0);

        /// <summary>The same with another threshold for one condition: number 2·event + A or B.</summary>
        public static void Write(JsonWriter writer, EventTable table, int changed, long thresholdMilli)
        {
            writer.BeginArray();
            for (int i = 0; i < table.Count; i++) WriteEvent(writer, table, i, changed, thresholdMilli);
            writer.EndArray();
        }

        private static void WriteEvent(JsonWriter writer, EventTable table, int index, int changed, long thresholdMilli)
        {
            writer.BeginObject();
            writer.Member("name", table.Name(index));
            writer.Member("on", table.IsOn(index));
            writer.Member("per", table.IsPermanent(index));
            WriteCondition(writer, table, index, EventTable.A, Threshold(table, index, EventTable.A, changed, thresholdMilli));
            if (table.Logic(index) != Logic.OnlyA)
            {
                writer.Member("op", RuleWords.Of(table.Logic(index)));
                WriteCondition(writer, table, index, EventTable.B, Threshold(table, index, EventTable.B, changed, thresholdMilli));
            }

            if (table.ConditionC(index) != EventTable.None) writer.Member("c", table.ConditionC(index) + 1);
            writer.MilliMember("onDelay", table.OnDelayMs(index));
            writer.MilliMember("offDelay", table.OffDelayMs(index));
            writer.Name("action");
            writer.BeginObject();
            writer.Member("target", PointId.Format(table.Target(index)));
            writer.Member("on", table.Action(index));
            writer.EndObject();
            writer.EndObject();
        }

        private static long Threshold(EventTable table, int index, int condition, int changed, long thresholdMilli) =>
            index * 2 + condition == changed ? thresholdMilli : table.ThresholdMilli(index, condition);

        private static void WriteCondition(JsonWriter writer, EventTable table, int index, int condition, long thresholdMilli)
        {
            int source = table.Source(index, condition);
            Comparison comparison = table.Comparison(index, condition);
            writer.Name(condition == EventTable.A ? "a" : "b");
            writer.BeginObject();
            writer.Member("source", PointId.Format(source));
            writer.Member("op", RuleWords.Of(comparison));
            if (comparison != Comparison.Within)
            {
                writer.MilliMember("value", thresholdMilli);
                if (comparison != Comparison.Equal) writer.MilliMember("hysteresis", table.HysteresisMilli(index, condition));
            }
            else if (source == PointId.Weekday)
            {
                writer.Member("value", RuleWords.FormatDays(table.Days(index, condition)));
            }
            else
            {
                writer.Member("value", DayWindow.Format(table.FromSeconds(index, condition), table.ToSeconds(index, condition)));
            }

            writer.EndObject();
        }
    }
}
