// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.Time
{
    /// <summary>
    /// A time zone written as POSIX.1-2017 (8.3, TZ) has it: CET-1CEST,M3.5.0,M10.5.0/3. Parsed once into whole numbers; nothing in it
    /// changes, so any thread may ask it. Conversions allocate nothing. Knows the rule of today only, not the history of a zone.
    /// </summary>
    public sealed class PosixTimeZone
    {
        /// <summary>Moment of a change that never comes.</summary>
        public const long NoChange = long.MaxValue;

        /// <summary>Longest text that is taken.</summary>
        public const int MaxLength = 64;

        private readonly ChangeRule _begin;
        private readonly ChangeRule _end;

        internal PosixTimeZone(string text, int standardOffsetSeconds, int daylightOffsetSeconds, ChangeRule begin, ChangeRule end)
        {
            Text = text;
            StandardOffsetSeconds = standardOffsetSeconds;
            DaylightOffsetSeconds = daylightOffsetSeconds;
            _begin = begin;
            _end = end;
        }

        public static PosixTimeZone Utc { get; } = new PosixTimeZone("UTC0", 0, 0, null, null);

        /// <summary>As it was written.</summary>
        public string Text { get; }

        /// <summary>Seconds by which local time is ahead of UTC, outside daylight time.</summary>
        public int StandardOffsetSeconds { get; }

        /// <summary>The same in daylight time; equal to the other without one.</summary>
        public int DaylightOffsetSeconds { get; }

        public bool HasDaylight => _begin != null;

        /// <summary>Parses the text. Null: it is no time zone, and the error says why in words.</summary>
        public static PosixTimeZone Parse(string text, out string error) => new ZoneReader(text).Read(out error);

        public bool IsDaylight(long unixSecond)
        {
            if (_begin == null) return false;
            int year = Civil.YearOf(Civil.DayOfSecond(unixSecond + StandardOffsetSeconds));
            long latest = long.MinValue;
            bool daylight = false;

            // Two years back, because rules with times up to a week long may reach over the end of a year.
            for (int y = year - 2; y <= year + 1; y++)
            {
                long begin = BeginSecond(y);
                if (begin <= unixSecond && begin >= latest)
                {
                    latest = begin;
                    daylight = true;
                }

                // Only later: where both fall together daylight time goes on (all-year daylight time is written so).
                long end = EndSecond(y);
                if (end <= unixSecond && end > latest)
                {
                    latest = end;
                    daylight = false;
                }
            }

            return daylight;
        }

        /// <summary>Seconds by which local time is ahead of UTC at a moment.</summary>
        public int OffsetSeconds(long unixSecond) => IsDaylight(unixSecond) ? DaylightOffsetSeconds : StandardOffsetSeconds;

        /// <summary>The next moment (Unix seconds) at which the clocks change; NoChange when they never do.</summary>
        public long NextChange(long unixSecond)
        {
            if (_begin == null) return NoChange;
            bool daylight = IsDaylight(unixSecond);
            int year = Civil.YearOf(Civil.DayOfSecond(unixSecond));
            long next = NoChange;
            for (int y = year - 1; y <= year + 2; y++)
            {
                long change = daylight ? EndSecond(y) : BeginSecond(y);
                if (change > unixSecond && change < next && IsDaylight(change) != daylight) next = change;
            }

            return next;
        }

        /// <summary>What UTC is when the clock on the wall shows this; both in seconds since 1970. For the rule at the changes see LocalMoment.</summary>
        public long ToUtc(long localSecond, out LocalMoment moment)
        {
            bool summerAhead = DaylightOffsetSeconds > StandardOffsetSeconds;
            int more = summerAhead ? DaylightOffsetSeconds : StandardOffsetSeconds;
            int less = summerAhead ? StandardOffsetSeconds : DaylightOffsetSeconds;
            bool first = OffsetSeconds(localSecond - more) == more;
            bool second = OffsetSeconds(localSecond - less) == less;
            moment = first == second && more != less ? (first ? LocalMoment.Twice : LocalMoment.Skipped) : LocalMoment.Once;
            return localSecond - (first ? more : less);
        }

        private long BeginSecond(int year) => _begin.LocalSecond(year) - StandardOffsetSeconds;

        private long EndSecond(int year) => _end.LocalSecond(year) - DaylightOffsetSeconds;
    }
}
