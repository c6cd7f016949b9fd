// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Sensors;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Sensors;

public class InputsSectionTests
{
    private readonly PulseDesk _desk = new();

    [Theory]
    [InlineData("""[]""", "", "object")]
    [InlineData("""{"pulse":[]}""", "pulse", "pulses, contacts")]
    [InlineData("""{"pulses":{}}""", "pulses", "list")]
    [InlineData("""{"pulses":[1]}""", "pulses", "list of objects")]
    [InlineData("""{"pulses":[{}]}""", "pulses[0].input", "1 to 4")]
    [InlineData("""{"pulses":[{"input":0}]}""", "pulses[0].input", "1 to 4")]
    [InlineData("""{"pulses":[{"input":5}]}""", "pulses[0].input", "1 to 4")]
    [InlineData("""{"pulses":[{"input":1},{"input":1}]}""", "pulses[1].input", "twice")]
    [InlineData("""{"pulses":[{"input":1,"colour":"red"}]}""", "pulses[0].colour", "allowed: input, name")]
    [InlineData("""{"pulses":[{"input":1,"on":1}]}""", "pulses[0].on", "true or false")]
    [InlineData("""{"pulses":[{"input":1,"name":7}]}""", "pulses[0].name", "at most 40")]
    [InlineData("""{"pulses":[{"input":1,"unit":"kilowatthours"}]}""", "pulses[0].unit", "at most 8")]
    [InlineData("""{"pulses":[{"input":1,"pulsesPerUnit":0}]}""", "pulses[0].pulsesPerUnit", "0.001 to 1000000")]
    [InlineData("""{"pulses":[{"input":1,"pulsesPerUnit":0.0001}]}""", "pulses[0].pulsesPerUnit", "three decimals")]
    [InlineData("""{"pulses":[{"input":1,"pulsesPerUnit":1000001}]}""", "pulses[0].pulsesPerUnit", "1000000")]
    [InlineData("""{"pulses":[{"input":1,"divisor":-1}]}""", "pulses[0].divisor", "0.001 to 1000000")]
    [InlineData("""{"pulses":[{"input":1,"pulsesPerUnit":0.01,"divisor":0.01}]}""", "pulses[0].divisor", "more than 1000 units")]
    [InlineData("""{"pulses":[{"input":1,"preset":-0.001}]}""", "pulses[0].preset", "0 to 999999999999")]
    [InlineData("""{"pulses":[{"input":1,"preset":1000000000000}]}""", "pulses[0].preset", "0 to 999999999999")]
    [InlineData("""{"pulses":[{"input":1,"preset":1.0005}]}""", "pulses[0].preset", "three decimals")]
    [InlineData("""{"pulses":[{"input":1,"presetAt":1.5}]}""", "pulses[0].presetAt", "whole number")]
    [InlineData("""{"pulses":[{"input":1,"presetAt":-1}]}""", "pulses[0].presetAt", "whole number")]
    [InlineData("""{"pulses":[{"input":1,"maxHz":0.09}]}""", "pulses[0].maxHz", "0.1 to 1000")]
    [InlineData("""{"pulses":[{"input":1,"maxHz":1001}]}""", "pulses[0].maxHz", "0.1 to 1000")]
    [InlineData("""{"pulses":[{"input":1,"log":"yes"}]}""", "pulses[0].log", "true or false")]
    [InlineData("""{"pulses":[{"input":1]}""", "pulses[0]", "not valid JSON")]
    [InlineData("""{"pulses":[{"input":1}""", "pulses", "not valid JSON")]
    [InlineData("""{"contacts":[{"name":"x"}]}""", "contacts[0].input", "1 to 8")]
    [InlineData("""{"contacts":[{"input":9}]}""", "contacts[0].input", "1 to 8")]
    [InlineData("""{"contacts":[{"input":2},{"input":2}]}""", "contacts[1].input", "twice")]
    [InlineData("""{"contacts":[{"input":1,"invert":0}]}""", "contacts[0].invert", "true or false")]
    [InlineData("""{"contacts":[{"input":1,"debounceMs":60001}]}""", "contacts[0].debounceMs", "0 to 60000")]
    [InlineData("""{"contacts":[{"input":1,"debounceMs":-1}]}""", "contacts[0].debounceMs", "0 to 60000")]
    [InlineData("""{"contacts":[{"input":1,"unit":"x"}]}""", "contacts[0].unit", "allowed: input, name")]
    [InlineData("""{"contacts":7}""", "contacts", "list")]
    public void A_mistake_is_named_with_its_place_and_nothing_changes(string json, string key, string words)
    {
        _desk.Section.Commit("""{"pulses":[{"input":2,"name":"Gas"}]}""");
        string before = _desk.Section.Json();
        var fault = _desk.Section.Refusal(json);
        Assert.Equal("inputs", fault.Section);
        Assert.Equal(key, fault.Key);
        Assert.Contains(words, fault.Message);
        Assert.Equal(before, _desk.Section.Json());
        Assert.Equal(before, _desk.Section.Json(staged: true));
    }

