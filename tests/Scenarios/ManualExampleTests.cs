// SPDX-License-Identifier: MIT
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Scenarios;

/// <summary>The manual's example on the whole firmware: a load while more than 2 kW are exported, hysteresis 100 W, switched off a minute late.</summary>
public sealed class ManualExampleTests
{
    private const string Example =
        """
        [{"name":"Pool pump","on":true,"per":true,"a":{"source":"m1","op":"<","value":-2000,"hysteresis":100},"offDelay":60,"action":{"target":"out3","on":true}}]
        """;

    [Fact]
    public void The_load_goes_on_below_2_kW_export_and_off_a_minute_after_the_hysteresis()
    {
        using var house = new House(new HouseSetup { Events = Example });
        house.SunShines(2299).After(minutes: 1).Output(3).IsOff();

        // 2.1 kW more than the house takes: on at the next reading, and the pump's 450 W must not push it off again.
        double onS = house.SunShines(2800).Until("on", () => house.RelayIsClosed(3), withinS: 2);
        Assert.InRange(onS, 0.01, 0.5);
        house.After(minutes: 10).Output(3).IsOn();
        house.Output(3).Says("event 'Pool pump' is met", "Grid power -2050 W < -2000 W", "goes off 60 s after Grid power reaches -1900 W");

        // Inside the hysteresis: nothing.
        house.SunShines(2660).After(minutes: 10).Output(3).IsOn();

        // Out of it: a minute.
        double offS = house.SunShines(2640).Until("off", () => !house.RelayIsClosed(3), withinS: 65);
        Assert.InRange(offS, 60, 60.5);
        Assert.Equal([true, false], house.Switchings.Where(s => s.Output == 3).Select(s => s.On));
    }

    [Fact]
    public void A_cloud_of_59_seconds_does_not_switch_it_off_and_the_next_one_has_the_whole_minute_again()
    {
        using var house = new House(new HouseSetup { Events = Example });
        house.SunShines(3000).After(seconds: 5).Output(3).IsOn();
        house.SunShines(500).After(seconds: 59).Output(3).IsOn();
        house.SunShines(3000).After(seconds: 1).Output(3).IsOn();
        house.SunShines(500).After(seconds: 59).Output(3).IsOn();
        house.After(seconds: 2).Output(3).IsOff();
    }
}
