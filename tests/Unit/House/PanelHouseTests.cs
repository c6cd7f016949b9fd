// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Emulator;
using Wattwarden.Emulator.House;
using Wattwarden.Emulator.Panel;
using Wattwarden.Emulator.Wires;
using Xunit;

namespace Wattwarden.Tests.Unit.House;

public class PanelHouseTests
{
    private readonly BusFaults _faults = new();
    private readonly DeviceTroubles _troubles = new();

    [Fact]
    public void What_is_set_is_seen()
    {
        PanelHouse panel = Panel();
        Set(panel, """{"sunWatts":4321,"householdWatts":500,"boilerCelsius":61,"noise":0.05,"unplugged":true,"slowReplyMs":250}""");
        JsonElement state = JsonDocument.Parse(panel.State()).RootElement;
        Assert.Equal(4321, state.GetProperty("sunWatts").GetDouble());
        Assert.True(state.GetProperty("sunIsFixed").GetBoolean());
        Assert.Equal(500, state.GetProperty("householdWatts").GetDouble(), 6);
        Assert.Equal(61, state.GetProperty("boilerCelsius").GetDouble(), 3);
        Assert.Equal(500 - 4321, state.GetProperty("gridWatts").GetDouble(), 6);
        Assert.True(_faults.Unplugged);
        Assert.Equal(0.05, _faults.Noise, 6);
        Assert.Equal(250, _faults.SlowReplyMs);
    }

    [Fact]
    public void Flash_is_filled_and_the_servers_of_time_and_names_silenced_until_they_are_given_back()
    {
        PanelHouse panel = Panel();
        Set(panel, """{"flashFull":true,"ntpSilent":true,"namesSilent":true}""");
        Assert.True(_troubles.FlashFull && _troubles.NtpSilent && _troubles.NamesSilent);
        Assert.Equal("""{"flashFull":true,"ntpSilent":true,"namesSilent":true}""", JsonDocument.Parse(panel.State()).RootElement.GetProperty("device").GetRawText());
        Set(panel, """{"flashFull":false,"ntpSilent":false,"namesSilent":false}""");
        Assert.False(_troubles.FlashFull || _troubles.NtpSilent || _troubles.NamesSilent);
    }

    [Fact]
    public void Time_is_made_faster_where_it_is_not_virtual()
    {
        double faster = 0;
        Set(Panel(speed => faster = speed), "{\"speed\":20}");
        Assert.Equal(20, faster);
        Assert.Equal("speed", Assert.Throws<PanelError>(() => Set(Panel(speed => faster = speed), "{\"speed\":0.5}")).Field);
        Assert.Equal("speed", Assert.Throws<PanelError>(() => Set(Panel(), "{\"speed\":20}")).Field);
        Assert.Equal(20, faster);
    }

    [Fact]
    public void Null_gives_sun_and_people_back()
    {
        PanelHouse panel = Panel();
        Set(panel, """{"sunWatts":4321,"householdWatts":500}""");
        Set(panel, """{"sunWatts":null,"householdWatts":null}""");
        JsonElement state = JsonDocument.Parse(panel.State()).RootElement;
        Assert.False(state.GetProperty("sunIsFixed").GetBoolean());
        Assert.False(state.GetProperty("householdIsFixed").GetBoolean());
        Assert.Equal(0, state.GetProperty("sunWatts").GetDouble());
    }

    [Theory]
    [InlineData("""{"unplugged":true,"sunWatts":-1}""", "sunWatts")]
    [InlineData("""{"unplugged":true,"noise":"much"}""", "noise")]
    [InlineData("""{"unplugged":true,"boilerCelsius":null}""", "boilerCelsius")]
    [InlineData("""{"unplugged":true,"echo":1}""", "echo")]
    [InlineData("""{"unplugged":true,"flashFull":1}""", "flashFull")]
    [InlineData("""{"unplugged":true,"moon":1}""", "moon")]
    public void A_wrong_member_is_named_and_nothing_is_changed(string json, string field)
    {
        PanelHouse panel = Panel();
        PanelError error = Assert.Throws<PanelError>(() => Set(panel, json));
        Assert.Equal(field, error.Field);
        Assert.False(_faults.Unplugged);
    }

    private PanelHouse Panel(Action<double>? setSpeed = null)
    {
        var house = new SimulatedHouse(new HouseOptions { Sun = new ClearSky(6000, 50, 1), StartSecond = 0 });
        return new PanelHouse(house, _faults, new BusCounters(), () => 1_000_000, new EmulatorOptions(), null, _troubles, setSpeed);
    }

    private static void Set(PanelHouse panel, string json) => panel.Set(JsonDocument.Parse(json).RootElement);
}
