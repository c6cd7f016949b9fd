// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Tests.Support;
using Wattwarden.Web;
using Xunit;
using Xunit.Abstractions;

namespace Wattwarden.Tests.Unit.Web;

/// <summary>The document that a page polls, and the names that belong to it.</summary>
public sealed class LiveTests(ITestOutputHelper output)
{
    private static readonly string[] Quantities = ["voltageL1", "voltageL2", "voltageL3", "currentL1", "currentL2", "currentL3", "powerL1", "powerL2", "powerL3", "powerTotal"];

    private readonly DeskDevice _device = new();

    [Fact]
    public void With_everything_configured_and_the_longest_values_it_stays_below_its_limit()
    {
        Configure();
        _device.Step(1_000_000, 1000);
        Worst(long.MinValue + 1);
        string admin = _device.AdminCookie();
        FakeExchange live = _device.Get("/api/v1/live", admin);
        FakeExchange names = _device.Get("/api/v1/names", admin);
        output.WriteLine($"{live.Answer.Length} bytes at most: {live.Answer}");
        output.WriteLine($"names: {names.Answer.Length} bytes");
        Assert.InRange(live.Answer.Length, 1000, LiveEndpoint.MaxBytes);
        Assert.Equal(30 + 8 + 4 + 4 + 4, live.Json.GetProperty("values").GetArrayLength());
        Assert.Equal(8 + 6 + 8, live.Json.GetProperty("states").GetString()!.Length);
        Assert.Equal(-999_999_999_999_999, live.Json.GetProperty("values")[0].GetInt64());
    }

    [Fact]
    public void Its_lists_stand_in_the_order_of_the_names()
    {
        Configure();
        _device.Controller.Points.Set(PointId.FirstMeter + 4, -2_310_500, _device.Board.UptimeMs);
        _device.Controller.Points.Set(PointId.FirstSensor + 2, 58_250, _device.Board.UptimeMs);
        string admin = _device.AdminCookie();
        _device.Send("POST", "/api/v1/outputs/out4", """{"on":true,"forSeconds":600}""", admin);
        JsonElement live = _device.Get("/api/v1/live", admin).Json;
        JsonElement names = _device.Get("/api/v1/names", admin).Json;
        Assert.Equal(live.GetProperty("version").GetInt64(), names.GetProperty("version").GetInt64());
        int m5 = Place(names, "values", "m5");
        Assert.Equal((-2_310_500, 'g', 0), (live.GetProperty("values")[m5].GetInt32(), live.GetProperty("quality").GetString()![m5], live.GetProperty("ages")[m5].GetInt32()));
        Assert.Equal(58_250, live.GetProperty("values")[Place(names, "values", "ds3")].GetInt32());
        int m1 = Place(names, "values", "m1");
        Assert.Equal((JsonValueKind.Null, 'n', -1), (live.GetProperty("values")[m1].ValueKind, live.GetProperty("quality").GetString()![m1], live.GetProperty("ages")[m1].GetInt32()));
        Assert.Equal('1', live.GetProperty("states").GetString()![Place(names, "states", "out4")]);
        Assert.Equal('?', live.GetProperty("states").GetString()![Place(names, "states", "in3")]);
        int out4 = Place(names, "outputs", "out4");
        JsonElement outputs = live.GetProperty("outputs");
        Assert.Equal(('1', 'm'), (outputs.GetProperty("on").GetString()![out4], outputs.GetProperty("mode").GetString()![out4]));
        Assert.InRange(outputs.GetProperty("left")[out4].GetInt32(), 590, 600);
        Assert.Equal("V", names.GetProperty("values")[m1].GetProperty("unit").GetString());
    }

