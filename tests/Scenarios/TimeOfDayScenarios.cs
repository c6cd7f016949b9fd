// SPDX-License-Identifier: MIT
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Scenarios;

/// <summary>Windows and weekdays over the days on which the clocks change, and over other odd days.</summary>
public class TimeOfDayScenarios
{
    private const string Night = """{"name":"Night","on":true,"per":true,"a":{"source":"time","op":"in","value":"22:00-06:00"},"action":{"target":"out1"}}""";
    private const string Sunday = """{"name":"Sunday","on":true,"per":true,"a":{"source":"weekday","op":"in","value":"sun"},"action":{"target":"out2"}}""";
    private const string Odd = """{"name":"Odd","on":true,"per":true,"a":{"source":"time","op":"in","value":"02:15-02:45"},"action":{"target":"out3"}}""";
    private const string EdgeOn = """{"name":"Edge on","on":true,"a":{"source":"time","op":"in","value":"02:15-02:20"},"action":{"target":"out4","on":true}}""";
    private const string EdgeOff = """{"name":"Edge off","on":true,"a":{"source":"time","op":"in","value":"02:45-02:50"},"action":{"target":"out4","on":false}}""";

    [Theory]
    [InlineData("Europe/Warsaw", "2026-03-28T12:00", "+21:00 -04:00 +20:00", "+23:00 -22:00", "", "")]                         // 7 h of night, 23 h of Sunday, no 02:15
    [InlineData("Europe/Warsaw", "2026-10-24T12:00", "+20:00 -05:00 +21:00", "+22:00 -23:00", "+00:15 -00:45 +01:15 -01:45", "+00:15 -00:45 +01:15 -01:45")]
    [InlineData("Europe/Warsaw", "2026-07-04T12:00", "+20:00 -04:00 +20:00", "+22:00 -22:00", "+00:15 -00:45", "+00:15 -00:45")]
    [InlineData("Europe/Moscow", "2026-10-24T10:00", "+19:00 -03:00 +19:00", "+21:00 -21:00", "+23:15 -23:45", "+23:15 -23:45")]
    [InlineData("America/New_York", "2026-03-07T18:00", "+03:00 -10:00 +02:00", "+05:00 -04:00", "", "")]
    [InlineData("Australia/Sydney", "2026-10-03T02:00", "+12:00 -19:00 +11:00", "+14:00 -13:00", "", "")]
    [InlineData("Australia/Sydney", "2026-04-04T04:00", "+11:00 -20:00 +12:00", "+13:00 -14:00", "+15:15 -15:45 +16:15 -16:45", "+15:15 -15:45 +16:15 -16:45")]
    [InlineData("Asia/Kolkata", "2026-10-24T08:00", "+16:30 -00:30 +16:30", "+18:30 -18:30", "+20:45 -21:15", "+20:45 -21:15")]
    public void Windows_follow_the_clock_on_the_wall(string zone, string fromUtc, string night, string sunday, string odd, string edges)
    {
        ClockedDevice device = Device(zone, fromUtc);
        device.Run(TimeSpan.FromHours(35.75));
        Assert.Equal(night, device.MovesUtc(1));
        Assert.Equal(sunday, device.MovesUtc(2));
        Assert.Equal(odd, device.MovesUtc(3));
        Assert.Equal(edges, device.MovesUtc(4));
    }

    [Fact]
    public void The_leap_day_is_a_day_like_others()
    {
        ClockedDevice device = Device("UTC", "2028-02-28T21:00", """{"name":"Tuesday","on":true,"per":true,"a":{"source":"weekday","op":"in","value":"tue"},"action":{"target":"out2"}}""");
        device.Run(TimeSpan.FromHours(30));
        Assert.Equal("+00:00 -00:00", device.MovesUtc(2));
        Assert.Equal(24 * 3600_000, device.Moves(2)[1].AtMs - device.Moves(2)[0].AtMs);
        Assert.Equal(At("2028-02-29T00:00"), device.UtcAtStartMs + device.Moves(2)[0].AtMs);
    }

    [Fact]
    public void Time_goes_on_past_the_second_in_2038_that_32_bits_cannot_count()
    {
        ClockedDevice device = Device("Europe/Warsaw", "2038-01-19T03:13", """{"name":"Then","on":true,"per":true,"a":{"source":"time","op":"in","value":"04:14:07-04:14:09"},"action":{"target":"out1"}}""", Sunday);
        device.Run(TimeSpan.FromMinutes(10));
        Assert.Equal("+03:14:07 -03:14:09", device.MovesUtc(1));
        device.RunTo("2038-01-25T12:00");
        Assert.Equal("+23:00 -23:00", device.MovesUtc(2));
        device.Utc = ClockedDevice.At("2038-03-27T20:00");
        device.Run(TimeSpan.FromHours(12));
        Assert.Equal(7200, device.Controller.Clock.OffsetSeconds);
    }

    [Fact]
    public void Time_is_unknown_again_from_2100_on()
    {
        ClockedDevice device = Device("UTC", "2099-12-31T21:00", Night);
        device.RunTo("2099-12-31T23:59:59");
        Assert.True(device.On(1));
        device.Run(TimeSpan.FromSeconds(5));
        Assert.False(device.Controller.Clock.IsKnown);
        Assert.True(device.On(1));
        device.Run(TimeSpan.FromSeconds(10));
        Assert.False(device.On(1));
    }

    [Fact]
    public void A_new_zone_counts_at_once()
    {
        ClockedDevice device = Device("UTC", "2026-11-21T20:30", Night);
        device.Run(TimeSpan.FromMinutes(5));
        Assert.False(device.On(1));
        device.Settings("\"time\":{\"zone\":\"MSK-3\"}");
        device.Run(TimeSpan.FromSeconds(1));
        Assert.True(device.On(1));
    }

    private static ClockedDevice Device(string zone, string fromUtc, params string[] events)
    {
        ClockedDevice device = new() { Utc = ClockedDevice.At(fromUtc) };
        if (events.Length == 0) events = [Night, Sunday, Odd, EdgeOn, EdgeOff];
        device.Settings($$"""
            "modules":[],"mapping":[],"time":{"zone":"{{zone}}","source":"manual"},"events":[{{string.Join(',', events)}}]
            """.Trim());
        return device;
    }

    private static long At(string utc) => ClockedDevice.At(utc).ToUnixTimeMilliseconds();
}
