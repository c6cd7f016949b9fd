// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Wattwarden.Tests.Scenarios;

/// <summary>An hour beside a bad frequency converter: every fiftieth byte on the bus is changed, lost or doubled.</summary>
public sealed class NoisyBusTests(ITestOutputHelper output)
{
    [Fact]
    public void No_decision_rests_on_a_value_that_the_house_never_had_and_the_heaters_do_not_flap()
    {
        int quiet = Hour(0);
        int noisy = Hour(0.02);
        output.WriteLine($"switchings in the hour: {quiet} on a quiet bus, {noisy} on a noisy one");
        Assert.True(quiet >= 6, "the sun did not move the heaters");
        Assert.InRange(noisy, quiet - 2, quiet + 2);
    }

    private int Hour(double noise)
    {
        using var house = new House(new HouseSetup { Noise = noise });
        var sun = new Random(5);
        int seen = -1;
        int decisionsWithValues = 0;
        while (house.NowS < 3600)
        {
            if (house.NowS % 360 < 5) house.SunShines(sun.Next(5) * 1500);
            house.After(seconds: 5);
            JsonElement point = house.Point("m1");
            if (point.GetProperty("quality").GetString() != "never") Assert.True(house.Meter.HasMeasured(point.GetProperty("value").GetDouble()), $"m1 shows {point} at {house.NowS} s");
            foreach (JsonElement decision in house.Get("/api/v1/decisions").GetProperty("decisions").EnumerateArray().Reverse())
            {
                int number = decision.GetProperty("number").GetInt32();
                if (number <= seen) continue;
                Assert.Equal(seen + 1, number);
                seen = number;
                foreach (JsonElement value in decision.GetProperty("values").EnumerateArray().Where(v => v.GetProperty("point").GetString() == "m1" && v.GetProperty("quality").GetString() != "never"))
                {
                    decisionsWithValues++;
                    Assert.True(house.Meter.HasMeasured(value.GetProperty("value").GetDouble()), $"a decision rests on {value}: {decision}");
                }
            }
        }

        JsonElement slave = house.Get("/api/v1/bus").GetProperty("slaves")[0];
        output.WriteLine($"noise {noise}: {slave}");
        Assert.True(decisionsWithValues >= 6);
        Assert.Equal(noise > 0, slave.GetProperty("crcErrors").GetInt32() > 1000);
        return house.Switchings.Count;
    }
}