    [Fact]
    public void Names_are_sent_again_only_when_a_name_a_unit_or_the_arrangement_has_changed()
    {
        string admin = _device.AdminCookie();
        FakeExchange first = _device.Get("/api/v1/names", admin);
        string tag = first.AnswerHeaders["ETag"];
        Assert.Equal((304, ""), Again(tag));
        _device.Controller.Points.Set(0, 1, _device.Board.UptimeMs);
        _device.Step(5000);
        Assert.Equal(304, Again(tag).Status);
        foreach ((string path, string body) in new[] { ("/api/v1/outputs-settings", """[{"name":"Pool"}]"""), ("/api/v1/view", """{"hidden":["m3"]}"""), ("/api/v1/layout", """{"tiles":[{"id":"out1","x":0,"y":0,"w":1,"h":1}]}"""), ("/api/v1/inputs-settings", """{"contacts":[{"input":1,"name":"Door"}]}""") })
        {
            Assert.Equal(204, _device.Send("PUT", path, body, admin).Status);
            _device.Step(50);
            string before = tag;
            FakeExchange names = _device.Get("/api/v1/names", admin);
            tag = names.AnswerHeaders["ETag"];
            Assert.NotEqual((path, before), (path, tag));
            Assert.Equal(tag.Trim('"'), _device.Get("/api/v1/live", admin).Json.GetProperty("version").GetRawText());
        }

        (int Status, string Answer) Again(string known)
        {
            FakeExchange answer = _device.Do(new FakeExchange("GET", "/api/v1/names").With("Cookie", admin).With("If-None-Match", known));
            return (answer.Status, answer.Answer);
        }
    }

    [Fact]
    public void After_a_restart_the_version_is_another_one()
    {
        var other = new DeskDevice(new DeskBoard { Seed = 5 });
        Assert.NotEqual(_device.Get("/api/v1/live", _device.AdminCookie()).Json.GetProperty("version").GetInt64(), other.Get("/api/v1/live", other.AdminCookie()).Json.GetProperty("version").GetInt64());
    }

    [Theory]
    [InlineData("""{"flow":{"grid":"m1","solar":"m2"}}""", -1000, 3000, "[-1000,3000,2000]")]
    [InlineData("""{"flow":{"grid":"m1","gridInverted":true,"solar":"m2","solarInverted":true}}""", 1000, -3000, "[-1000,3000,2000]")]
    [InlineData("""{"flow":{"grid":"m1","solar":"m2","house":"m3"}}""", 500, 100, "[500,100,null]")]
    [InlineData("""{"flow":{"grid":"m1"}}""", 700, 0, "[700,null,700]")]
    [InlineData("""{"flow":{"grid":"m1"}}""", -700, 0, "[-700,null,null]")]
    [InlineData("""{"flow":{"grid":null}}""", -700, 0, "[null,null,null]")]
    public void The_energy_flow_is_grid_sun_and_house(string view, int m1, int m2, string expected)
    {
        _device.Controller.FindSection("view").Commit(view);
        _device.Controller.Points.Set(0, m1 * 1000, _device.Board.UptimeMs);
        _device.Controller.Points.Set(1, m2 * 1000, _device.Board.UptimeMs);
        Assert.Equal(expected, _device.Get("/api/v1/live", _device.AdminCookie()).Json.GetProperty("power").GetRawText());
    }

    [Fact]
    public void A_sun_whose_meter_is_dead_leaves_the_house_unknown()
    {
        _device.Controller.FindSection("view").Commit("""{"flow":{"grid":"m1","solar":"m2"}}""");
        _device.Controller.Points.Set(0, 700_000, _device.Board.UptimeMs);
        _device.Controller.Points.Fail(1);
        Assert.Equal("[700,null,null]", _device.Get("/api/v1/live", _device.AdminCookie()).Json.GetProperty("power").GetRawText());
    }

    [Fact]
    public void Warnings_point_to_the_conditions_that_the_names_list()
    {
        string admin = _device.AdminCookie();
        _device.Controller.Points.Fail(PointId.FirstSensor + 2);
        _device.Step(70_000, 50);
        int[] warnings = [.. _device.Get("/api/v1/live", admin).Json.GetProperty("warnings").EnumerateArray().Select(w => w.GetInt32())];
        JsonElement conditions = _device.Get("/api/v1/names", admin).Json.GetProperty("conditions");
        Assert.Equal(["clock: time is unknown", "ds3: sensor fails", "module1: does not answer"], warnings.Select(w => conditions[w].GetProperty("source").GetString() + ": " + conditions[w].GetProperty("message").GetString()).Order());
    }

