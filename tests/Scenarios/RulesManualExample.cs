// SPDX-License-Identifier: MIT
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Scenarios;

/// <summary>
/// The worked example of the product manual: heater 1 on OUT1 while more than 2 kW (hysteresis 100 W) is exported and the tank is
/// below 65 °C (hysteresis 3 °C), switched off 60 s late. Grid power counts import as positive.
/// </summary>
public class RulesManualExample
{
    private const string Events = """
        [{"name":"Heater 1","on":true,"per":true,
          "a":{"source":"m1","op":"<","value":-2000,"hysteresis":100},"op":"and",
          "b":{"source":"ds1","op":"<","value":65,"hysteresis":3},
          "offDelay":60,"action":{"target":"out1","on":true}}]
        """;

    private readonly RuledHouse _house = new(Events, """[{},{"name":"Heater 1"}]""");

    public RulesManualExample()
    {
        _house.Points.Describe(RuledHouse.Point("m1"), "Grid power", "W");
        _house.Points.Describe(RuledHouse.Point("ds1"), "DS1", "°C");
        _house.Set("m1", -500);
        _house.Set("ds1", 58.2);
        _house.Step();
        _house.Run(1000);
    }

    [Fact]
    public void Heater_goes_on_at_once_when_both_conditions_are_met()
    {
        Assert.False(_house.On(1));
        _house.Set("m1", -2000);
        _house.Run(1000);
        Assert.False(_house.On(1));
        _house.Set("m1", -2000.001);
        _house.Step();
        Assert.True(_house.On(1));
    }

    [Fact]
    public void Heater_stays_on_inside_the_hysteresis_and_sixty_seconds_after_it()
    {
        Export();
        _house.Set("m1", -1900.001);
        _house.Set("ds1", 67.999);
        _house.Run(600000);
        Assert.True(_house.On(1));
        _house.Set("m1", -1900);
        _house.Step();
        _house.Run(59900);
        Assert.True(_house.On(1));
        _house.Run(100);
        Assert.False(_house.On(1));
    }

    [Fact]
    public void Heater_goes_off_when_the_tank_is_hot_although_there_is_surplus()
    {
        Export();
        _house.Set("ds1", 68);
        _house.Run(60100);
        Assert.False(_house.On(1));
        _house.Set("ds1", 65);
        _house.Run(10000);
        Assert.False(_house.On(1));
        _house.Set("ds1", 64.999);
        _house.Run(100);
        Assert.True(_house.On(1));
    }

    [Fact]
    public void A_cloud_of_less_than_sixty_seconds_does_not_switch()
    {
        Export();
        for (int i = 0; i < 5; i++)
        {
            _house.Set("m1", 300);
            _house.Run(59000);
            _house.Set("m1", -2500);
            _house.Run(1000);
        }

        Assert.Single(_house.Relays[1].Moves);
    }

    [Fact]
    public void Heater_is_off_ten_seconds_after_the_meter_is_lost_and_on_again_when_it_is_back()
    {
        Export();
        _house.Fail("m1");
        _house.Step();
        _house.Run(9900);
        Assert.True(_house.On(1));
        _house.Run(100);
        Assert.False(_house.On(1));
        _house.Set("m1", -2310);
        _house.Step();
        Assert.True(_house.On(1));
    }

    [Fact]
    public void A_hot_tank_decides_even_without_a_meter()
    {
        Export();
        _house.Fail("m1");
        _house.Set("ds1", 70);
        _house.Step();
        _house.Run(59900);
        Assert.True(_house.On(1));
        _house.Run(100);
        Assert.False(_house.On(1));
    }

    [Fact]
    public void The_sentence_tells_what_holds_the_heater_and_what_would_change_it()
    {
        Assert.Equal(
            "Off for 1 s: event 'Heater 1' is not met, Grid power -500 W is not < -2000 W and DS1 58.2 °C < 65 °C;"
            + " goes on when Grid power falls below -2000 W.", _house.Why(1));
        Export();
        _house.Run(719000);
        Assert.Equal(
            "On for 12 min: event 'Heater 1' is met, Grid power -2310 W < -2000 W and DS1 58.2 °C < 65 °C;"
            + " goes off 60 s after Grid power reaches -1900 W or DS1 reaches 68 °C.", _house.Why(1));
        _house.Set("m1", -1950);
        _house.Step();
        Assert.Contains("Grid power -1950 W not yet -1900 W and", _house.Why(1));
        _house.Set("m1", -1000);
        _house.Step();
        _house.Run(20000);
        Assert.Equal("On for 12 min: event 'Heater 1' has not been met for 20 s; goes off in 40 s.", _house.Why(1));
    }

    [Fact]
    public void The_sentence_tells_of_dead_data()
    {
        Export();
        _house.Fail("m1");
        _house.Step();
        _house.Run(4000);
        Assert.Equal(
            "On for 5 s: event 'Heater 1' cannot be decided, Grid power has had no reading for 5 s; goes to its safe state (off) in 6 s.",
            _house.Why(1));
        _house.Run(6000 + 180000);
        Assert.Equal("Off (safe state) for 3 min: event 'Heater 1' cannot be decided, Grid power has had no reading for 3 min.", _house.Why(1));
    }

    [Fact]
    public void The_sentence_tells_of_switching_by_hand()
    {
        _house.Outputs.Command(1, true, 600000, 1, _house.NowMs);
        _house.Run(120000);
        Assert.Equal("On by hand for 2 min, 8 min left; then event 'Heater 1' decides.", _house.Why(1));
        _house.Outputs.Command(2, true, 0, 1, _house.NowMs);
        _house.Run(5000);
        Assert.Equal("On for 5 s: switched by hand on the web page; stays until an event or a command switches it.", _house.Why(2));
        Assert.Equal("Off for 2 min: its state after a restart, nothing has switched it since; stays until an event or a command switches it.", _house.Why(3));
    }

    private void Export()
    {
        _house.Set("m1", -2310);
        _house.Step();
        _house.Run(1000);
        Assert.True(_house.On(1));
    }
}
