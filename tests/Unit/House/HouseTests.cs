// SPDX-License-Identifier: MIT
using System.Diagnostics;
using Wattwarden.Emulator;
using Wattwarden.Emulator.House;
using Xunit;
using Xunit.Abstractions;

namespace Wattwarden.Tests.Unit.House;

public class HouseTests(ITestOutputHelper output)
{
    private const long Second = 1_000_000;
    private const long Hour = 3600 * Second;
    private static readonly long Summer = (long)(new DateTime(2026, 6, 21, 0, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).TotalSeconds;

    [Fact]
    public void Energy_balances_over_any_weather_load_and_relay_sequence()
    {
        for (int seed = 1; seed <= 60; seed++)
        {
            var random = new Random(seed);
            SimulatedHouse house = House(seed, Summer + (random.Next(365) * 86400L), random.Next(2) == 0 ? 3 : 1);
            long nowUs = 0;
            for (int step = 0; step < 3000; step++)
            {
                nowUs += random.Next(1, 60_000_000);
                Disturb(house, random, nowUs);
            }

            HouseState end = house.Observe(nowUs);
            Assert.True(end.ConsumedKWh > 1, "a house without consumption proves nothing");
            Assert.InRange(Report.BalanceError(end), 0, 0.1);
            Assert.InRange(Math.Abs(end.SelfConsumedKWh - (end.ProducedKWh - end.ExportedKWh)), 0, 1e-6 * (1 + end.ProducedKWh));
        }
    }

    [Fact]
    public void The_result_does_not_depend_on_how_the_time_is_divided()
    {
        HouseState whole = Play(stepUs: 6 * Hour);
        foreach (long stepUs in new[] { 137L * 1000, 1 * Second, 7_300_000, 10 * Second })
        {
            HouseState divided = Play(stepUs);
            Assert.Equal(whole.ImportedKWh, divided.ImportedKWh, 9);
            Assert.Equal(whole.ExportedKWh, divided.ExportedKWh, 9);
            Assert.Equal(whole.ConsumedKWh, divided.ConsumedKWh, 9);
            Assert.Equal(whole.BoilerCelsius, divided.BoilerCelsius, 9);
        }

        static HouseState Play(long stepUs)
        {
            SimulatedHouse house = House(5, Summer, 3);
            long nowUs = 0;
            foreach ((int relay, bool on, long atUs) in new[] { (1, true, (9 * Hour) + 123_456), (2, true, (10 * Hour) + 999_999), (0, true, 11 * Hour), (1, false, (15 * Hour) + 1) })
            {
                while (nowUs + stepUs < atUs) house.Observe(nowUs += stepUs);
                house.SetRelay(relay, on, nowUs = atUs);
            }

            while (nowUs + stepUs < 24 * Hour) house.Observe(nowUs += stepUs);
            return house.Observe(24 * Hour);
        }
    }

    [Fact]
    public void The_same_seed_is_the_same_year_and_another_seed_is_another()
    {
        Assert.Equal(Day(3).ImportedKWh, Day(3).ImportedKWh);
        Assert.NotEqual(Day(3).ImportedKWh, Day(4).ImportedKWh);

        static HouseState Day(long seed) => House(seed, Summer, 3).Observe(24 * Hour);
    }

    [Fact]
    public void A_relay_moves_the_grid_power_of_its_own_phase_at_its_moment()
    {
        SimulatedHouse house = House(1, Summer, 3);
        house.FixSun(0, 0);
        house.FixHousehold(300, 0);
        var before = new GridReading();
        house.Measure(before, 5 * Second);
        house.SetRelay(1, true, (5 * Second) + 500_000);
        var after = new GridReading();
        house.Measure(after, (5 * Second) + 500_000);
        Assert.InRange(after.Watts[0] - before.Watts[0], 1900, 2100);
        Assert.Equal(before.Watts[1], after.Watts[1]);
        Assert.Equal(300, before.TotalWatts, 9);
        Assert.True(after.Volts[0] < before.Volts[0], "load pulls the phase down");
    }

    [Fact]
    public void Export_lifts_the_voltage()
    {
        SimulatedHouse house = House(1, Summer, 3);
        house.FixHousehold(0, 0);
        house.FixSun(0, 0);
        double dark = Volts(house, Second);
        house.FixSun(9000, Second);
        double bright = Volts(house, Second);
        Assert.InRange(bright - dark, 3, 6);

        static double Volts(SimulatedHouse house, long nowUs)
        {
            var reading = new GridReading();
            house.Measure(reading, nowUs);
            return reading.Volts[0];
        }
    }

    [Fact]
    public void The_heat_pump_runs_its_minimum_time_when_the_contact_opens_at_once()
    {
        SimulatedHouse house = House(1, Summer, 3);
        house.SetRelay(0, true, 10 * Second);
        house.SetRelay(0, false, 20 * Second);
        LoadState pump = house.Observe(2 * Hour).Loads.Single(load => load.Id == "heatPump");
        Assert.InRange(pump.OnSeconds, 600, 601);
        Assert.Equal(2, pump.Switchings);
    }

    [Fact]
    public void The_house_stands_still_after_its_end()
    {
        var house = new SimulatedHouse(new HouseOptions { Sun = new ClearSky(6000, 50, 1), StartSecond = Summer, EndUs = Hour });
        Assert.Equal(3600, house.Observe(2 * Hour).Seconds);
    }

    [Fact]
    public void Clear_sky_knows_night_noon_and_season()
    {
        var sky = new ClearSky(6000, 50, 1);
        Assert.Equal(0, sky.ClearWatts(Summer + (1 * 3600)));
        Assert.InRange(sky.ClearWatts(Summer + (12 * 3600)), 4500, 6000);
        Assert.True(sky.ClearWatts(Summer + (183 * 86400L) + (12 * 3600)) < 0.75 * sky.ClearWatts(Summer + (12 * 3600)));
        Assert.Equal(0, sky.ClearWatts(Summer + (183 * 86400L) + (5 * 3600)));
    }

    [Fact]
    public void A_year_of_one_second_steps_takes_well_under_a_minute()
    {
        SimulatedHouse house = House(1, Summer, 3);
        long steps = 3 * 86_400;
        for (long i = 0; i < 86_400; i++) house.AdvanceTo(i * Second);
        long start = Stopwatch.GetTimestamp();
        for (long i = 86_400; i < steps; i++) house.AdvanceTo(i * Second);
        double nanoseconds = Stopwatch.GetElapsedTime(start).TotalNanoseconds / (steps - 86_400);
        output.WriteLine($"{nanoseconds:0} ns per step of one second, {nanoseconds * 365 * 86400 / 1e9:0.0} s per year");
        Assert.True(nanoseconds < 6000, $"{nanoseconds:0} ns");
    }

    private static SimulatedHouse House(long seed, long start, int phases) =>
        new(new HouseOptions { Sun = new ClearSky(6000, 50, seed), StartSecond = start, Seed = seed, Phases = phases });

    private static void Disturb(SimulatedHouse house, Random random, long nowUs)
    {
        switch (random.Next(8))
        {
            case 0:
                house.FixSun(random.Next(3) == 0 ? null : random.Next(9000), nowUs);
                break;
            case 1:
                house.FixHousehold(random.Next(3) == 0 ? null : random.Next(5000), nowUs);
                break;
            case 2:
            case 3:
            case 4:
                house.SetRelay(random.Next(6), random.Next(2) == 0, nowUs);
                break;
            default:
                house.AdvanceTo(nowUs);
                break;
        }
    }
}
