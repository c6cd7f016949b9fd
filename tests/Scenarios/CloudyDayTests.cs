// SPDX-License-Identifier: MIT
using Wattwarden.Emulator.House;
using Wattwarden.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Wattwarden.Tests.Scenarios;

/// <summary>Clouds that would switch a load every minute.</summary>
public sealed class CloudyDayTests(ITestOutputHelper output)
{
    [Fact]
    public void Minimum_times_are_kept_over_a_cloudy_day()
    {
        int without = Day("[]").Count;
        List<Switching> switchings = Day("""[{},{"minOnS":300,"minOffS":600}]""");
        output.WriteLine($"switchings of the day: {without} without minimum times, {switchings.Count} with them");
        Assert.True(without > 20, "not cloudy enough to tell");
        Assert.InRange(switchings.Count, 4, without - 1);
        for (int i = 1; i < switchings.Count; i++)
        {
            double lastedS = switchings[i].AtS - switchings[i - 1].AtS;
            Assert.True(lastedS >= (switchings[i - 1].On ? 300 : 600), $"{switchings[i - 1]} lasted {lastedS} s");
        }

        Assert.True(switchings[0].AtS >= 600);
    }

    private static List<Switching> Day(string outputs)
    {
        using var house = new House(new HouseSetup
        {
            Start = new DateTime(2026, 6, 23, 9, 0, 0),
            Sun = new ClearSky(6000, 50, 3),
            Outputs = outputs,
            Events = """[{"name":"Surplus","on":true,"per":true,"a":{"source":"m1","op":"<","value":-2000,"hysteresis":2300},"action":{"target":"out1","on":true}}]""",
        });
        house.After(hours: 8);
        return [.. house.Switchings.Where(s => s.Output == 1)];
    }
}
