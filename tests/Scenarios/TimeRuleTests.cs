// SPDX-License-Identifier: MIT
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Scenarios;

/// <summary>Windows of the day, with the clock known and not.</summary>
public sealed class TimeRuleTests
{
    private const string Night =
        """
        [{"name":"Cheap night","on":true,"per":true,"a":{"source":"time","op":"in","value":"22:00-06:00"},"action":{"target":"out3","on":true}}]
        """;

    [Fact]
    public void A_night_window_in_local_time_switches_at_ten_and_at_six()
    {
        // UTC 19:59:30 with two hours' offset is 21:59:30 local.
        using var house = new House(new HouseSetup { Events = Night, Time = """{"utcOffsetMinutes":120}""", Start = new DateTime(2026, 6, 21, 19, 59, 30) });
        house.After(seconds: 29).Output(3).IsOff();
        house.After(seconds: 1.6).Output(3).IsOn();
        house.Output(3).Says("event 'Cheap night' is met", "22:00");
        house.After(hours: 7.99).Output(3).IsOn();
        double offS = house.Until("off", () => !house.RelayIsClosed(3), withinS: 120, stepS: 0.5);
        double localSecond = (house.NowS + (21 * 3600) + (59 * 60) + 30) % 86400;
        Assert.InRange(localSecond, 6 * 3600, (6 * 3600) + 1.5);
        Assert.True(offS > 0);
        Assert.Equal([true, false], house.Switchings.Select(s => s.On));
    }

    [Fact]
    public void While_the_time_is_unknown_the_window_switches_nothing_and_says_so()
    {
        using var house = new House(new HouseSetup { Events = Night, KnowsTime = false, Modules = """[{"pollMs":2000}]""" });
        for (int hour = 0; hour < 25; hour++) house.After(hours: 1).Output(3).IsOff();
        Assert.Empty(house.Switchings);
        house.Output(3).Says("the time is not known");
        Assert.Equal("never", house.Point("time").GetProperty("quality").GetString());
        Assert.Equal("never", house.Point("weekday").GetProperty("quality").GetString());
    }

    [Fact]
    public void The_time_becomes_known_in_the_middle_of_the_night_and_a_change_of_the_offset_counts_at_once()
    {
        using var house = new House(new HouseSetup { Events = Night, KnowsTime = false, Time = """{"zone":"UTC0"}""" });
        house.After(minutes: 1).Output(3).IsOff();
        house.SetClock(new DateTime(2026, 1, 10, 21, 30, 0));
        house.After(seconds: 2).Output(3).IsOff();
        house.Put("time", """{"utcOffsetMinutes":60}""");
        house.After(seconds: 2).Output(3).IsOn();
        house.Put("time", """{"utcOffsetMinutes":-60}""");
        house.After(seconds: 2).Output(3).IsOff();
    }

    [Fact]
    public void Weekdays_change_at_local_midnight()
    {
        // 21 June 2026 is a Sunday.
        using var house = new House(new HouseSetup
        {
            Events = """[{"name":"Weekend","on":true,"per":true,"a":{"source":"weekday","op":"in","value":"sat,sun"},"action":{"target":"out3","on":true}}]""",
            Time = """{"utcOffsetMinutes":-330}""",
            Start = new DateTime(2026, 6, 22, 5, 29, 0),
        });
        house.After(seconds: 58).Output(3).IsOn();
        house.Output(3).Says("sun");
        house.After(seconds: 4).Output(3).IsOff();
    }
}
