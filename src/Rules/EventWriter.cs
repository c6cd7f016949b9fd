// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Text;

namespace Wattwarden.Rules
{
    /// <summary>Writes a table of events as the JSON that EventReader takes.</summary>
    internal static class EventWriter
    {
        public static void Write(JsonWriter writer, EventTable table)
        {
            writer.BeginArray();
            for (int i = 0; i < table.Count; i++) WriteEvent(writer, table, i);
            writer.EndArray();
        }

        private static void WriteEvent(JsonWriter writer, EventTable table, int index)
        {
            writer.BeginObject();
            writer.Member("name", table.Name(index));
            writer.Member("on", table.IsOn(index));
            writer.Member("per", table.IsPermanent(index));
            WriteCondition(writer, table, index, EventTable.A, "a");
            if (table.Logic(index) != Logic.OnlyA)
            {
                writer.Member("op", RuleWords.Of(table.Logic(index)));
                WriteCondition(writer, table, index, EventTable.B, "b");
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

        private static void WriteCondition(JsonWriter writer, EventTable table, int index, int condition, string name)
        {
            int source = table.Source(index, condition);
            Comparison comparison = table.Comparison(index, condition);
            writer.Name(name);
            writer.BeginObject();
            writer.Member("source", PointId.Format(source));
            writer.Member("op", RuleWords.Of(comparison));
            if (comparison != Comparison.Within)
            {
                writer.MilliMember("value", table.ThresholdMilli(index, condition));
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
