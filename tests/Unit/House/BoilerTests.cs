// SPDX-License-Identifier: MIT
using Wattwarden.Emulator.House;
using Xunit;

namespace Wattwarden.Tests.Unit.House;

public class BoilerTests
{
    private const long Second = 1_000_000;
    private const long Hour = 3600 * Second;

    [Fact]
    public void Heat_in_equals_heat_out_and_kept()
    {
        foreach (int seed in Enumerable.Range(1, 20))
        {
            var boiler = new Boiler(300, 45, seed);
            double before = boiler.ContentWh;
            var random = new Random(seed);
            for (long second = 0; second < 2 * 86400; second++)
            {
                boiler.At(second);
                boiler.Pass(1, random.Next(3) * 2000);
            }

            Assert.True(boiler.DrawnWh > 1000, "a boiler without baths proves nothing");
            Assert.True(boiler.LostWh > 500);
            Assert.Equal(boiler.ContentWh - before, boiler.HeatedWh - boiler.LostWh - boiler.DrawnWh, 4);
        }
    }

    [Fact]
    public void Two_kilowatts_lift_three_hundred_litres_by_less_than_six_kelvin_in_an_hour()
    {
        var boiler = new Boiler(300, 20, 1);
        for (long second = 0; second < 3600; second++)
        {
            boiler.At(second);   // the first hour of a day has no bath
            boiler.Pass(1, 2000);
        }

        // 2000 Wh / (300 l × 1.163 Wh/(l K)) = 5.73 K, less the losses of a boiler near room temperature
        Assert.InRange(boiler.Celsius - 20, 5.65, 5.74);
    }

    [Fact]
    public void A_boiler_left_alone_cools_towards_the_room_and_never_below()
    {
        SimulatedHouse house = House(70);
        double evening = house.Observe(1 * Hour).BoilerCelsius;
        Assert.InRange(evening, 69, 70);
        HouseState later = house.Observe(60 * 24 * Hour);
        Assert.InRange(later.BoilerCelsius, Boiler.ColdCelsius, Boiler.RoomCelsius + 0.5);
    }

    [Fact]
    public void The_thermostats_open_at_eighty_degrees_and_the_relay_may_stay_closed()
    {
        SimulatedHouse house = House(75);
        house.SetRelay(1, true, 0);
        house.SetRelay(2, true, 0);
        HouseState end = house.Observe(4 * Hour);
        Assert.InRange(end.BoilerMaxCelsius, 80, 80.02);
        Assert.False(end.HeaterMayHeat[0]);
        Assert.True(end.Relays[1]);
        Assert.Equal(0, end.Loads.Single(load => load.Id == "heater1").Watts);
        Assert.InRange(end.Loads.Single(load => load.Id == "heater1").KWh, 0.87, 1.0);   // half of 5 K × 349 Wh/K, and losses
    }

    [Fact]
    public void The_heat_in_the_boiler_is_what_the_heaters_counted()
    {
        SimulatedHouse house = House(30);
        house.SetRelay(1, true, 0);
        HouseState end = house.Observe(2 * Hour);
        double gained = (end.BoilerCelsius - 30) * 300 * 1.163;
        double heater = end.Loads.Single(load => load.Id == "heater1").KWh * 1000;
        Assert.InRange(heater - gained, 10, 120);   // losses of two hours between 30 and 41 °C at about 2 W/K
    }

    private static SimulatedHouse House(double celsius) =>
        new(new HouseOptions { Sun = new ClearSky(6000, 50, 1), StartSecond = 0, BoilerCelsius = celsius });
}
