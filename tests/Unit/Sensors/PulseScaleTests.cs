// SPDX-License-Identifier: MIT
using System.Numerics;
using Wattwarden.Sensors;
using Xunit;

namespace Wattwarden.Tests.Unit.Sensors;

public class PulseScaleTests
{
    // SYSMESS M-BUS Center, chapter "S0-Eingänge": 1000 pulses per kWh; a water meter with 1 pulse per hectolitre at 102 pulses.
    [Theory]
    [InlineData(1, 1000, 1_234, 1_234)]          // 1000 imp/kWh by the divisor alone: 1.234 kWh
    [InlineData(1000, 1, 1_234, 1_234)]          // the same by pulses per unit
    [InlineData(1000, 1, 1_695_762, 1_695_762)]  // 1695.762 kvarh at a rate of 1000.0
    [InlineData(1, 0.01, 102, 10_200_000)]       // shown in litres: 10'200 l
    [InlineData(1, 10, 102, 10_200)]             // shown in cubic metres: 10.2 m³
    [InlineData(0.01, 1, 102, 10_200_000)]       // litres, by pulses per unit
    [InlineData(0.01, 1000, 102, 10_200)]        // pulses per litre, shown in m³ by the divisor
    public void The_manuals_examples(double pulsesPerUnit, double divisor, long pulses, long expectedMilli) =>
        Assert.Equal(expectedMilli, Scale(pulsesPerUnit, divisor).Milli(pulses));

    [Theory]
    [InlineData(1000, 1, "kWh")]
    [InlineData(640, 1, "kWh")]
    [InlineData(800, 1, "kWh")]
    [InlineData(333.333, 1, "kWh")]
    [InlineData(3, 7, "x")]
    [InlineData(0.001, 1, "m³")]
    [InlineData(1000000, 0.001, "l")]
    [InlineData(10000, 0.999, "kWh")]
    public void Values_are_exact_up_to_2_to_the_40_pulses_and_never_go_back(double pulsesPerUnit, double divisor, string unit)
    {
        PulseScale scale = PulseScale.Create(Milli(pulsesPerUnit), Milli(divisor), unit)!;
        var random = new Random(7);
        long before = -1;
        foreach (long pulses in Enumerable.Range(0, 5000).Select(_ => random.NextInt64(1L << random.Next(1, 41))).Concat([(1L << 40) - 1, 1L << 40]).Order())
        {
            BigInteger exact = new BigInteger(pulses) * 1_000_000_000 / (new BigInteger(Milli(pulsesPerUnit)) * Milli(divisor));
            Assert.Equal(BigInteger.Min(exact, PulseScale.MaxMilli), scale.Milli(pulses));
            Assert.True(scale.Milli(pulses) >= before);
            before = scale.Milli(pulses);
        }
    }

    [Theory]
    [InlineData(1L << 31)]
    [InlineData(1L << 32)]
    [InlineData(1L << 53)]
    public void Nothing_happens_at_the_ends_of_smaller_numbers(long boundary)
    {
        PulseScale scale = Scale(1000, 1);
        for (long pulses = boundary - 2; pulses <= boundary + 2; pulses++) Assert.Equal(pulses, scale.Milli(pulses));
    }

    [Fact]
    public void At_the_end_of_its_digits_the_counter_stands()
    {
        PulseScale scale = Scale(0.001, 1);
        Assert.Equal(PulseScale.MaxMilli, scale.Milli(long.MaxValue));
        Assert.Equal(PulseScale.MaxMilli, scale.RateMilli(long.MaxValue, 1));
    }

    [Theory]
    [InlineData(0.001, 1, true)]
    [InlineData(0.001, 0.999, false)]     // a pulse of more than 1000 units
    [InlineData(999999.999, 999999.937, false)]   // a fraction of too many digits
    [InlineData(1000000, 1000000, true)]
    public void A_fraction_that_cannot_be_exact_is_refused(double pulsesPerUnit, double divisor, bool allowed) =>
        Assert.Equal(allowed, PulseScale.Create(Milli(pulsesPerUnit), Milli(divisor), "") != null);

    // P = 3.6e9 / (pulses per kWh × interval in ms).
    [Theory]
    [InlineData(1000, "kWh", 1, 3600, 1_000_000, "W")]
    [InlineData(800, "kWh", 1, 1223, 3_679_476, "W")]
    [InlineData(1000, "kWh", 3, 982, 10_997_963, "W")]
    [InlineData(1, "Wh", 1, 3600, 1_000_000, "W")]
    [InlineData(1000, "MWh", 1, 3600, 1_000_000, "kW")]
    [InlineData(1000, "kvarh", 1, 3600, 1_000_000, "var")]
    [InlineData(1000, "m³", 1, 1000, 3_600, "m³/h")]
    [InlineData(1, "l", 2, 1000, 7_200_000, "l/h")]
    public void Power_of_an_energy_and_flow_of_a_volume(double pulsesPerUnit, string unit, long pulses, long overMs, long expectedMilli, string expectedUnit)
    {
        PulseScale scale = PulseScale.Create(Milli(pulsesPerUnit), 1000, unit)!;
        Assert.Equal(expectedMilli, scale.RateMilli(pulses, overMs));
        Assert.Equal(expectedUnit, scale.RateUnit);
    }

    private static PulseScale Scale(double pulsesPerUnit, double divisor) => PulseScale.Create(Milli(pulsesPerUnit), Milli(divisor), "kWh")!;

    private static long Milli(double number) => (long)Math.Round(number * 1000);
}
