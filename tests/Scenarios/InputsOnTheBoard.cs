// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Boards;
using Wattwarden.Points;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Scenarios;

/// <summary>Meters, contacts and a sensor on the pins of the whole firmware; the installer works through the API.</summary>
public sealed class InputsOnTheBoard : IDisposable
{
    private const string Meters = """{"pulses":[{"input":1,"name":"PV","unit":"kWh","pulsesPerUnit":1000},{"input":2,"name":"Water","unit":"m³","pulsesPerUnit":1,"divisor":1000}]}""";

    private readonly BoardFirmware _device = new();

    public void Dispose() => _device.Dispose();

    [Fact]
    public void Freezes_of_up_to_5_s_in_steps_of_10_ms_lose_no_pulse_at_S0s_greatest_rate()
    {
        _device.Put("/api/v1/inputs", Meters);
        long before = Pulse("p1").GetProperty("pulses").GetInt64();
        S0Train train = new(_device.Chip, WattwardenEmsRevAPins.Input1);
        for (int freezeMs = 10; freezeMs <= 5000; freezeMs += 10)
        {
            _device.StandStill(freezeMs);
            _device.Run(60);
        }

        train.Ends = true;
        _device.Run(200);
        JsonElement counter = Pulse("p1");
        Assert.True(train.Pulses > 20_000);
        Assert.Equal(train.Pulses, counter.GetProperty("pulses").GetInt64() - before);
        Assert.Equal("hardware", counter.GetProperty("counts").GetString());
        Assert.Equal(0, counter.GetProperty("rejected").GetInt64());
    }

    [Fact]
    public void The_installer_sets_a_counter_to_what_the_meter_shows_and_it_survives_a_restart()
    {
        _device.Machine.Pins.Drive(WattwardenEmsRevAPins.Input2, true);
        _device.Put("/api/v1/inputs", Meters);
        GivePulses(7);
        Assert.Equal(204, _device.Do("POST", "/api/v1/inputs/p2", """{"preset":12345.678}""").Status);
        _device.Run(100);
        Assert.Equal(12345.678m, Pulse("p2").GetProperty("value").GetDecimal());
        GivePulses(22);
        Assert.Equal(12345.7m, Pulse("p2").GetProperty("value").GetDecimal());
        Assert.Equal(29, _device.Controller.Pulses.ReadTotal(1));

        _device.Run(61_000);   // the journal of totals writes once a minute
        _device.Restart();
        _device.Machine.Pins.Drive(WattwardenEmsRevAPins.Input2, true);
        _device.Run(100);
        Assert.Equal(12_345_700, _device.Controller.Points.Milli(PointId.FirstPulse + 1));
        Assert.Equal("Water", _device.Controller.Points.Name(PointId.FirstPulse + 1));
    }

    [Theory]
    [InlineData("in1", "{\"preset\":1}", 404, "id")]
    [InlineData("p5", "{\"preset\":1}", 404, "id")]
    [InlineData("p4", "{\"preset\":1}", 404, "id")]
    [InlineData("p1", "{}", 400, "preset")]
    [InlineData("p1", "{\"preset\":-1}", 400, "preset")]
    [InlineData("p1", "{\"preset\":\"1\"}", 400, "preset")]
    [InlineData("p1", "{\"preset\":1.2345}", 400, "preset")]
    [InlineData("p1", "{\"value\":1}", 400, "value")]
    [InlineData("p1", "{\"preset\":1}{}", 400, null)]
    [InlineData("p1", "[]", 400, null)]
    public void A_preset_that_cannot_be_is_refused_and_changes_nothing(string id, string body, int status, string? field)
    {
        _device.Put("/api/v1/inputs", Meters);
        string before = _device.Do("GET", "/api/v1/inputs-settings").Answer;
        FakeExchange exchange = _device.Do("POST", "/api/v1/inputs/" + id, body);
        Assert.Equal(status, exchange.Status);
        Assert.Equal(field, exchange.Json.TryGetProperty("field", out JsonElement named) ? named.GetString() : null);
        Assert.Equal(before, _device.Do("GET", "/api/v1/inputs-settings").Answer);
    }

