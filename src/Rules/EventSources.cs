// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Text;

namespace Wattwarden.Rules
{
    /// <summary>
    /// The kinds of points that an event can look at, and with which comparisons. A new kind of source is a new row here
    /// (docs/adding/event-source.md); reader, engine, help and pages take it from this table.
    /// </summary>
    public static class EventSources
    {
        public const int Count = 10;

        private const int Numbers = (1 << (int)Comparison.AtLeast) | (1 << (int)Comparison.Below) | (1 << (int)Comparison.Equal);
        private const int States = 1 << (int)Comparison.Equal;
        private const int Windows = 1 << (int)Comparison.Within;

        private static readonly byte[] First =
        {
            PointId.FirstMeter, PointId.FirstSensor, PointId.FirstInput, PointId.FirstPulse, PointId.FirstPower, PointId.FirstAnalog,
            PointId.FirstOutput, PointId.FirstEvent, PointId.Time, PointId.Weekday, PointId.Count,
        };

        private static readonly byte[] Comparisons = { Numbers, Numbers, States, Numbers, Numbers, Numbers, States, States, Windows, Windows };

        private const string Titles =
            "meter variable|temperature sensor|digital input|pulse counter|power from pulses|analog input|output|virtual output|time of day|day of the week";

        /// <summary>What the sources of a kind are called.</summary>
        public static string Title(int kind) => WordList.At(Titles, kind);

        /// <summary>Ids of a kind, for example "m1…m30" or "time".</summary>
        public static string Ids(int kind)
        {
            string first = PointId.Format(First[kind]);
            return First[kind + 1] - First[kind] == 1 ? first : first + "…" + PointId.Format(First[kind + 1] - 1);
        }

        public static bool Allows(int kind, Comparison comparison) => (Comparisons[kind] & (1 << (int)comparison)) != 0;

        public static int KindOf(int point)
        {
            int kind = Count - 1;
            while (point < First[kind]) kind--;
            return kind;
        }

        /// <summary>All ids, for messages: "m1…m30, ds1…ds8, …".</summary>
        public static string AllIds()
        {
            string text = Ids(0);
            for (int i = 1; i < Count; i++) text = text + ", " + Ids(i);
            return text;
        }

        /// <summary>Comparisons that a kind allows, for messages: ">=, &lt;, =".</summary>
        public static string AllowedWords(int kind)
        {
            string text = "";
            for (int i = 0; i < RuleWords.ComparisonCount; i++)
            {
                if (!Allows(kind, (Comparison)i)) continue;
                text = text.Length == 0 ? RuleWords.Of((Comparison)i) : text + ", " + RuleWords.Of((Comparison)i);
            }

            return text;
        }
    }
}
