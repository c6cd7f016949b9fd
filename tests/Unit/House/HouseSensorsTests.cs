// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;
using Wattwarden.Emulator.House;
using Wattwarden.Sensors;
using Xunit;

namespace Wattwarden.Tests.Unit.House;

public class HouseSensorsTests
{
    private const long Second = 1_000_000;

    [Fact]
    public void A_pulse_output_gives_each_pulse_once_however_time_is_divided()
    {
        foreach (long stepUs in new[] { 10_000L, 333_333, 7 * Second })
        {
            PinBank pins = new();
            long closings = 0;
            pins.Driven += (_, level) => closings += level ? 0 : 1;
            S0Output meter = new("solar", 36, 1000, nowUs => nowUs / 1e6 / 3600);   // 1 kW
            meter.Release(pins);
            for (long nowUs = 0; nowUs <= 3600 * Second; nowUs += stepUs) meter.AdvanceTo(nowUs, pins);
            meter.AdvanceTo((3600 * Second) + 1000, pins);
            Assert.Equal((1000, 1000), (closings, meter.Given));
            Assert.True(pins.Level(36));
        }
    }

    [Fact]
    public void A_household_uses_a_believable_amount_of_water_and_never_gives_any_back()
    {
        long startSecond = (long)(new DateTime(2026, 6, 21) - DateTime.UnixEpoch).TotalSeconds;
        WaterUse water = new(startSecond, 1);
        double before = 0;
        for (long second = 0; second <= 10 * 86400; second += 17)
        {
            double litres = water.LitresAt(second * Second);
            Assert.True(litres >= before);
            before = litres;
        }

        Assert.InRange(before / 10, 200, 700);
        Assert.Equal(before, new WaterUse(startSecond, 1).LitresAt(10L * 86400 / 17 * 17 * Second), 6);
    }

    [Fact]
    public void The_outside_sensor_gives_what_a_PT1000_in_its_divider_gives()
    {
        long startSecond = (long)(new DateTime(2026, 1, 10) - DateTime.UnixEpoch).TotalSeconds;
        OutsideSensor sensor = new(startSecond, 1);
        AnalogSettings settings = new();
        settings.Kinds[0] = (byte)AnalogKind.Pt1000Divider;
        double least = 100, most = -100;
        for (int day = 0; day < 365; day += 5)
        {
            for (int hour = 0; hour < 24; hour += 4)
            {
                long nowUs = ((day * 86400L) + (hour * 3600)) * Second;
                long sum = Enumerable.Range(0, 64).Sum(i => (long)sensor.Raw(nowUs + (i * 20_000)));
                Assert.Equal(AnalogState.Good, AnalogConversion.Convert(settings, 0, sum, 64, 4095, out _, out long milli));
                Assert.InRange(milli / 1000.0, sensor.Celsius(nowUs) - 0.4, sensor.Celsius(nowUs) + 0.4);
                least = Math.Min(least, milli / 1000.0);
                most = Math.Max(most, milli / 1000.0);
            }
        }

        Assert.InRange(least, -20, 0);
        Assert.InRange(most, 22, 35);
    }
}