    [Theory]
    [InlineData("""{"pulses":[],"contacts":[]}""")]
    [InlineData("""{"pulses":[{"input":2,"name":"Wasser","on":true,"unit":"m³","pulsesPerUnit":0.01,"divisor":1000,"preset":10.241,"presetAt":102,"maxHz":16.7,"log":true}],"contacts":[{"input":8,"name":"Drzwi","on":false,"invert":true,"debounceMs":0}]}""")]
    public void What_is_written_is_what_was_read(string json)
    {
        _desk.Section.Commit(json);
        Assert.Equal(json, _desk.Section.Json());
    }

    [Fact]
    public void Absent_keys_take_their_defaults_and_absent_lists_are_empty()
    {
        _desk.Section.Commit("""{"pulses":[{"input":1}]}""");
        Assert.Equal(
            """{"pulses":[{"input":1,"name":"Pulses 1","on":true,"unit":"kWh","pulsesPerUnit":1000,"divisor":1,"preset":0,"presetAt":0,"maxHz":20,"log":false}],"contacts":[]}""",
            _desk.Section.Json());
        _desk.Section.Commit("{}");
        Assert.Equal("""{"pulses":[],"contacts":[]}""", _desk.Section.Json());
    }

    [Fact]
    public void Points_are_called_as_the_inputs_are_and_have_their_units()
    {
        _desk.Section.Commit("""{"pulses":[{"input":1,"name":"PV"},{"input":2,"name":"Water","unit":"m³"}],"contacts":[{"input":1,"name":"Door"}]}""");
        string[] seen = [.. new[] { "p1", "pw1", "p2", "pw2", "in1" }.Select(Describe)];
        Assert.Equal(["PV kWh", "PV W", "Water m³", "Water m³/h", "Door "], seen);
    }

    [Fact]
    public void A_preset_is_written_into_the_settings_in_effect_and_nothing_else_changes()
    {
        _desk.Section.Commit("""{"pulses":[{"input":1,"unit":"l","pulsesPerUnit":2},{"input":2,"name":"Gas","maxHz":3,"log":true}],"contacts":[{"input":3}]}""");
        string before = _desk.Section.Json();
        var text = new Wattwarden.Text.TextBuffer(2000);
        _desk.Section.WriteWithPreset(new Wattwarden.Text.JsonWriter(text), 1, 1_234_567, 89);
        Assert.Equal(before, _desk.Section.Json());
        Assert.Equal(before.Replace("\"preset\":0,\"presetAt\":0,\"maxHz\":3", "\"preset\":1234.567,\"presetAt\":89,\"maxHz\":3"), text.ToString());
    }

    private string Describe(string id)
    {
        PointId.TryParse(id, out int point);
        return _desk.Points.Name(point) + " " + _desk.Points.Unit(point);
    }
}