    [Fact]
    public void The_clock_is_null_until_it_is_known()
    {
        string admin = _device.AdminCookie();
        Assert.Equal("null", _device.Get("/api/v1/live", admin).Json.GetProperty("clock").GetRawText());
        _device.Board.UnixMs = 1_764_000_000_000;
        _device.Step(2000);
        Assert.Equal("[1764000000,60]", _device.Get("/api/v1/live", admin).Json.GetProperty("clock").GetRawText());
    }

    private static int Place(JsonElement names, string list, string id) =>
        names.GetProperty(list).EnumerateArray().Select((row, i) => (Id: row.GetProperty("id").GetString(), i)).Single(row => row.Id == id).i;

    // 30 meter values, 8 sensors, 4 pulse inputs, 4 analog channels, 8 contacts, 6 outputs, 8 virtual outputs.
    private void Configure()
    {
        string mapping = string.Join(',', Enumerable.Range(0, 30).Select(i => $$"""{"module":{{i / 10 + 1}},"quantity":"{{Quantities[i % 10]}}","point":"m{{i + 1}}","name":"Value {{i}}"}"""));
        string sensors = string.Join(',', Enumerable.Range(1, 8).Select(i => $$"""{"position":{{i}},"name":"Sensor {{i}}"}"""));
        string pulses = string.Join(',', Enumerable.Range(1, 4).Select(i => $$"""{"input":{{i}}}"""));
        string contacts = string.Join(',', Enumerable.Range(1, 8).Select(i => $$"""{"input":{{i}}}"""));
        string analog = string.Join(',', Enumerable.Range(1, 4).Select(i => $$"""{"channel":{{i}},"kind":"linear"}"""));
        string events = string.Join(',', Enumerable.Range(1, 8).Select(i => $$"""{"a":{"source":"m1","op":"<","value":1},"action":{"target":"event{{i}}" } }"""));
        const string Modules = """[{"preset":"eastron-sdm630-v2"},{"preset":"eastron-sdm630-v2","slave":2},{"preset":"eastron-sdm630-v2","slave":3}]""";
        const string View = """{"flow":{"grid":"m1","solar":"m2","house":"m3"}}""";
        byte[] document = System.Text.Encoding.UTF8.GetBytes($"{{\"version\":1,\"modules\":{Modules},\"mapping\":[{mapping}],\"sensors\":[{sensors}],\"inputs\":{{\"pulses\":[{pulses}],\"contacts\":[{contacts}]}},\"analog\":[{analog}],\"events\":[{events}],\"view\":{View}}}");
        Assert.Equal(SaveOutcome.Saved, _device.Controller.Store.PutDocument(document, 0, document.Length, new SettingsFault()));
        _device.Step(50);
    }

    // Every point at the longest value that its source can give, and long ago; every output by hand with the longest time; every condition present.
    private void Worst(long milli)
    {
        PointTable points = _device.Controller.Points;
        for (int i = 0; i < PointId.OutputCount; i++) _device.Send("POST", "/api/v1/outputs/out" + i, """{"on":true,"forSeconds":604800}""", _device.AdminCookie());
        for (int i = 0; i < PointId.FirstOutput; i++)
        {
            bool isPulse = i is >= PointId.FirstPulse and < PointId.FirstAnalog;
            long longest = i < PointId.FirstSensor || isPulse ? milli : i < PointId.FirstInput ? -55_000 : -999_999_999_999;
            points.Set(i, longest, 1);
            if (i >= PointId.FirstSensor) points.Fail(i);
        }

        _device.Board.UnixMs = 4_102_444_799_000;
        for (int i = 0; i < 3; i++) points.Set(i, milli, 1);
        for (int i = 0; i < _device.Controller.Diagnostics.ConditionCount; i++) _device.Controller.Diagnostics.Set(i, true, 1);
        Assert.True(_device.Controller.Diagnostics.ConditionCount > 16);
    }
}
