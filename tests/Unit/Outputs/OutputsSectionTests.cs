// SPDX-License-Identifier: MIT
using Wattwarden.Outputs;
using Wattwarden.Points;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Outputs;

public class OutputsSectionTests
{
    private readonly Bench _bench = new();

    [Fact]
    public void Defaults_are_written_for_all_six()
    {
        string expected = "[" + string.Join(",", Enumerable.Range(0, 6).Select(i =>
            $$"""{"name":"OUT{{i}}","minOnS":0,"minOffS":0,"holdS":10,"safe":"off","restart":"off"}""")) + "]";
        Assert.Equal(expected, _bench.Bank.Section.Json());
        _bench.Settings("");
        Assert.Equal(expected, _bench.Bank.Section.Json());
        Assert.Equal("outputs", _bench.Bank.Section.Name);
    }

    [Fact]
    public void What_was_read_is_written_the_same_and_names_the_points()
    {
        _bench.Settings("""{},{"name":"Grzałka 1","minOnS":60,"minOffS":300,"holdS":15,"safe":"on","restart":"last"}""");
        Assert.Contains("""{"name":"Grzałka 1","minOnS":60,"minOffS":300,"holdS":15,"safe":"on","restart":"last"}""", _bench.Bank.Section.Json());
        Assert.Equal("Grzałka 1", _bench.Points.Name(PointId.FirstOutput + 1));
        Assert.Equal("OUT0", _bench.Points.Name(PointId.FirstOutput));
        OutputSettings settings = _bench.Bank.Section.Current;
        Assert.Equal((60000L, 300000L, 15000L, true, RestartState.Last), (settings.MinOnMs(1), settings.MinOffMs(1), settings.HoldMs(1), settings.SafeOn(1), settings.Restart(1)));
        string before = _bench.Bank.Section.Json();
        _bench.Bank.Section.Commit(before);
        Assert.Equal(before, _bench.Bank.Section.Json());
    }

    [Theory]
    [InlineData("{}", "", "list")]
    [InlineData("[1]", "[0]", "braces")]
    [InlineData("[{},{},{},{},{},{},{}]", "[6]", "6 outputs")]
    [InlineData("""[{},{"name":""}]""", "[1].name", "1 to 40")]
    [InlineData("""[{"name":null}]""", "[0].name", "1 to 40")]
    [InlineData("""[{"minOnS":-1}]""", "[0].minOnS", "0 to 86400")]
    [InlineData("""[{"minOffS":86401}]""", "[0].minOffS", "0 to 86400")]
    [InlineData("""[{"minOffS":0.5}]""", "[0].minOffS", "whole")]
    [InlineData("""[{"holdS":3601}]""", "[0].holdS", "0 to 3600")]
    [InlineData("""[{"holdS":"10"}]""", "[0].holdS", "0 to 3600")]
    [InlineData("""[{"safe":"last"}]""", "[0].safe", "off or on")]
    [InlineData("""[{"safe":true}]""", "[0].safe", "off or on")]
    [InlineData("""[{"restart":"same"}]""", "[0].restart", "off, on or last")]
    [InlineData("""[{"colour":"red"}]""", "[0].colour", "minOnS")]
    [InlineData("""[{"safe":"on"]""", "[0]", "valid JSON at byte")]
    [InlineData("""[{"safe":"on"}""", "", "valid JSON at byte")]
    public void A_mistake_is_refused_with_its_key_and_what_is_allowed(string json, string key, string allowed)
    {
        string before = _bench.Bank.Section.Json();
        var fault = _bench.Bank.Section.Refusal(json);
        Assert.Equal(("outputs", key), (fault.Section, fault.Key));
        Assert.Contains(allowed, fault.Message);
        _bench.Bank.Section.Commit();
        Assert.Equal(before, _bench.Bank.Section.Json());
    }
}
