// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Emulator.Meters;
using Wattwarden.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Wattwarden.Tests.Scenarios;

/// <summary>No decision on dead data: the meter goes away in every way that an installer can think of.</summary>
public sealed class DeadMeterTests(ITestOutputHelper output)
{
    private const string Surplus =
        """
        [{"name":"Surplus","on":true,"per":true,"a":{"source":"m1","op":"<","value":-2000,"hysteresis":2300},"action":{"target":"out1","on":true}}]
        """;

    private const string Staged =
        """
        [{"name":"First","on":true,"per":true,"a":{"source":"m1","op":"<","value":-2000,"hysteresis":2300},"action":{"target":"out1","on":true}},
         {"name":"Second","on":true,"per":true,"a":{"source":"m1","op":"<","value":-2000,"hysteresis":2200},"op":"and","b":{"source":"out1","op":"=","value":1},
          "offDelay":45,"action":{"target":"out2","on":true}}]
        """;

    private const double HoldS = 10;

    /// <summary>
    /// Time-out 500 ms, 17 characters at 9600 bit/s and two ticks make 538 ms for a question without an answer; a slave that owes an answer is
    /// left alone for as long again. First miss: asked twice, 3 × 538. Second and third: silence kept, then asked once, 2 × 538 each.
    /// </summary>
    private const double ThreeMissesS = 7 * 0.538;

    /// <summary>Heater 2 looks at heater 1 as well: when that goes to its safe state, its own event becomes false, not unknown, and its off-delay begins.</summary>
    [Fact]
    public void A_meter_that_dies_switches_no_heater_on_again_by_an_off_delay()
    {
        using var house = new House(new HouseSetup { BoilerCelsius = 20, Events = Staged });
        house.SunShines(6000).After(minutes: 5).Output(1).IsOn();
        house.Output(2).IsOn();
        house.Meter.Unplug();
        int before = house.Switchings.Count;
        house.After(minutes: 5);
        Assert.DoesNotContain(house.Switchings.Skip(before), switching => switching.On);
        house.Output(1).IsOff();
        house.Output(2).IsOff();
    }

    [Fact]
    public void The_plug_is_pulled_while_a_heater_is_on_and_it_goes_off_within_three_missed_polls_and_the_hold_time()
    {
        using var house = new House(new HouseSetup { Events = Surplus });
        house.SunShines(3000).After(seconds: 2).Output(1).IsOn();
        house.Meter.Unplug();
        double unknownS = house.Until("m1 fails", () => Quality(house, "m1") == "failed", withinS: 10);
        house.Output(1).IsOn();
        house.Output(1).Says("cannot be decided", "Grid power has had no reading", "goes to its safe state (off)");
        double safeS = unknownS + house.Until("off", () => !house.RelayIsClosed(1), withinS: 20);
        output.WriteLine($"failed after {unknownS:0.00} s, safe after {safeS:0.00} s (bound {ThreeMissesS + HoldS:0.00} s and the poll under way)");
        Assert.InRange(unknownS, 0.5, ThreeMissesS + 0.2);
        Assert.InRange(safeS, HoldS, ThreeMissesS + HoldS + 0.2);
        Assert.Equal("safe", house.Output(1).Mode);

        // It stays there however the sun shines, and comes back with the first answers.
        house.SunShines(6000).After(minutes: 30).Output(1).IsOff();
        double backS = house.Meter.PlugIn() is var _ ? house.Until("on again", () => house.RelayIsClosed(1), withinS: 10) : 0;
        output.WriteLine($"on again {backS:0.00} s after the plug");
        Assert.InRange(backS, 0, 2);
        Assert.Equal("good", Quality(house, "m1"));
        Assert.Equal(3, house.Switchings.Count);
    }

    [Fact]
    public void A_plug_that_is_loose_for_a_moment_switches_nothing()
    {
        using var house = new House(new HouseSetup { Events = Surplus });
        house.SunShines(3000).After(seconds: 2).Output(1).IsOn();
        for (int i = 0; i < 20; i++)
        {
            house.Meter.Unplug();
            house.After(seconds: 5);
            house.Meter.PlugIn();
            house.After(seconds: 3);
        }

        Assert.Single(house.Switchings);
    }

    [Fact]
    public void An_output_whose_safe_state_is_on_goes_on()
    {
        using var house = new House(new HouseSetup { Events = Surplus, Outputs = """[{},{"name":"Circulation","safe":"on","holdS":3}]""" });
        house.After(seconds: 5).Output(1).IsOff();
        house.Meter.Unplug();
        double safeS = house.Until("on", () => house.RelayIsClosed(1), withinS: 20);
        Assert.InRange(safeS, 3, ThreeMissesS + 3 + 0.2);
        house.Output(1).Says("safe state");
    }

