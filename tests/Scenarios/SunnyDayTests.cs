// SPDX-License-Identifier: MIT
using Wattwarden.Emulator;
using Wattwarden.Emulator.House;
using Wattwarden.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Wattwarden.Tests.Scenarios;

/// <summary>A new device, nothing set: the factory's events on a day in June.</summary>
public sealed class SunnyDayTests(ITestOutputHelper output)
{
    private static readonly DateTime Midnight = new(2026, 6, 21);

    [Fact]
    public void With_factory_settings_two_heaters_follow_the_sun_of_a_clear_day()
    {
        using var house = new House(new HouseSetup { Start = Midnight, Sun = new CloudlessSky(6000), HouseholdWatts = null, BoilerCelsius = 20 });
        house.After(hours: 5);
        Assert.Empty(house.Switchings);
        house.Output(1).Says("event 'Surplus heats 1' is not met");

        int together = 0;
        int secondAlone = 0;
        while (house.NowS < 24 * 3600)
        {
            house.After(minutes: 1);
            bool first = house.RelayIsClosed(1);
            bool second = house.RelayIsClosed(2);
            if (first && second) together++;
            if (second && !first) secondAlone++;
            if (house.NowS == 12.5 * 3600) house.Output(1).Says("event 'Surplus heats 1' is met", "goes off");
        }

        HouseState day = house.World.Observe((long)(house.NowS * 1e6));
        output.WriteLine($"produced {day.ProducedKWh:0.0} kWh, self-consumed {day.SelfConsumedKWh:0.0}, imported {day.ImportedKWh:0.00}, exported {day.ExportedKWh:0.0}, boiler {day.BoilerMaxCelsius:0} °C");
        output.WriteLine("switchings " + string.Join(" ", house.Switchings.Select(s => $"out{s.Output}{(s.On ? "+" : "-")}{s.AtS / 3600:0.00}h")));
        Assert.True(together > 60, $"both heaters together for {together} min only");
        Assert.True(secondAlone <= 1, $"heater 2 without heater 1 for {secondAlone} min");
        Assert.False(house.RelayIsClosed(1) || house.RelayIsClosed(2), "a heater is on at midnight");
        Assert.All(house.Switchings, s => Assert.InRange(s.AtS, 6 * 3600, 20 * 3600));
        Assert.InRange(day.RelaySwitchings[1], 2, 12);
        Assert.InRange(day.RelaySwitchings[2], 2, 12);
        Assert.InRange(Report.BalanceError(day), 0, 0.1);
        Assert.Equal([0, 0, 0, 0], new[] { 0, 3, 4, 5 }.Select(i => day.RelaySwitchings[i]));
    }

    /// <summary>What the heaters may cost: they never run on bought power for longer than their switch-off delay.</summary>
    [Fact]
    public void A_heater_does_not_run_on_bought_power_for_longer_than_its_delay()
    {
        using var house = new House(new HouseSetup { Start = Midnight.AddHours(8), Sun = new ClearSky(6000, 50, 3), HouseholdWatts = null, BoilerCelsius = 20 });
        double boughtSinceS = double.NaN;
        double longestS = 0;
        for (double endS = house.NowS + (8 * 3600); house.NowS < endS;)
        {
            house.After(seconds: 1);
            bool isBought = house.GridWatts > 400 && (house.RelayIsClosed(1) || house.RelayIsClosed(2));
            if (!isBought) boughtSinceS = double.NaN;
            else if (double.IsNaN(boughtSinceS)) boughtSinceS = house.NowS;
            else longestS = Math.Max(longestS, house.NowS - boughtSinceS);
        }

        output.WriteLine($"longest time on bought power {longestS} s");

        // Off-delay 90 s for heater 1, 45 s for heater 2 before it; one reading each for both to be seen.
        Assert.InRange(longestS, 1, 90 + 2);
    }
}
