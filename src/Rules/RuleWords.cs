// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.Rules
{
    /// <summary>The words that settings, pages and help use for operators and weekdays.</summary>
    public static class RuleWords
    {
        private const string Comparisons = ">=|<|=|in";
        private const string Logics = "|and|or|xor|nor|nand";
        private const string Days = "mon|tue|wed|thu|fri|sat|sun";

        private static readonly char[] Comma = { ',' };

        public const int ComparisonCount = 4;
        public const int LogicCount = 6;
        public const int DayCount = 7;

        public static string Of(Comparison comparison) => WordList.At(Comparisons, (int)comparison);

        /// <summary>Empty for OnlyA: settings leave the operator out.</summary>
        public static string Of(Logic logic) => WordList.At(Logics, (int)logic);

        /// <summary>Three letters of a weekday; 0 is Monday.</summary>
        public static string OfDay(int day) => WordList.At(Days, day);

        public static bool TryComparison(string word, out Comparison comparison)
        {
            int at = WordList.IndexOf(Comparisons, word);
            comparison = (Comparison)(at < 0 ? 0 : at);
            return at >= 0;
        }

        public static bool TryLogic(string word, out Logic logic)
        {
            int at = WordList.IndexOf(Logics, word);
            logic = (Logic)(at < 0 ? 0 : at);
            return at > 0;
        }

        /// <summary>Reads "mon,tue,…" into bits; bit 0 is Monday. False when a word is no weekday or there is none.</summary>
        public static bool TryDays(string text, out int days)
        {
            days = 0;
            string[] words = text.Split(Comma);
            for (int i = 0; i < words.Length; i++)
            {
                int day = WordList.IndexOf(Days, words[i].Trim());
                if (day < 0) return false;
                days |= 1 << day;
            }

            return days != 0;
        }

        /// <summary>Writes bits as "mon,tue,…".</summary>
        public static string FormatDays(int days)
        {
            string text = "";
            for (int i = 0; i < DayCount; i++)
            {
                if ((days & (1 << i)) == 0) continue;
                text = text.Length == 0 ? OfDay(i) : text + "," + OfDay(i);
            }

            return text;
        }
    }
}
