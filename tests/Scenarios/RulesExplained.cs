// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Scenarios;

/// <summary>The sentence for each way in which an output can come to its state.</summary>
public class RulesExplained
{
    [Theory]
    [InlineData("and", 1, 1, "goes off when m1 falls below 10 or m2 falls below 10.")]
    [InlineData("and", 0, 0, "goes on when m1 reaches 10 and m2 reaches 10.")]
    [InlineData("and", 1, 0, "goes on when m2 reaches 10.")]
    [InlineData("or", 1, 1, "goes off when m1 falls below 10 and m2 falls below 10.")]
    [InlineData("or", 0, 1, "goes off when m2 falls below 10.")]
    [InlineData("or", 0, 0, "goes on when m1 reaches 10 or m2 reaches 10.")]
    [InlineData("xor", 1, 0, "goes off when m1 falls below 10 or m2 reaches 10.")]
    [InlineData("xor", 1, 1, "goes on when m1 falls below 10 or m2 falls below 10.")]
    [InlineData("nor", 0, 0, "goes off when m1 reaches 10 or m2 reaches 10.")]
    [InlineData("nor", 1, 0, "goes on when m1 falls below 10.")]
    [InlineData("nand", 1, 1, "goes on when m1 falls below 10 or m2 falls below 10.")]
    [InlineData("nand", 0, 1, "goes off when m1 reaches 10.")]
    [InlineData("nand", 0, 0, "goes off when m1 reaches 10 and m2 reaches 10.")]
    public void What_would_turn_each_operator_is_told(string word, int a, int b, string end)
    {
        var house = new RuledHouse($$"""
            [{"name":"X","on":true,"per":true,"a":{"source":"m1","op":">=","value":10},"op":"{{word}}","b":{"source":"m2","op":">=","value":10},"action":{"target":"out1"} }]
            """);
        house.Set("m1", a * 20);
        house.Set("m2", b * 20);
        house.Step();
        Assert.EndsWith(end, house.Why(1));
        Assert.StartsWith(end.StartsWith("goes off") ? "On for 0 s: event 'X' is met, " : "Off for 0 s: event 'X' is not met, ", house.Why(1));

        // And it is true: what the sentence asks for does turn the output.
        bool before = house.On(1);
        bool both = end.Contains(" and ");
        if (end.Contains("m1")) house.Set("m1", a == 0 ? 10 : 9);
        if (end.Contains("m2") && (both || !end.Contains("m1"))) house.Set("m2", b == 0 ? 10 : 9);
        house.Step();
        Assert.NotEqual(before, house.On(1));
    }

    [Fact]
    public void Windows_states_and_condition_c_are_told()
    {
        var house = new RuledHouse("""
            [{"name":"Night","on":true,"per":true,"a":{"source":"time","op":"in","value":"22:00-06:00"},"op":"and","b":{"source":"weekday","op":"in","value":"sat,sun"},"c":2,"action":{"target":"out1"}},
             {"name":"Key","on":true,"a":{"source":"in1","op":"=","value":1},"action":{"target":"event1"}}]
            """);
        house.Step();
        Assert.Equal(
            "Off for 0 s: event 'Night' cannot be decided, the time is not known, the time is not known, nor can event 'Key';"
            + " goes to its safe state (off) in 10 s.", house.Why(1));
        house.Set("time", 23 * 3600 + 600);
        house.Set("weekday", 6);
        house.Set("in1", 0);
        house.Step();
        Assert.Equal(
            "Off for 0 s: event 'Night' is not met, time 23:10 is in 22:00-06:00 and sat is in sat,sun; goes on when event 'Key' is met.", house.Why(1));
        house.Set("in1", 1);
        house.Step();
        Assert.Equal(
            "On for 0 s: event 'Night' is met, time 23:10 is in 22:00-06:00 and sat is in sat,sun;"
            + " goes off when it is 06:00 or the day is none of sat,sun or event 'Key' is no longer met.", house.Why(1));
    }

    [Fact]
    public void An_event_that_switched_once_is_told_with_its_values()
    {
        var house = new RuledHouse("""[{"name":"Hot","on":true,"a":{"source":"ds1","op":">=","value":80},"action":{"target":"out0"}}]""");
        house.Points.Describe(RuledHouse.Point("ds1"), "Tank", "°C");
        house.Set("ds1", 81.5);
        house.Step();
        house.Set("ds1", 70);
        house.Run(300000);
        Assert.Equal("On for 5 min: event 'Hot' switched it 5 min ago on Tank 81.5 °C; stays until an event or a command switches it.", house.Why(0));
        house.Fail("ds1");
        house.Step();
        house.Run(3000);
        Assert.EndsWith(
            "switched it 5 min ago on Tank 81.5 °C; now event 'Hot' cannot be decided, Tank has had no reading for 5 min;"
            + " goes to its safe state (off) in 7 s.", house.Why(0));
        house.Run(20000);
        Assert.StartsWith("Off (safe state) for 13 s: event 'Hot' cannot be decided, Tank has had no reading for 5 min; stays", house.Why(0));
        house.Set("ds1", 20);
        house.Step();
        Assert.Equal("Off (safe state) for 13 s: event 'Hot' could not be decided; stays until an event or a command switches it.", house.Why(0));
    }

    [Fact]
    public void Safety_waiting_faults_and_missing_outputs_are_told()
    {
        var house = new RuledHouse("[]", """[{},{"minOffS":60}]""");
        house.Step();
        house.Outputs.Command(1, true, 0, 2, house.NowMs);
        house.Run(20000);
        Assert.Equal(
            "Off for 20 s: switched by hand over MQTT; stays until an event or a command switches it;"
            + " switches on in 40 s, when its minimum off time is over.", house.Why(1));
        house.Relays[2].RefusesCommands = true;
        house.Outputs.Command(2, true, 60000, 3, house.NowMs);
        house.Run(2000);
        Assert.Equal("Off by hand for 2 s, 58 s left; then off as before. The relay does not follow; it is told again every second.", house.Why(2));
        house.Outputs.SafetyOn((byte)SafetyReason.SafeMode);
        house.Step();
        Assert.Equal("Off (safe state) for 22 s: safety stop, because the device restarted three times in a row (safe mode).", house.Why(3));
    }

    [Theory]
    [InlineData(-2000.001, true, "-2001 W")]
    [InlineData(-2000, false, "-2000 W")]
    [InlineData(-1999.999, false, "-2000 W")]
    [InlineData(1234.999, false, "1234 W")]
    [InlineData(99.5, false, "99.5 W")]
    [InlineData(-99.999, false, "-99.999 W")]
    public void Watts_are_told_whole_and_on_their_side_of_the_threshold(double watts, bool on, string told)
    {
        var house = new RuledHouse("""[{"name":"Surplus","on":true,"per":true,"a":{"source":"m1","op":"<","value":-2000},"action":{"target":"out1"}}]""");
        house.Points.Describe(0, "Grid power", "W");
        house.Set("m1", watts);
        house.Step();
        Assert.Equal(on, house.On(1));
        Assert.Contains("Grid power " + told + (on ? " < -2000 W" : " is not < -2000 W"), house.Why(1));
    }
}
