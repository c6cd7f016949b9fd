// SPDX-License-Identifier: MIT
namespace Wattwarden.Text
{
    /// <summary>
    /// Moments as text in the one form that people and machines read (ISO 8601, RFC 3339): 2026-11-21T10:00:00Z, 2026-11-21T11:00:00+01:00.
    /// Knows no time zone: who formats says what the offset is.
    /// </summary>
    public static class IsoTime
    {
        private const int FirstYear = 1970;
        private const int MaxOffsetHours = 24;

        /// <summary>For example "2026-11-21T10:00:00Z"; milliseconds are cut off.</summary>
        public static void AppendUtc(TextBuffer into, long unixMs)
        {
            AppendLocalSecond(into, unixMs / 1000);
            into.Append('Z');
        }

        /// <summary>For example "2026-11-21T11:00:00+01:00"; offset in seconds east of Greenwich, shown in whole minutes.</summary>
        public static void AppendLocal(TextBuffer into, long unixMs, int offsetSeconds)
        {
            AppendLocalSecond(into, unixMs / 1000 + offsetSeconds);
            into.Append(offsetSeconds < 0 ? '-' : '+');
            int minutes = (offsetSeconds < 0 ? -offsetSeconds : offsetSeconds) / 60;
            AppendTwo(into, minutes / 60);
            into.Append(':');
            AppendTwo(into, minutes % 60);
        }

        /// <summary>Date and time without an offset: "2026-11-21T11:00:00". Seconds since 1970 of a clock on the wall.</summary>
        public static void AppendLocalSecond(TextBuffer into, long localSecond)
        {
            int day = Civil.DayOfSecond(localSecond);
            int second = (int)(localSecond - (long)day * Civil.SecondsPerDay);
            AppendDate(into, day);
            into.Append('T');
            AppendTwo(into, second / 3600);
            into.Append(':');
            AppendTwo(into, second / 60 % 60);
            into.Append(':');
            AppendTwo(into, second % 60);
        }

        /// <summary>For example "2026-11-21"; days since 1970-01-01.</summary>
        public static void AppendDate(TextBuffer into, int day)
        {
            Civil.DateOf(day, out int year, out int month, out int dayOfMonth);
            AppendTwo(into, year / 100);
            AppendTwo(into, year % 100);
            into.Append('-');
            AppendTwo(into, month);
            into.Append('-');
            AppendTwo(into, dayOfMonth);
        }

        /// <summary>A moment with its offset, Z or ±hh:mm, as Unix milliseconds. Seconds and their fraction may be absent. False: it is none, or from before 1970.</summary>
        public static bool TryParseUtc(string text, out long unixMs)
        {
            bool read = TryRead(text, out unixMs, out int offsetSeconds, out bool hasOffset) && hasOffset;
            unixMs = read ? unixMs - offsetSeconds * 1000L : 0;
            return read;
        }

        /// <summary>What a clock on the wall shows, without an offset, as milliseconds since 1970 of that clock.</summary>
        public static bool TryParseLocal(string text, out long localMs)
        {
            bool read = TryRead(text, out localMs, out int offsetSeconds, out bool hasOffset) && !hasOffset;
            if (!read) localMs = 0;
            return read;
        }

        // 2026-11-21T10:00[:00[.123]][Z|±hh:mm]
        // 0123456789012345
        private static bool TryRead(string text, out long localMs, out int offsetSeconds, out bool hasOffset)
        {
            localMs = 0;
            offsetSeconds = 0;
            hasOffset = false;
            if (text == null) return false;
            char[] chars = text.ToCharArray();
            if (chars.Length < 16 || chars[4] != '-' || chars[7] != '-' || (chars[10] != 'T' && chars[10] != ' ') || chars[13] != ':') return false;
            int century = Two(chars, 0, 99);
            int year = century * 100 + Two(chars, 2, 99);
            int month = Two(chars, 5, 12);
            int day = Two(chars, 8, 31);
            int hour = Two(chars, 11, 23);
            int minute = Two(chars, 14, 59);
            if (century < 0 || Two(chars, 2, 99) < 0 || year < FirstYear || month < 1 || day < 1 || hour < 0 || minute < 0) return false;
            if (day > Civil.DaysInMonth(year, month)) return false;
            int at = 16;
            if (!TryReadSeconds(chars, ref at, out int milli)) return false;
            localMs = ((long)Civil.DayOf(year, month, day) * Civil.SecondsPerDay + hour * 3600 + minute * 60) * 1000 + milli;
            hasOffset = at < chars.Length;
            return !hasOffset || TryReadOffset(chars, at, out offsetSeconds);
        }

        private static bool TryReadSeconds(char[] chars, ref int at, out int milli)
        {
            milli = 0;
            if (at == chars.Length || chars[at] != ':') return true;
            int second = Two(chars, at + 1, 59);
            if (second < 0) return false;
            milli = second * 1000;
            at += 3;
            if (at == chars.Length || chars[at] != '.') return true;
            int unit = 100;
            int first = ++at;
            while (at < chars.Length && chars[at] >= '0' && chars[at] <= '9')
            {
                milli += (chars[at++] - '0') * unit;
                unit /= 10;
            }

            return at > first;
        }

        private static bool TryReadOffset(char[] chars, int at, out int offsetSeconds)
        {
            offsetSeconds = 0;
            if (chars[at] == 'Z') return at + 1 == chars.Length;
            if ((chars[at] != '+' && chars[at] != '-') || chars.Length != at + 6 || chars[at + 3] != ':') return false;
            int hours = Two(chars, at + 1, MaxOffsetHours);
            int minutes = Two(chars, at + 4, 59);
            offsetSeconds = (hours * 60 + minutes) * (chars[at] == '-' ? -60 : 60);
            return hours >= 0 && minutes >= 0;
        }

        // -1: no two digits there, or too large.
        private static int Two(char[] chars, int at, int most)
        {
            if (at + 1 >= chars.Length) return -1;
            int tens = chars[at] - '0';
            int ones = chars[at + 1] - '0';
            if (tens < 0 || tens > 9 || ones < 0 || ones > 9) return -1;
            int value = tens * 10 + ones;
            return value <= most ? value : -1;
        }

        private static void AppendTwo(TextBuffer into, int number)
        {
            into.Append((char)('0' + number / 10));
            into.Append((char)('0' + number % 10));
        }
    }
}
