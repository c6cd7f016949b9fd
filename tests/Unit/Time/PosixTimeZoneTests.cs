// SPDX-License-Identifier: MIT
using Wattwarden.Tests.Support;
using Wattwarden.Time;
using Xunit;

namespace Wattwarden.Tests.Unit.Time;

/// <summary>Rules of time zones against the C library and the tz database, which know nothing of ours.</summary>
public class PosixTimeZoneTests
{
    private const int Hour = 3600;
    private static readonly List<ZoneVector> Rules = ZoneVector.Load("rules.txt");
    private static readonly List<ZoneVector> Catalog = ZoneVector.Load("catalog.txt");

    [Fact]
    public void Every_hour_from_2020_to_2040_is_the_hour_of_the_c_library()
    {
        Assert.Equal(19, Rules.Count);
        foreach (ZoneVector vector in Rules)
        {
            PosixTimeZone zone = Zone(vector.Rule);
            int state = 0;
            for (long second = ZoneVector.FirstSecond; second < ZoneVector.EndSecond; second += Hour)
            {
                while (state + 1 < vector.States.Count && vector.States[state + 1].FromSecond <= second) state++;
                if (zone.OffsetSeconds(second) == vector.States[state].OffsetSeconds) continue;
                Assert.Fail($"{vector.Rule} at {second}: {zone.OffsetSeconds(second)}");
            }
        }
    }

    [Fact]
    public void Clocks_change_at_the_second_of_the_c_library_and_each_change_is_foretold()
    {
        foreach (ZoneVector vector in Rules)
        {
            PosixTimeZone zone = Zone(vector.Rule);
            Assert.Equal(vector.States.Count > 1, zone.HasDaylight);
            for (int i = 1; i < vector.States.Count; i++)
            {
                (long from, int offset, bool daylight) = vector.States[i];
                Assert.Equal((offset, daylight), (zone.OffsetSeconds(from), zone.IsDaylight(from)));
                Assert.Equal(vector.States[i - 1].OffsetSeconds, zone.OffsetSeconds(from - 1));
                Assert.Equal(from, zone.NextChange(from - 1));
                Assert.Equal(from, zone.NextChange(vector.States[i - 1].FromSecond));
            }
        }
    }

    [Fact]
    public void The_catalog_is_what_the_tz_database_says()
    {
        Assert.Equal(Catalog.Select(v => v.Name), Enumerable.Range(0, ZoneCatalog.Count).Select(ZoneCatalog.Name));
        foreach (ZoneVector vector in Catalog)
        {
            Assert.Equal(vector.Rule, ZoneCatalog.Find(vector.Name));
            PosixTimeZone zone = Zone(vector.Rule);
            for (int i = 0; i < vector.States.Count; i++)
            {
                long until = i + 1 < vector.States.Count ? vector.States[i + 1].FromSecond : ZoneVector.EndSecond;
                for (long second = vector.States[i].FromSecond; second < until; second += 31 * Hour) Assert.Equal(vector.States[i].OffsetSeconds, zone.OffsetSeconds(second));
                Assert.Equal(vector.States[i].OffsetSeconds, zone.OffsetSeconds(until - 1));
            }
        }

        Assert.Null(ZoneCatalog.Find("Europe/Atlantis"));
    }

    [Fact]
    public void Local_time_leads_back_to_utc_and_gaps_and_repeats_are_told()
    {
        foreach (ZoneVector vector in Rules)
        {
            PosixTimeZone zone = Zone(vector.Rule);
            int[] kinds = new int[3];
            IEnumerable<long> around = vector.States.Skip(1).SelectMany(s => Enumerable.Range(-24, 48).Select(q => s.FromSecond + s.OffsetSeconds + q * 900L));
            IEnumerable<long> everyWeek = Enumerable.Range(1, 1000).Select(w => ZoneVector.FirstSecond + w * 7L * 86400 + w * 977);
            foreach (long local in around.Concat(everyWeek))
            {
                List<long> expected = vector.Moments(local);
                long actual = zone.ToUtc(local, out LocalMoment moment);
                Assert.Equal(expected.Count == 1 ? LocalMoment.Once : expected.Count == 2 ? LocalMoment.Twice : LocalMoment.Skipped, moment);
                kinds[(int)moment]++;
                if (expected.Count > 0) Assert.Equal(expected.Min(), actual);
            }

            Assert.Equal(zone.HasDaylight, kinds[(int)LocalMoment.Skipped] > 0);
            Assert.Equal(zone.HasDaylight, kinds[(int)LocalMoment.Twice] > 0);
        }
    }

