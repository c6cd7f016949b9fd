// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Wattwarden.View;
using Xunit;

namespace Wattwarden.Tests.Unit.View;

public sealed class ViewSectionTests
{
    private readonly ViewSection _section = new();

    [Fact]
    public void What_is_written_is_read_again_as_it_is()
    {
        const string Full = """{"hidden":["m7","ds1","flow"],"locked":false,"tiles":[{"id":"out1","x":0,"y":0,"w":3,"h":2},{"id":"day","x":0,"y":2,"w":12,"h":4}],"flow":{"grid":"m4","gridInverted":true,"solar":"pw1","solarInverted":false,"house":"a1"},"day":["m4","ds2"]}""";
        _section.Commit(Full);
        Assert.Equal(Full, _section.Json());
        _section.Commit(_section.Json());
        Assert.Equal(Full, _section.Json());
    }

    [Fact]
    public void What_is_left_out_takes_its_default()
    {
        _section.Commit("{}");
        Assert.Equal("""{"hidden":[],"locked":true,"tiles":[],"flow":{"grid":"m1","gridInverted":false,"solar":null,"solarInverted":false,"house":null},"day":[]}""", _section.Json());
    }

    [Theory]
    [InlineData("[]", "")]
    [InlineData("""{"hide":[]}""", "hide")]
    [InlineData("""{"hidden":["m31"]}""", "hidden[0]")]
    [InlineData("""{"hidden":[1]}""", "hidden[0]")]
    [InlineData("""{"hidden":{}}""", "hidden")]
    [InlineData("""{"locked":1}""", "locked")]
    [InlineData("""{"tiles":[{"id":"m1","x":0,"y":0,"w":1}]}""", "tiles[0]")]
    [InlineData("""{"tiles":[{"id":"m1","x":12,"y":0,"w":1,"h":1}]}""", "tiles[0].x")]
    [InlineData("""{"tiles":[{"id":"m1","x":11,"y":0,"w":2,"h":1}]}""", "tiles[0].w")]
    [InlineData("""{"tiles":[{"id":"m1","x":0,"y":100,"w":2,"h":1}]}""", "tiles[0].y")]
    [InlineData("""{"tiles":[{"id":"m1","x":0,"y":0,"w":2,"h":13}]}""", "tiles[0].h")]
    [InlineData("""{"tiles":[{"id":"m1","x":0,"y":0,"w":0,"h":1}]}""", "tiles[0].w")]
    [InlineData("""{"tiles":[{"id":"x1","x":0,"y":0,"w":1,"h":1}]}""", "tiles[0].id")]
    [InlineData("""{"tiles":[{"id":"m1","x":0,"y":0,"w":1,"h":1,"z":1}]}""", "tiles[0].z")]
    [InlineData("""{"tiles":[{"id":"m1","x":0,"y":0,"w":2,"h":2},{"id":"m2","x":1,"y":1,"w":2,"h":2}]}""", "tiles[1]")]
    [InlineData("""{"tiles":[{"id":"m1","x":0,"y":0,"w":2,"h":2},{"id":"m1","x":4,"y":4,"w":2,"h":2}]}""", "tiles[1]")]
    [InlineData("""{"tiles":[1]}""", "tiles[0]")]
    [InlineData("""{"flow":{"grid":"out1"}}""", "flow.grid")]
    [InlineData("""{"flow":{"solar":"time"}}""", "flow.solar")]
    [InlineData("""{"flow":{"gridInverted":"yes"}}""", "flow.gridInverted")]
    [InlineData("""{"flow":{"battery":"m1"}}""", "flow.battery")]
    [InlineData("""{"day":["m1","m2","m3","m4","m5"]}""", "day[4]")]
    [InlineData("""{"day":["in1"]}""", "day[0]")]
    [InlineData("""{"day":[null]}""", "day[0]")]
    public void A_mistake_is_refused_with_its_place(string json, string key) => Assert.Equal(key, _section.Refusal(json).Key);

    [Fact]
    public void There_is_room_for_forty_tiles_and_no_more()
    {
        string Tiles(int count) => "{\"tiles\":[" + string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"id":"{{ElementId.Format(i)}}","x":{{i % 12}},"y":{{i / 12}},"w":1,"h":1}""")) + "]}";
        _section.Commit(Tiles(ViewSettings.MaxTiles));
        Assert.Equal("tiles[40]", _section.Refusal(Tiles(ViewSettings.MaxTiles + 1)).Key);
    }

    [Fact]
    public void Tiles_that_touch_do_not_overlap() =>
        _section.Commit("""{"tiles":[{"id":"m1","x":0,"y":0,"w":6,"h":2},{"id":"m2","x":6,"y":0,"w":6,"h":2},{"id":"m3","x":0,"y":2,"w":12,"h":1}]}""");
}
