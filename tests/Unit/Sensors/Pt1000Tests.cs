// SPDX-License-Identifier: MIT
using Wattwarden.Sensors;
using Xunit;

namespace Wattwarden.Tests.Unit.Sensors;

/// <summary>IEC 60751, PT1000: °C and ohm of the standard's table.</summary>
public class Pt1000Tests
{
    public static TheoryData<int, double> Table => new()
    {
        { -200, 185.20 }, { -100, 602.56 }, { -50, 803.06 }, { -40, 842.71 }, { -30, 882.22 }, { -20, 921.60 }, { -10, 960.86 }, { 0, 1000.00 },
        { 10, 1039.03 }, { 20, 1077.94 }, { 25, 1097.35 }, { 30, 1116.73 }, { 40, 1155.41 }, { 50, 1193.97 }, { 60, 1232.42 }, { 70, 1270.75 },
        { 80, 1308.97 }, { 90, 1347.07 }, { 100, 1385.06 }, { 120, 1460.68 }, { 150, 1573.25 }, { 200, 1758.56 }, { 300, 2120.52 }, { 400, 2470.92 },
        { 600, 3137.08 }, { 850, 3904.81 },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void The_table_both_ways(int celsius, double ohm)
    {
        Assert.InRange(Pt1000.MilliOhm(celsius * 1000), (ohm * 1000) - 6, (ohm * 1000) + 6);
        AnalogState state = Pt1000.TryCelsius((long)Math.Round(ohm * 1000), out int milliCelsius);
        Assert.InRange(milliCelsius, (celsius * 1000) - 50, (celsius * 1000) + 50);
        if (celsius is > -200 and < 850) Assert.Equal(AnalogState.Good, state);
    }

    [Theory]
    [InlineData(1_100_000, 25_684)]
    [InlineData(1_200_000, 51_566)]
    [InlineData(1_500_000, 130_447)]
    [InlineData(803_063, -50_000)]
    [InlineData(1_000_000, 0)]
    public void Worked_values(long milliOhm, int expectedMilli)
    {
        Assert.Equal(AnalogState.Good, Pt1000.TryCelsius(milliOhm, out int milliCelsius));
        Assert.InRange(milliCelsius, expectedMilli - 1, expectedMilli + 1);
    }

    [Fact]
    public void There_and_back_is_the_same_temperature_over_the_whole_range()
    {
        for (int milliCelsius = Pt1000.LeastMilliCelsius + 10; milliCelsius < Pt1000.MostMilliCelsius - 10; milliCelsius += 97)
        {
            Assert.Equal(AnalogState.Good, Pt1000.TryCelsius(Pt1000.MilliOhm(milliCelsius), out int back));
            Assert.InRange(back, milliCelsius - 1, milliCelsius + 1);
        }
    }

    [Theory]
    [InlineData(4_000_001, AnalogState.Open)]
    [InlineData(4_000_000, AnalogState.OutOfRange)]
    [InlineData(3_910_000, AnalogState.OutOfRange)]
    [InlineData(185_000, AnalogState.OutOfRange)]
    [InlineData(100_000, AnalogState.OutOfRange)]
    [InlineData(99_999, AnalogState.Short)]
    [InlineData(0, AnalogState.Short)]
    [InlineData(-5_000, AnalogState.Short)]
    public void A_broken_wire_a_short_circuit_and_what_no_sensor_gives(long milliOhm, AnalogState expected) =>
        Assert.Equal(expected, Pt1000.TryCelsius(milliOhm, out _));
}