    [Fact]
    public void A_skipped_time_lies_as_far_behind_the_change_as_in_the_gap_and_a_repeated_one_is_the_first()
    {
        PosixTimeZone warsaw = Zone("CET-1CEST,M3.5.0,M10.5.0/3");
        Assert.Equal(Unix(2026, 3, 29, 1, 30), warsaw.ToUtc(Unix(2026, 3, 29, 2, 30), out LocalMoment skipped));
        Assert.Equal(LocalMoment.Skipped, skipped);
        Assert.Equal(2 * Hour, warsaw.OffsetSeconds(Unix(2026, 3, 29, 1, 30)));
        Assert.Equal(Unix(2026, 10, 25, 0, 30), warsaw.ToUtc(Unix(2026, 10, 25, 2, 30), out LocalMoment twice));
        Assert.Equal(LocalMoment.Twice, twice);
    }

    // RFC 8536, 3.3.1: daylight time all year is written as beginning with the year and ending an hour past its last day.
    [Fact]
    public void Daylight_time_all_year_never_changes()
    {
        PosixTimeZone zone = Zone("EST5EDT,0/0,J365/25");
        for (long second = ZoneVector.FirstSecond; second < ZoneVector.EndSecond; second += Hour) Assert.True(zone.IsDaylight(second));
        Assert.Equal(PosixTimeZone.NoChange, zone.NextChange(ZoneVector.FirstSecond));
        Assert.Equal(PosixTimeZone.NoChange, Zone("MSK-3").NextChange(ZoneVector.FirstSecond));
    }

    [Fact]
    public void Rules_hold_to_the_end_of_the_century_and_over_the_leap_day_that_2100_has_not()
    {
        PosixTimeZone warsaw = Zone("CET-1CEST,M3.5.0,M10.5.0/3");
        Assert.Equal(Unix(2099, 3, 29, 1, 0), warsaw.NextChange(Unix(2099, 1, 1, 0, 0)));
        Assert.Equal(Unix(2100, 3, 28, 1, 0), warsaw.NextChange(Unix(2099, 12, 31, 0, 0)));
        Assert.Equal(Unix(2100, 2, 28, 23, 0), Zone("AAA-1BBB,59/0,J300").NextChange(Unix(2100, 1, 1, 0, 0)));
    }

