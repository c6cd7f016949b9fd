// SPDX-License-Identifier: MIT
namespace Wattwarden.Text
{
    /// <summary>Dates of the Gregorian calendar as day numbers; day 0 is 1970-01-01. For years 1 to 9999. Allocates nothing.</summary>
    public static class Civil
    {
        public const int SecondsPerDay = 86400;

        private const int DaysPer400Years = 146097;

        // Days from 0000-03-01 to 1970-01-01: years that begin with March have their leap day at the end.
        private const int EpochDay = 719468;

        public static bool IsLeap(int year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

        public static int DaysInMonth(int year, int month)
        {
            if (month == 2) return IsLeap(year) ? 29 : 28;
            return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
        }

        /// <summary>The number of a day that exists.</summary>
        public static int DayOf(int year, int month, int dayOfMonth)
        {
            int marchYear = month > 2 ? year : year - 1;
            int monthFromMarch = month > 2 ? month - 3 : month + 9;
            int cycle = marchYear / 400;
            int yearInCycle = marchYear - cycle * 400;
            int dayInYear = (153 * monthFromMarch + 2) / 5 + dayOfMonth - 1;
            return cycle * DaysPer400Years + yearInCycle * 365 + yearInCycle / 4 - yearInCycle / 100 + dayInYear - EpochDay;
        }

        public static void DateOf(int day, out int year, out int month, out int dayOfMonth)
        {
            int fromMarch = day + EpochDay;
            int cycle = fromMarch / DaysPer400Years;
            int dayInCycle = fromMarch - cycle * DaysPer400Years;
            int yearInCycle = (dayInCycle - dayInCycle / 1460 + dayInCycle / 36524 - dayInCycle / (DaysPer400Years - 1)) / 365;
            int dayInYear = dayInCycle - (yearInCycle * 365 + yearInCycle / 4 - yearInCycle / 100);
            int monthFromMarch = (5 * dayInYear + 2) / 153;
            dayOfMonth = dayInYear - (153 * monthFromMarch + 2) / 5 + 1;
            month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
            year = cycle * 400 + yearInCycle + (month > 2 ? 0 : 1);
        }

        public static int YearOf(int day)
        {
            DateOf(day, out int year, out int month, out int dayOfMonth);
            return year;
        }

        /// <summary>1 Monday … 7 Sunday. 1970-01-01 was a Thursday.</summary>
        public static int WeekdayOf(int day)
        {
            int fromMonday = (day + 3) % 7;
            return fromMonday < 0 ? fromMonday + 8 : fromMonday + 1;
        }

        /// <summary>The day in which a moment lies, seconds since 1970.</summary>
        public static int DayOfSecond(long second) => (int)(second >= 0 ? second / SecondsPerDay : (second + 1) / SecondsPerDay - 1);
    }
}
