// SPDX-License-Identifier: MIT
namespace Wattwarden.Time
{
    /// <summary>Reads std offset [dst [offset] ,begin[/time],end[/time]]. POSIX leaves open what dst without dates means; here it is refused.</summary>
    internal sealed class ZoneReader
    {
        private const int MinNameLength = 3;
        private const int MaxOffsetHours = 24;
        private const int MaxRuleHours = 167;
        private const int Hour = 3600;
        private const int DefaultChange = 2 * Hour;
        private const int TooMany = 1000;

        private readonly char[] _chars;
        private readonly string _text;
        private int _at;
        private string _error;

        public ZoneReader(string text)
        {
            _text = text;
            _chars = text == null ? new char[0] : text.ToCharArray();
        }

        private bool IsAtEnd => _at == _chars.Length;

        /// <summary>Null: refused, with the error in words; error is null otherwise.</summary>
        public PosixTimeZone Read(out string error)
        {
            PosixTimeZone zone = ReadZone();
            error = _error;
            return zone;
        }

        private PosixTimeZone ReadZone()
        {
            if (_chars.Length > PosixTimeZone.MaxLength) return Refuse("is longer than 64 characters");
            if (!ReadName() || !ReadTime(MaxOffsetHours, "the offset", out int west)) return null;
            if (IsAtEnd) return new PosixTimeZone(_text, -west, -west, null, null);
            if (!ReadName()) return null;
            int daylightWest = west - Hour;
            if (!IsAtEnd && _chars[_at] != ',' && !ReadTime(MaxOffsetHours, "the offset of daylight time", out daylightWest)) return null;
            if (IsAtEnd) return Refuse("has daylight time but not when it begins and ends, such as ,M3.5.0,M10.5.0/3");
            ChangeRule begin = ReadRule("the beginning of daylight time");
            if (begin == null) return null;
            ChangeRule end = ReadRule("the end of daylight time");
            if (end == null) return null;
            if (!IsAtEnd) return Refuse("has more after the end of daylight time" + Where());
            return new PosixTimeZone(_text, -west, -daylightWest, begin, end);
        }

        private bool ReadName()
        {
            int begin = _at;
            if (!IsAtEnd && _chars[_at] == '<')
            {
                _at++;
                while (!IsAtEnd && (IsLetter(_chars[_at]) || IsDigit(_chars[_at]) || _chars[_at] == '+' || _chars[_at] == '-')) _at++;
                if (IsAtEnd || _chars[_at] != '>') return Fail("has a name in < > that is not ended, or holds other than letters, digits, + and -" + Where());
                _at++;
                return _at - begin - 2 >= MinNameLength || Fail("has a name shorter than three characters" + Where());
            }

            while (!IsAtEnd && IsLetter(_chars[_at])) _at++;
            return _at - begin >= MinNameLength || Fail("must have a name of at least three letters, or in < >" + Where());
        }

        // [+|-]hh[:mm[:ss]]
        private bool ReadTime(int maxHours, string what, out int seconds)
        {
            seconds = 0;
            bool negative = !IsAtEnd && _chars[_at] == '-';
            if (negative || (!IsAtEnd && _chars[_at] == '+')) _at++;
            int unit = Hour;
            int most = maxHours;
            while (unit > 0)
            {
                int begin = _at;
                int number = ReadNumber();
                if (number < 0 || number > most) return Fail("needs in " + what + (unit == Hour ? " hours from 0 to " + maxHours.ToString() : " minutes and seconds from 0 to 59") + Where(begin));
                seconds += number * unit;
                unit = unit == Hour ? 60 : unit == 60 ? 1 : 0;
                most = 59;
                if (unit == 0 || IsAtEnd || _chars[_at] != ':') break;
                _at++;
            }

            if (seconds > maxHours * Hour) return Fail("needs in " + what + " at most " + maxHours.ToString() + " hours" + Where());
            if (negative) seconds = -seconds;
            return true;
        }

        private ChangeRule ReadRule(string what)
        {
            if (!Take(',')) return Missing(what);
            ChangeRule rule = new ChangeRule();
            bool good;
            if (Take('M'))
            {
                rule.Form = ChangeRule.WeekOfMonth;
                good = ReadPart(1, 12, out rule.Month) && Take('.') && ReadPart(1, 5, out rule.Week) && Take('.') && ReadPart(0, 6, out rule.Day);
            }
            else
            {
                bool julian = Take('J');
                rule.Form = julian ? ChangeRule.DayWithoutLeap : ChangeRule.DayOfYear;
                good = ReadPart(julian ? 1 : 0, 365, out rule.Day);
            }

            if (!good) return Missing(what);
            rule.TimeSeconds = DefaultChange;
            if (Take('/') && !ReadTime(MaxRuleHours, "the time of " + what, out rule.TimeSeconds)) return null;
            return rule;
        }

        private ChangeRule Missing(string what)
        {
            Fail("needs " + what + " as ,Mmonth.week.day (day 0 is Sunday), ,Jday (1 to 365) or ,day (0 to 365)" + Where());
            return null;
        }

        private bool ReadPart(int least, int most, out int number)
        {
            number = ReadNumber();
            return number >= least && number <= most;
        }

        // -1: there is no digit.
        private int ReadNumber()
        {
            int number = -1;
            while (!IsAtEnd && IsDigit(_chars[_at]))
            {
                number = (number < 0 ? 0 : number * 10) + (_chars[_at++] - '0');
                if (number > TooMany) number = TooMany;
            }

            return number;
        }

        private bool Take(char wanted)
        {
            if (IsAtEnd || _chars[_at] != wanted) return false;
            _at++;
            return true;
        }

        private string Where() => Where(_at);

        private string Where(int at) => at == _chars.Length ? " (the text ends too early)" : " (character " + (at + 1).ToString() + ")";

        private PosixTimeZone Refuse(string error)
        {
            Fail(error);
            return null;
        }

        private bool Fail(string error)
        {
            _error = error;
            return false;
        }

        private static bool IsDigit(char c) => c >= '0' && c <= '9';

        private static bool IsLetter(char c) => (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
