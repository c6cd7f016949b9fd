// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Sensors;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Sensors;

public class TemperatureSectionTests
{
    private const string Document = "docs/reference/sensors.md";

    private readonly TemperatureSection _section = new TemperatureSensors(null!, new PointTable()).Section;

    [Fact]
    public void What_is_written_is_what_was_read()
    {
        _section.Commit("""[{"id":"28-03160f1e64ff","position":3,"name":"Zbiornik c.w.u.","offset":-0.125,"resolution":10,"periodS":60},{"position":1}]""");
        const string expected =
            """[{"position":1,"id":null,"name":"DS1","offset":0,"resolution":12,"periodS":1},{"position":3,"id":"28-ff641e0f160390","name":"Zbiornik c.w.u.","offset":-0.125,"resolution":10,"periodS":60}]""";
        Assert.Equal(expected, _section.Json());
        _section.Commit(_section.Json());
        Assert.Equal(expected, _section.Json());
        _section.Commit("[]");
        Assert.Equal("[]", _section.Json());
    }

    [Theory]
    [InlineData("{}", "", "list")]
    [InlineData("""[{"id":"28-ff641e0f160390"}]""", "[0].position", "missing")]
    [InlineData("""[{"position":0}]""", "[0].position", "1 to 8")]
    [InlineData("""[{"position":9}]""", "[0].position", "1 to 8")]
    [InlineData("""[{"position":1},{"position":1}]""", "[1].position", "twice")]
    [InlineData("""[{"position":1,"id":"28-ff641e0f160391"}]""", "[0].id", "identifier")]
    [InlineData("""[{"position":1,"id":2800000000000000}]""", "[0].id", "identifier")]
    [InlineData("""[{"position":1,"id":"01-000000000001"}]""", "[0].id", "DS2401")]
    [InlineData("""[{"position":1,"id":"28-ff641e0f160390"},{"position":2,"id":"28-03160f1e64ff"}]""", "[1].id", "position 1")]
    [InlineData("""[{"position":1,"name":""}]""", "[0].name", "1 to 40")]
    [InlineData("""[{"position":1,"offset":10.001}]""", "[0].offset", "-10 to 10")]
    [InlineData("""[{"position":1,"resolution":8}]""", "[0].resolution", "9, 10, 11 or 12")]
    [InlineData("""[{"position":1,"periodS":61}]""", "[0].periodS", "1 to 60")]
    [InlineData("""[{"position":1,"pin":4}]""", "[0].pin", "not known")]
    [InlineData("[{\"position\":1", "[0]", "}")]
    [InlineData("[{\"position\":1}", "", "]")]
    public void A_mistake_refuses_the_whole_list_and_names_its_place(string json, string key, string words)
    {
        SettingsFault fault = _section.Refusal(json);
        Assert.Equal("sensors", fault.Section);
        Assert.Equal(key, fault.Key);
        Assert.Contains(words, fault.Message);
        Assert.Equal("[]", _section.Json());
    }

    [Fact]
    public void The_settings_in_the_document_are_those_of_the_code_with_their_defaults()
    {
        _section.Commit("""[{"position":1}]""");
        JsonElement row = JsonDocument.Parse(_section.Json()).RootElement[0];
        var expected = row.EnumerateObject().Select(member => (member.Name, member.Name == "position" ? "required" : member.Value.ToString() is { Length: > 0 } text ? text : "null"));
        Assert.Equal(expected, DocumentTable.Rows(Document, "Settings").Select(cells => (cells[0], cells[2].Trim('`'))));
    }

    [Fact]
    public void The_reasons_in_the_document_are_those_of_the_code()
    {
        var expected = Enum.GetValues<MissReason>().Where(reason => reason != MissReason.None).Select(SensorWords.Of);
        Assert.Equal(expected, DocumentTable.Rows(Document, "Why a sensor has no value").Select(cells => cells[0]));
        Assert.Equal(expected.Distinct(), expected);
    }

    [Fact]
    public void The_examples_in_the_document_are_taken()
    {
        string[] examples = DocumentTable.Examples(Document);
        Assert.NotEmpty(examples);
        foreach (string example in examples) _section.Commit(example);
    }
}
