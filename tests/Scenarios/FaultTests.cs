// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Wattwarden.Tests.Scenarios;

/// <summary>Something inside breaks: a driver that throws, a relay that refuses.</summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    private const string Surplus =
        """
        [{"name":"Surplus","on":true,"per":true,"a":{"source":"m1","op":"<","value":-2000,"hysteresis":2300},"action":{"target":"out1","on":true}}]
        """;

    [Fact]
    public void A_task_that_throws_is_counted_and_shown_and_outputs_are_safe_until_ten_seconds_after()
    {
        using var house = new House(new HouseSetup { Events = Surplus });
        house.SunShines(4000).After(seconds: 3).Output(1).IsOn();
        Assert.Equal(200, house.Command(4, """{"on":true}"""));
        house.After(seconds: 1);
        house.Meter.DriverFails = new InvalidOperationException("UART lost its clock");
        double safeS = house.Until("outputs safe", () => !house.RelayIsClosed(1) && !house.RelayIsClosed(4), withinS: 2);
        house.After(seconds: 30);
        JsonElement task = house.Task("bus");
        Assert.InRange(task.GetProperty("faults").GetInt32(), 25, 32);
        Assert.Equal("InvalidOperationException: UART lost its clock", task.GetProperty("lastFault").GetString());
        JsonElement system = house.Get("/api/v1/system");
        Assert.Equal("bus", system.GetProperty("culprit").GetString());
        Assert.True(system.GetProperty("outputsSafe").GetBoolean());
        Assert.Equal("safe", house.Output(1).Mode);
        Assert.Equal(409, house.Command(4, """{"on":true,"forSeconds":60}"""));
        output.WriteLine("safe after " + safeS.ToString("0.00") + " s; " + house.Output(1).Why);
        house.Output(1).Says("Off (safe state)", "safety stop, because a part of the program failed");

        house.Meter.DriverFails = null;
        double healedS = house.Until("out1 on again", () => house.RelayIsClosed(1), withinS: 20);
        output.WriteLine($"healed {healedS:0.00} s after the driver");
        Assert.InRange(healedS, 9, 12);
        house.Output(4).IsOn();
        Assert.Equal(0, house.Restarts);
        Assert.False(house.Get("/api/v1/system").GetProperty("outputsSafe").GetBoolean());
    }

    [Fact]
    public void A_driver_that_fails_now_and_then_keeps_the_outputs_safe_all_the_time()
    {
        using var house = new House(new HouseSetup { Events = Surplus });
        house.SunShines(4000).After(seconds: 3).Output(1).IsOn();
        for (int i = 0; i < 20; i++)
        {
            house.Meter.DriverFails = new InvalidOperationException("the driver is broken");
            house.After(seconds: 0.5);
            house.Meter.DriverFails = null;
            house.After(seconds: 6);
            house.Output(1).IsOff();
        }

        Assert.Equal(2, house.Switchings.Count);
        house.After(seconds: 12).Output(1).IsOn();
    }

    [Fact]
    public void A_relay_that_refuses_is_a_fault_that_people_see_and_that_heals_by_itself()
    {
        using var house = new House(new HouseSetup { Events = Surplus });
        house.After(seconds: 5).RelayRefuses(1);
        house.SunShines(4000).After(seconds: 30).Output(1).IsOff();
        Assert.True(house.Output(1).HasFault);
        Assert.Equal("failed", house.Point("out1").GetProperty("quality").GetString());
        output.WriteLine(house.Output(1).Why);
        JsonElement newest = house.Get("/api/v1/decisions").GetProperty("decisions")[0];
        Assert.Equal("relay fault", newest.GetProperty("cause").GetString());

        // The others work meanwhile.
        Assert.Equal(200, house.Command(5, """{"on":true}"""));
        house.After(seconds: 1).Output(5).IsOn();

        house.RelayRefuses(1, false);
        double healedS = house.Until("on", () => house.RelayIsClosed(1), withinS: 3);
        Assert.InRange(healedS, 0, 1.1);
        house.After(seconds: 2);
        Assert.False(house.Output(1).HasFault);
        Assert.Equal("good", house.Point("out1").GetProperty("quality").GetString());
    }

    [Fact]
    public void A_relay_that_will_not_open_is_told_every_second_until_it_does()
    {
        using var house = new House(new HouseSetup { Events = Surplus });
        house.SunShines(4000).After(seconds: 3).Output(1).IsOn();
        house.RelayRefuses(1);
        house.Meter.Unplug();
        house.After(minutes: 1);
        Assert.True(house.RelayIsClosed(1));
        Assert.True(house.Output(1).HasFault);
        house.RelayRefuses(1, false);
        Assert.InRange(house.Until("off", () => !house.RelayIsClosed(1), withinS: 3), 0, 1.1);
    }
}