    [Fact]
    public void A_contact_switches_an_output_by_an_event()
    {
        _device.Machine.Pins.Drive(WattwardenEmsRevAPins.Input1, true);
        _device.Put("/api/v1/inputs", """{"contacts":[{"input":1,"name":"Key","debounceMs":50}]}""");
        _device.Put("/api/v1/events", """[{"name":"Key","on":true,"per":true,"a":{"source":"in1","op":"=","value":1},"action":{"target":"out3"}}]""");
        _device.Run(1000);
        Assert.False(_device.Machine.Pins.Level(WattwardenEmsRevAPins.Out3));
        _device.Machine.Pins.Drive(WattwardenEmsRevAPins.Input1, false);
        _device.Run(200);
        Assert.True(_device.Machine.Pins.Level(WattwardenEmsRevAPins.Out3));
        _device.Machine.Pins.Drive(WattwardenEmsRevAPins.Input1, true);
        _device.Run(30);
        _device.Machine.Pins.Drive(WattwardenEmsRevAPins.Input1, false);
        _device.Run(1000);
        Assert.True(_device.Machine.Pins.Level(WattwardenEmsRevAPins.Out3));
        _device.Machine.Pins.Drive(WattwardenEmsRevAPins.Input1, true);
        _device.Run(200);
        Assert.False(_device.Machine.Pins.Level(WattwardenEmsRevAPins.Out3));
    }

    [Fact]
    public void Power_from_pulses_switches_an_output_by_an_event()
    {
        _device.Put("/api/v1/inputs", Meters);
        _device.Put("/api/v1/events", """[{"name":"Sun","on":true,"per":true,"a":{"source":"pw1","op":">=","value":2000,"hysteresis":500},"action":{"target":"out4"}}]""");
        S0Train train = new(_device.Chip, WattwardenEmsRevAPins.Input1) { OnUs = 50_000, OffUs = 1_150_000 };   // 3000 W
        _device.Run(10_000);
        Assert.True(_device.Machine.Pins.Level(WattwardenEmsRevAPins.Out4));
        Assert.InRange(Pulse("p1").GetProperty("rate").GetDouble(), 2900, 3100);
        train.Ends = true;
        _device.Run(10_000);
        Assert.False(_device.Machine.Pins.Level(WattwardenEmsRevAPins.Out4));
    }

    [Fact]
    public void A_sensor_whose_wire_breaks_is_told_in_words_and_its_rule_no_longer_decides()
    {
        int raw = 2095;   // 1047.5 Ω: 12.2 °C
        _device.Machine.ConnectAnalog(WattwardenEmsRevA.Input2AdcChannel, () => raw);
        _device.Put("/api/v1/analog-settings", """[{"channel":1,"name":"Outside","kind":"pt1000-divider"}]""");
        _device.Put("/api/v1/events", """[{"name":"Cold","on":true,"per":true,"a":{"source":"a1","op":"<","value":15},"action":{"target":"out4"}}]""");
        _device.Run(2000);
        JsonElement channel = _device.Do("GET", "/api/v1/inputs").Json.GetProperty("analog")[0];
        Assert.Equal("good", channel.GetProperty("state").GetString());
        Assert.InRange(channel.GetProperty("value").GetDouble(), 12.0, 12.4);
        Assert.True(_device.Machine.Pins.Level(WattwardenEmsRevAPins.Out4));
        raw = 4095;
        _device.Run(15_000);
        channel = _device.Do("GET", "/api/v1/inputs").Json.GetProperty("analog")[0];
        Assert.Equal("sensor or wire broken", channel.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, channel.GetProperty("value").ValueKind);
        Assert.False(_device.Machine.Pins.Level(WattwardenEmsRevAPins.Out4));
    }

    [Fact]
    public void A_section_with_a_mistake_is_refused_with_its_place()
    {
        FakeExchange exchange = _device.Do("PUT", "/api/v1/inputs", """{"pulses":[{"input":1,"divisor":0}]}""");
        Assert.Equal((400, "pulses[0].divisor"), (exchange.Status, exchange.Json.GetProperty("field").GetString()));
        Assert.Equal("""{"pulses":[],"contacts":[],"analog":[]}""", _device.Do("GET", "/api/v1/inputs").Answer);
    }

    private void GivePulses(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _device.Machine.Pins.Drive(WattwardenEmsRevAPins.Input2, false);
            _device.Run(50);
            _device.Machine.Pins.Drive(WattwardenEmsRevAPins.Input2, true);
            _device.Run(50);
        }
    }

    private JsonElement Pulse(string id) => _device.Do("GET", "/api/v1/inputs").Json.GetProperty("pulses").EnumerateArray().Single(p => p.GetProperty("id").GetString() == id);
}