    [Theory]
    [InlineData("""[{"preset":"eastron-sdm72dm","slave":2}]""", 2, "timeouts")]
    [InlineData("""[{"preset":"eastron-sdm72dm","slave":1,"bitRate":4800}]""", 1, "timeouts")]
    [InlineData("""[{"preset":"eastron-sdm72dm","slave":1,"parity":"even"}]""", 1, "timeouts")]
    [InlineData("""[{"preset":"eastron-sdm120","slave":1,"bitRate":9600}]""", 1, "exceptions")]
    public void A_meter_that_is_set_up_wrongly_fails_and_the_bus_counters_tell_how(string modules, int slave, string counter)
    {
        using var house = new House(new HouseSetup { Modules = modules, Mapping = """[{"quantity":"energyImport","point":"m1"},{"quantity":"voltageL1","point":"m2"}]""".Replace("voltageL1", modules.Contains("sdm120") ? "voltageL1" : "powerTotal"), Events = Surplus.Replace("\"m1\"", "\"m2\"") });
        house.SunShines(3000).After(minutes: 1).Output(1).IsOff();
        Assert.Equal("failed", Quality(house, "m2"));
        JsonElement row = house.Get("/api/v1/bus").GetProperty("slaves").EnumerateArray().Single(s => s.GetProperty("slave").GetInt32() == slave);
        output.WriteLine(row.ToString());
        Assert.True(row.GetProperty(counter).GetInt32() > 10);
        if (counter == "timeouts") Assert.Equal(0, row.GetProperty("ok").GetInt32());
        Assert.Empty(house.Switchings);
    }

    [Fact]
    public void A_meter_with_an_even_parity_and_another_rate_is_read_once_the_module_says_so()
    {
        MeterModel orno = MeterCatalog.Find("orno-we-517")!;
        using var house = new House(new HouseSetup { Meters = [(orno, 7)], Modules = """[{"preset":"orno-we-517","slave":7,"parity":"none"}]""", Events = Surplus });
        house.After(seconds: 10);
        Assert.Equal("failed", Quality(house, "m1"));
        house.Put("modules", """[{"preset":"orno-we-517","slave":7}]""");
        house.SunShines(3000).After(seconds: 5).Output(1).IsOn();
        Assert.Equal("good", Quality(house, "m1"));
    }

    [Fact]
    public void A_meter_of_another_model_than_the_preset_is_told_with_what_it_refuses_no_heater_runs_on_it_and_the_right_preset_heals_it()
    {
        using var house = new House(new HouseSetup { Meters = [(MeterCatalog.Find("chint-dtsu666")!, 1)], Events = Surplus });
        house.SunShines(3000);
        double toldS = house.Until("told", () => Refusals(house).Length > 0, withinS: 20);
        output.WriteLine($"told after {toldS:0.0} s");
        Assert.InRange(toldS, 3, 10);
        JsonElement entry = Assert.Single(Refusals(house));
        Assert.Equal(("E", "module1", true), (entry.GetProperty("kind").GetString(), entry.GetProperty("source").GetString(), entry.GetProperty("present").GetBoolean()));
        Assert.StartsWith("exception ", entry.GetProperty("detail").GetString());
        house.After(minutes: 10).Output(1).IsOff();
        Assert.True(Assert.Single(Refusals(house)).GetProperty("present").GetBoolean());   // it came once, not again and again
        Assert.Equal("failed", Quality(house, "m1"));
        Assert.Equal(JsonValueKind.Null, house.Point("m1").GetProperty("value").ValueKind);
        Assert.Equal("it refuses what it is asked", house.Get("/api/v1/bus").GetProperty("slaves")[0].GetProperty("hint").GetString());
        JsonElement module = house.Get("/api/v1/modules/1");
        Assert.Equal(entry.GetProperty("detail").GetString(), module.GetProperty("refusal").GetString());
        Assert.All(module.GetProperty("quantities").EnumerateArray(), row => Assert.Equal((JsonValueKind.Null, true), (row.GetProperty("value").ValueKind, row.GetProperty("refused").GetBoolean())));
        Assert.Empty(house.Switchings);

        house.Put("modules", "[{\"preset\":\"chint-dtsu666\",\"slave\":1}]");
        house.Until("on", () => house.RelayIsClosed(1), withinS: 10);
        house.After(seconds: 2);
        Assert.False(Assert.Single(Refusals(house)).GetProperty("present").GetBoolean());
        Assert.Equal("good", Quality(house, "m1"));
        Assert.Equal(JsonValueKind.Null, house.Get("/api/v1/modules/1").GetProperty("refusal").ValueKind);
    }

    private static JsonElement[] Refusals(House house) =>
        [.. house.Get("/api/v1/diagnostics").GetProperty("entries").EnumerateArray().Where(entry => entry.GetProperty("message").GetString() == "answers, but refuses what it is asked")];

    [Fact]
    public void Two_dead_modules_leave_the_third_its_rate()
    {
        double alone = OkPerMinute("""[{"slave":1}]""");
        double crowded = OkPerMinute("""[{"slave":1},{"slave":2},{"slave":3}]""");
        output.WriteLine($"answers a minute: alone {alone}, with two dead modules {crowded} ({100 * crowded / alone:0} %)");
        Assert.True(crowded > 0.8 * alone);
    }

    private static double OkPerMinute(string modules)
    {
        using var house = new House(new HouseSetup { Modules = modules, Events = Surplus });
        house.After(minutes: 2);
        int before = Ok(house);
        house.After(minutes: 5);
        return (Ok(house) - before) / 5.0;
    }

    private static int Ok(House house) =>
        house.Get("/api/v1/bus").GetProperty("slaves").EnumerateArray().Single(s => s.GetProperty("slave").GetInt32() == 1).GetProperty("ok").GetInt32();

    private static string Quality(House house, string point) => house.Point(point).GetProperty("quality").GetString()!;
}
