// SPDX-License-Identifier: MIT
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Scenarios;

/// <summary>People press buttons while events want something else.</summary>
public sealed class ByHandTests
{
    private const string Held =
        """
        [{"name":"Surplus","on":true,"per":true,"a":{"source":"m1","op":"<","value":-2000,"hysteresis":2300},"action":{"target":"out1","on":true}}]
        """;

    [Fact]
    public void By_hand_with_a_time_beats_a_permanent_event_and_ends_by_itself()
    {
        using var house = new House(new HouseSetup { Events = Held });
        house.After(seconds: 5).Output(1).IsOff();
        Assert.Equal(200, house.Command(1, """{"on":true,"forSeconds":600}"""));
        house.After(seconds: 1).Output(1).IsOn();
        house.Output(1).Says("On by hand", "9 min", "then event 'Surplus' decides");
        Assert.Equal("manual", house.Output(1).Mode);
        house.After(seconds: 598).Output(1).IsOn();
        house.After(seconds: 1.5).Output(1).IsOff();
        Assert.Equal("auto", house.Output(1).Mode);

        // The other way round: off by hand while the sun wants it on.
        house.SunShines(3000).After(seconds: 3).Output(1).IsOn();
        Assert.Equal(200, house.Command(1, """{"on":false,"forSeconds":60}"""));
        house.After(seconds: 59).Output(1).IsOff();
        house.After(seconds: 2).Output(1).IsOn();
    }

    [Fact]
    public void Back_to_automatic_ends_the_time_at_once()
    {
        using var house = new House(new HouseSetup { Events = Held });
        house.After(seconds: 5);
        house.Command(1, """{"on":true,"forSeconds":3600}""");
        house.After(seconds: 10).Output(1).IsOn();
        Assert.Equal(200, house.Command(1, """{"auto":true}"""));
        house.After(seconds: 0.3).Output(1).IsOff();
    }

    [Fact]
    public void Without_a_time_a_held_output_refuses_and_a_free_one_stays()
    {
        using var house = new House(new HouseSetup { Events = Held });
        house.After(seconds: 5);
        (int status, var answer) = house.Ask("POST", "/api/v1/outputs/out1", """{"on":true}""");
        Assert.Equal(409, status);
        Assert.Equal("forSeconds", answer.GetProperty("field").GetString());
        house.After(seconds: 5).Output(1).IsOff();

        Assert.Equal(200, house.Command(4, """{"on":true}"""));
        house.After(hours: 2).Output(4).IsOn();
        house.Output(4).Says("by hand");
    }

    [Fact]
    public void By_hand_with_a_time_stands_above_a_dead_meter_and_then_the_safe_state_comes_at_once()
    {
        using var house = new House(new HouseSetup { Events = Held });
        house.After(seconds: 5);
        house.Command(1, """{"on":true,"forSeconds":120}""");
        house.Meter.Unplug();
        house.After(seconds: 119).Output(1).IsOn();
        house.After(seconds: 1.3).Output(1).IsOff();
        Assert.Equal("safe", house.Output(1).Mode);
    }

    [Fact]
    public void An_event_without_Per_and_a_person_take_turns_and_the_last_word_counts()
    {
        using var house = new House(new HouseSetup
        {
            Events = """[{"name":"Once","on":true,"a":{"source":"m1","op":"<","value":-2000},"action":{"target":"out4","on":true}}]""",
        });
        house.SunShines(4000).After(seconds: 3).Output(4).IsOn();
        Assert.Equal(200, house.Command(4, """{"on":false}"""));
        house.After(minutes: 5).Output(4).IsOff();
        house.SunShines(0).After(seconds: 5);
        house.SunShines(4000).After(seconds: 5).Output(4).IsOn();
    }
}
