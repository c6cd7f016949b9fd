// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.Time
{
    /// <summary>One of the two moments of a year at which the clocks change, in the three forms of POSIX.1-2017, 8.3 (TZ).</summary>
    internal sealed class ChangeRule
    {
        /// <summary>Mm.w.d: day d (0 Sunday) of week w (5: the last) in month m.</summary>
        public const byte WeekOfMonth = 0;

        /// <summary>Jn: day n from 1 on; 29 February is not counted, so 60 is always 1 March.</summary>
        public const byte DayWithoutLeap = 1;

        /// <summary>n: day n from 0 on; 29 February counts.</summary>
        public const byte DayOfYear = 2;

        private const int LastWeek = 5;
        private const int DaysPerWeek = 7;
        private const int LastDayOfFebruary = 59;

        public byte Form;
        public int Month;
        public int Week;
        public int Day;

        /// <summary>Seconds after that day's midnight; may be negative or beyond the day.</summary>
        public int TimeSeconds;

        /// <summary>The moment in a year, seconds since 1970 of the clock as it stands before the change.</summary>
        public long LocalSecond(int year) => (long)DayIn(year) * Civil.SecondsPerDay + TimeSeconds;

        private int DayIn(int year)
        {
            if (Form == DayOfYear) return Civil.DayOf(year, 1, 1) + Day;
            if (Form == DayWithoutLeap) return Civil.DayOf(year, 1, 1) + Day - 1 + (Day > LastDayOfFebruary && Civil.IsLeap(year) ? 1 : 0);
            int first = Civil.DayOf(year, Month, 1);
            int firstWeekday = Civil.WeekdayOf(first) % DaysPerWeek;
            int day = (Day - firstWeekday + DaysPerWeek) % DaysPerWeek + (Week - 1) * DaysPerWeek;
            if (Week == LastWeek && day >= Civil.DaysInMonth(year, Month)) day -= DaysPerWeek;
            return first + day;
        }
    }
}
