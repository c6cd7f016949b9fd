// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Scenarios;

/// <summary>The breaker is played with.</summary>
public sealed class RestartTests
{
    private const string Surplus =
        """
        [{"name":"Surplus","on":true,"per":true,"a":{"source":"m1","op":"<","value":-2000,"hysteresis":2300},"action":{"target":"out1","on":true}}]
        """;

    [Fact]
    public void Three_quick_restarts_lead_to_safe_mode_and_ten_minutes_later_it_works_again()
    {
        using var house = new House(new HouseSetup { Events = Surplus });
        house.SunShines(4000);
        for (int i = 0; i < 3; i++)
        {
            house.After(seconds: 20).Output(1).IsOn();
            Assert.False(IsSafe(house));
            house.CutPower().After(seconds: 2).PowerOn();
        }

        house.After(seconds: 20).Output(1).IsOff();
        Assert.True(IsSafe(house));
        Assert.Contains("SAFE MODE", house.Console);
        Assert.Equal("safe", house.Output(1).Mode);
        Assert.Equal(409, house.Command(1, """{"on":true,"forSeconds":60}"""));
        house.After(minutes: 9).Output(1).IsOff();
        Assert.Equal(0, house.Restarts);
        house.After(minutes: 1).Output(1).IsOn();
        Assert.Equal(1, house.Restarts);
        Assert.False(IsSafe(house));

        // The row of quick starts is over.
        house.CutPower().PowerOn().After(seconds: 10).Output(1).IsOn();
    }

    [Fact]
    public void Two_quick_restarts_and_a_lasting_start_are_nothing()
    {
        using var house = new House(new HouseSetup { Events = Surplus });
        house.SunShines(4000);
        for (int i = 0; i < 6; i++)
        {
            house.After(seconds: i % 3 == 2 ? 61 : 5).Output(1).IsOn();
            Assert.False(IsSafe(house));
            house.CutPower().PowerOn();
        }
    }

    [Fact]
    public void Outputs_come_back_as_their_restart_state_says()
    {
        using var house = new House(new HouseSetup { Events = "[]", Outputs = """[{},{},{},{"restart":"on"},{"restart":"last"},{"restart":"off"}]""" });
        house.After(seconds: 1).Output(3).IsOn();
        house.Output(4).IsOff();
        foreach (int output in new[] { 4, 5 }) Assert.Equal(200, house.Command(output, """{"on":true}"""));
        Assert.Equal(200, house.Command(3, """{"on":false}"""));
        house.After(seconds: 61).Output(4).IsOn();
        house.CutPower();
        Assert.All(Enumerable.Range(0, 6), output => Assert.False(house.RelayIsClosed(output)));
        house.After(seconds: 30).PowerOn().After(seconds: 1).Output(3).IsOn();
        house.Output(4).IsOn();
        house.Output(5).IsOff();
        house.Output(4).Says("restart");

        house.Command(4, """{"on":false}""");
        house.After(seconds: 61).CutPower().PowerOn().After(seconds: 1).Output(4).IsOff();
    }

    [Fact]
    public void A_state_that_lasts_less_than_a_minute_may_be_forgotten_but_never_invented()
    {
        using var house = new House(new HouseSetup { Events = "[]", Outputs = """[{},{},{},{},{"restart":"last"},{"restart":"last"}]""" });
        house.After(seconds: 1);
        house.Command(4, """{"on":true}""");
        house.After(seconds: 1);
        house.Command(4, """{"on":false}""");
        house.After(seconds: 5).CutPower().PowerOn().After(seconds: 1).Output(5).IsOff();
        house.After(seconds: 61);
        house.Command(4, """{"on":false}""");
        house.After(seconds: 61).CutPower().PowerOn().After(seconds: 1).Output(4).IsOff();
    }

    [Fact]
    public void A_minimum_off_time_counts_from_the_start()
    {
        using var house = new House(new HouseSetup { Events = Surplus, Outputs = """[{},{"minOffS":120}]""" });
        house.SunShines(4000).After(seconds: 119).Output(1).IsOff();
        house.Output(1).Says("switches on in", "minimum off time");
        house.After(seconds: 2).Output(1).IsOn();
    }

    private static bool IsSafe(House house)
    {
        JsonElement system = house.Get("/api/v1/system");
        Assert.Equal(system.GetProperty("safeMode").GetBoolean(), system.GetProperty("outputsSafe").GetBoolean());
        return system.GetProperty("safeMode").GetBoolean();
    }
}
