// SPDX-License-Identifier: MIT
using System.Globalization;
using Wattwarden.Text;
using Xunit;

namespace Wattwarden.Tests.Unit.Time;

/// <summary>Calendar and ISO text against the desktop's own.</summary>
public class IsoTimeTests
{
    [Fact]
    public void Every_day_from_1_to_9999_has_the_date_and_weekday_of_the_desktop()
    {
        int day = Civil.DayOf(1, 1, 1);
        for (DateOnly date = DateOnly.MinValue; ; date = date.AddDays(1), day++)
        {
            Civil.DateOf(day, out int year, out int month, out int dayOfMonth);
            bool same = (year, month, dayOfMonth) == (date.Year, date.Month, date.Day) && Civil.DayOf(year, month, dayOfMonth) == day
                && Civil.WeekdayOf(day) % 7 == (int)date.DayOfWeek && Civil.YearOf(day) == year;
            if (!same) Assert.Fail(date.ToString("o", CultureInfo.InvariantCulture));
            if (date == DateOnly.MaxValue) break;
        }

        Assert.Equal(0, Civil.DayOf(1970, 1, 1));
    }

    [Fact]
    public void Days_end_at_their_last_second_before_1970_too()
    {
        Assert.Equal([-2, -1, -1, 0, 0, 1], new long[] { -86401, -86400, -1, 0, 86399, 86400 }.Select(Civil.DayOfSecond));
        for (int year = 1; year < 3000; year++) Assert.Equal(DateTime.IsLeapYear(year), Civil.IsLeap(year));
    }

    [Fact]
    public void Moments_are_written_as_the_desktop_writes_them_and_read_back()
    {
        var random = new Random(1);
        for (int i = 0; i < 20000; i++)
        {
            long unixMs = random.NextInt64(0, 4102444800) * 1000;
            int minutes = random.Next(-14 * 60, 14 * 60);
            DateTimeOffset moment = DateTimeOffset.FromUnixTimeMilliseconds(unixMs).ToOffset(TimeSpan.FromMinutes(minutes));
            string utc = Utc(unixMs);
            string local = Local(unixMs, minutes * 60);
            Assert.Equal(moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), utc);
            Assert.Equal(moment.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture), local);
            Assert.True(IsoTime.TryParseUtc(utc, out long readMs) && readMs == unixMs);
            Assert.True(moment.Year < 1970 || (IsoTime.TryParseUtc(local, out readMs) && readMs == unixMs), local);
            Assert.True(moment.Year < 1970 || (IsoTime.TryParseLocal(local[..19], out readMs) && readMs == unixMs + minutes * 60000L), local);
        }
    }

    [Theory]
    [InlineData("2026-11-21T10:00Z", 1795255200000)]
    [InlineData("2026-11-21 10:00:00Z", 1795255200000)]
    [InlineData("2026-11-21T10:00:00.25Z", 1795255200250)]
    [InlineData("2026-11-21T10:00:00.123456Z", 1795255200123)]
    [InlineData("2026-11-21T11:00:00+01:00", 1795255200000)]
    [InlineData("2026-11-21T04:30:00-05:30", 1795255200000)]
    [InlineData("2028-02-29T00:00:00Z", 1835395200000)]
    [InlineData("2038-01-19T03:14:08Z", 2147483648000)]
    public void Forms_that_are_taken(string text, long unixMs)
    {
        Assert.True(IsoTime.TryParseUtc(text, out long actualMs));
        Assert.Equal(unixMs, actualMs);
        Assert.False(IsoTime.TryParseLocal(text, out actualMs));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-11-21")]
    [InlineData("2026-11-21T10:00")]
    [InlineData("2026-11-21T10:00:00")]
    [InlineData("2026-13-21T10:00:00Z")]
    [InlineData("2026-00-21T10:00:00Z")]
    [InlineData("2026-11-31T10:00:00Z")]
    [InlineData("2027-02-29T10:00:00Z")]
    [InlineData("2026-11-21T24:00:00Z")]
    [InlineData("2026-11-21T10:60:00Z")]
    [InlineData("2026-11-21T10:00:60Z")]
    [InlineData("2026-11-21T10:00:Z")]
    [InlineData("2026-11-21T10:00:0Z")]
    [InlineData("2026-11-21T10:00:00.Z")]
    [InlineData("2026-11-21T10:00:00Zx")]
    [InlineData("2026-11-21T10:00:00z")]
    [InlineData("2026-11-21T10:00:00+1:00")]
    [InlineData("2026-11-21T10:00:00+0100")]
    [InlineData("2026-11-21T10:00:00+01:60")]
    [InlineData("1969-12-31T23:59:59Z")]
    [InlineData("+026-11-21T10:00:00Z")]
    [InlineData("2026-1١-21T10:00:00Z")]
    [InlineData("2026/11/21T10:00:00Z")]
    public void Forms_that_are_not(string? text) => Assert.False(IsoTime.TryParseUtc(text, out _));

    private static string Utc(long unixMs)
    {
        var text = new TextBuffer(40);
        IsoTime.AppendUtc(text, unixMs);
        return text.ToString();
    }

    private static string Local(long unixMs, int offsetSeconds)
    {
        var text = new TextBuffer(40);
        IsoTime.AppendLocal(text, unixMs, offsetSeconds);
        return text.ToString();
    }
}