    [Fact]
    public void Conversions_allocate_nothing()
    {
        PosixTimeZone zone = Zone("AEST-10AEDT,M10.1.0,M4.1.0/3");
        zone.ToUtc(0, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long sum = 0;
        for (long second = ZoneVector.FirstSecond; second < ZoneVector.FirstSecond + 1000 * Hour; second += Hour) sum += zone.OffsetSeconds(second) + zone.NextChange(second) + zone.ToUtc(second, out _);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotEqual(0, sum);
    }

    [Theory]
    [InlineData("", "at least three letters, or in < > (the text ends too early)")]
    [InlineData("CE", "at least three letters")]
    [InlineData("CET", "the offset hours from 0 to 24 (the text ends too early)")]
    [InlineData("CETX1", null)]
    [InlineData("CET+1", null)]
    [InlineData("CET25", "hours from 0 to 24 (character 4)")]
    [InlineData("CET24:30", "at most 24 hours")]
    [InlineData("CET-1:60", "minutes and seconds from 0 to 59 (character 7)")]
    [InlineData("CET-1:", "minutes and seconds from 0 to 59 (the text ends too early)")]
    [InlineData("CET-1:00:59", null)]
    [InlineData("CET-1:00:00:00", "at least three letters, or in < > (character 12)")]
    [InlineData("<+3>-3", "shorter than three characters (character 5)")]
    [InlineData("<+03-3", "not ended")]
    [InlineData("<+0 3>-3", "not ended, or holds other than letters")]
    [InlineData("CET-1CEST", "not when it begins and ends, such as ,M3.5.0,M10.5.0/3")]
    [InlineData("CET-1CEST-2", "not when it begins and ends")]
    [InlineData("CET-1CEST,M3.5.0", "the end of daylight time as ,Mmonth.week.day")]
    [InlineData("CET-1CEST,M13.5.0,M10.5.0", "the beginning of daylight time")]
    [InlineData("CET-1CEST,M3.6.0,M10.5.0", "the beginning of daylight time")]
    [InlineData("CET-1CEST,M3.0.0,M10.5.0", "the beginning of daylight time")]
    [InlineData("CET-1CEST,M3.5.7,M10.5.0", "the beginning of daylight time")]
    [InlineData("CET-1CEST,M3.5,M10.5.0", "the beginning of daylight time")]
    [InlineData("CET-1CEST,M3.5.0,J0", "the end of daylight time")]
    [InlineData("CET-1CEST,M3.5.0,J366", "the end of daylight time")]
    [InlineData("CET-1CEST,0,365", null)]
    [InlineData("CET-1CEST,0,366", "the end of daylight time")]
    [InlineData("CET-1CEST,M3.5.0/167,M10.5.0/-167", null)]
    [InlineData("CET-1CEST,M3.5.0/168,M10.5.0", "the time of the beginning of daylight time hours from 0 to 167")]
    [InlineData("CET-1CEST,M3.5.0,M10.5.0/-167:00:01", "at most 167 hours")]
    [InlineData("CET-1CEST,M3.5.0,M10.5.0/3 ", "more after the end of daylight time (character 27)")]
    [InlineData("CET-1CEST,M3.5.0,M10.5.0/", "the time of the end of daylight time hours")]
    [InlineData("CET-99999999999", "hours from 0 to 24")]
    [InlineData(":Europe/Warsaw", "at least three letters")]
    [InlineData("Zürich-1", "at least three letters")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA1", "longer than 64")]
    public void A_text_is_a_rule_or_the_refusal_says_where_it_goes_wrong(string text, string? words)
    {
        PosixTimeZone? zone = PosixTimeZone.Parse(text, out string? error);
        Assert.Equal(words == null, zone != null);
        if (words == null) Assert.Null(error);
        else Assert.Contains(words, error);
        if (zone != null) Assert.Equal(text, zone.Text);
    }

    [Fact]
    public void Offsets_count_west_and_may_have_minutes_and_seconds()
    {
        Assert.Equal(19800, Zone("IST-5:30").StandardOffsetSeconds);
        Assert.Equal(-18930, Zone("XYZ+5:15:30").StandardOffsetSeconds);
        Assert.Equal((-3 * Hour, -Hour), (Zone("AAA3BBB1,J1,J2").StandardOffsetSeconds, Zone("AAA3BBB1,J1,J2").DaylightOffsetSeconds));
        Assert.Equal(-2 * Hour, Zone("AAA3BBB,J1,J2").DaylightOffsetSeconds);
    }

    private static PosixTimeZone Zone(string rule)
    {
        PosixTimeZone? zone = PosixTimeZone.Parse(rule, out string error);
        Assert.True(zone != null, rule + " " + error);
        return zone;
    }

    private static long Unix(int year, int month, int day, int hour, int minute) => new DateTimeOffset(year, month, day, hour, minute, 0, TimeSpan.Zero).ToUnixTimeSeconds();
}
