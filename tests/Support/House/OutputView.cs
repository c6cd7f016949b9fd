// SPDX-License-Identifier: MIT
using System.Text.Json;
using Xunit;

namespace Wattwarden.Tests.Support;

/// <summary>One output, seen from both sides: the relay's contact in the house, and what the device says about it.</summary>
internal sealed class OutputView(House house, int output)
{
    private JsonElement Row => house.Get("/api/v1/outputs").GetProperty("outputs").EnumerateArray().Single(row => row.GetProperty("id").GetString() == "out" + output);

    public string Why => Row.GetProperty("why").GetString()!;

    public string Mode => Row.GetProperty("mode").GetString()!;

    public bool HasFault => Row.GetProperty("fault").GetBoolean();

    public House IsOn() => Is(true);

    public House IsOff() => Is(false);

    public House Says(params string[] parts)
    {
        string why = Why;
        foreach (string part in parts) Assert.Contains(part, why);
        return house;
    }

    private House Is(bool on)
    {
        Assert.True(house.RelayIsClosed(output) == on, $"out{output} should be {(on ? "on" : "off")} at {house.NowS:0.00} s; grid {house.GridWatts:0.0} W; the device says: {Row}");
        Assert.Equal(on, Row.GetProperty("on").GetBoolean());
        return house;
    }
}
