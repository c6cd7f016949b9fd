// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Points;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Web;

/// <summary>What the events page asks: live truths, a dry run, what there is to choose from.</summary>
public sealed class EventsApiTests
{
    private const string Events =
        """
        [{"name":"Surplus","on":true,"per":true,"a":{"source":"m1","op":"<","value":-2000,"hysteresis":100},"op":"and","b":{"source":"ds1","op":"<","value":65,"hysteresis":3},"offDelay":60,"action":{"target":"out1","on":true}},
         {"name":"Night","on":false,"a":{"source":"time","op":"in","value":"22:00-06:00"},"action":{"target":"event1"}},
         {"name":"Both","on":true,"a":{"source":"m2","op":">=","value":10},"c":1,"action":{"target":"event2"}}]
        """;

    private readonly DeskDevice _device = new();
    private readonly string _admin;

    public EventsApiTests()
    {
        _admin = _device.AdminCookie();
        Assert.Equal(204, _device.Send("PUT", "/api/v1/events", Events, _admin).Status);
        _device.Step(50);
    }

    [Fact]
    public void Live_truths_stand_in_the_order_of_the_list()
    {
        Set(("m1", -2500), ("ds1", 40));
        JsonElement[] rows = Live();
        Assert.Equal("true true - true true", Row(rows[0]));
        Assert.Equal("- - - - -", Row(rows[1]));
        Assert.Equal("unknown - true unknown unknown", Row(rows[2]));
        Set(("m1", -1000), ("m2", 20));
        rows = Live();
        Assert.Equal("false true - false true", Row(rows[0]));   // the off-delay runs
        Assert.InRange(rows[0].GetProperty("dueS").GetInt32(), 59, 60);
        Assert.Equal("true - true true true", Row(rows[2]));
        _device.Step(61_000, 500);
        Set(("m1", -1000), ("ds1", 40), ("m2", 20));
        Assert.Equal("false", Live()[0].GetProperty("state").GetString());
        Assert.Equal("null", Live()[0].GetProperty("dueS").GetRawText());
    }

    [Fact]
    public void A_dry_run_tells_truth_value_and_what_is_missing_and_changes_nothing()
    {
        Set(("m1", -1309.5), ("ds1", 40), ("m2", 20));
        string before = _device.Get("/api/v1/events", _admin).Answer;
        FakeExchange answer = _device.Send("POST", "/api/v1/events/try", Events, _admin);
        Assert.Equal(200, answer.Status);
        JsonElement[] rows = [.. answer.Json.GetProperty("events").EnumerateArray()];
        Assert.Equal("""{"truth":"false","value":-1309.5,"quality":"good","missing":690.5}""", rows[0].GetProperty("a").GetRawText());
        Assert.Equal("""{"truth":"true","value":40,"quality":"good","missing":0}""", rows[0].GetProperty("b").GetRawText());
        Assert.Equal("false", rows[0].GetProperty("result").GetString());
        Assert.Equal("""{"truth":"unknown","value":null,"quality":"never","missing":null}""", rows[1].GetProperty("a").GetRawText());
        Assert.Equal(("false", "false"), (rows[2].GetProperty("c").GetString(), rows[2].GetProperty("result").GetString()));
        _device.Step(1000);
        Assert.Equal(before, _device.Get("/api/v1/events", _admin).Answer);
        Assert.Empty(_device.Board.Contacts[1].Moves);
    }

    [Theory]
    [InlineData("""[{"a":{"source":"m1","op":"<","value":1},"action":{"target":"out9"}}]""", "[0].action.target")]
    [InlineData("""[{"name":"X","on":true,"a":{"source":"event1","op":"=","value":1},"action":{"target":"event1"}}]""", "[0]")]
    [InlineData("{}", null)]
    public void A_dry_run_of_nonsense_is_refused_as_a_put_is(string json, string? field)
    {
        FakeExchange answer = _device.Send("POST", "/api/v1/events/try", json, _admin);
        Assert.Equal(400, answer.Status);
        Assert.Equal(field, answer.Json.TryGetProperty("field", out JsonElement named) ? named.GetString() : null);
    }

    [Fact]
    public void A_dry_run_agrees_with_the_engine_on_events_that_begin_now()
    {
        var random = new Random(7);
        string[] operators = ["and", "or", "xor", "nor", "nand"];
        for (int round = 0; round < 200; round++)
        {
            string list = "[" + string.Join(',', Enumerable.Range(0, 6).Select(i =>
                $$$"""{"on":true,"a":{"source":"m{{{random.Next(1, 4)}}}","op":"{{{(random.Next(2) == 0 ? "<" : ">=")}}}","value":{{{random.Next(5)}}},"hysteresis":1},"op":"{{{operators[random.Next(5)]}}}","b":{"source":"m{{{random.Next(1, 4)}}}","op":"=","value":{{{random.Next(5)}}}},"action":{"target":"event{{{i + 1}}}"}}""")) + "]";
            var points = new PointTable();
            var engine = new Wattwarden.Rules.RuleEngine(points);
            for (int i = 0; i < 3; i++)
            {
                if (random.Next(4) > 0) points.Set(i, random.Next(5) * 1000, 1);
            }

            engine.Section.Commit(list);
            engine.Evaluate(10);
            var live = new Wattwarden.Rules.EventSnapshot();
            engine.CopyTo(live);
            var trial = new Wattwarden.Rules.EventTrial();
            Assert.True(trial.TryRead(SectionText.Reader(list), new Wattwarden.Ports.SettingsFault()));
            trial.Run(points);
            for (int i = 0; i < 6; i++) Assert.Equal((list, i, live.Result(i)), (list, i, trial.Result(i)));
        }
    }

    [Fact]
    public void The_editor_is_told_every_source_and_target()
    {
        JsonElement all = _device.Get("/api/v1/event-sources", _admin).Json;
        JsonElement[] sources = [.. all.GetProperty("sources").EnumerateArray()];
        Assert.Equal(PointId.Count, sources.Length);
        JsonElement m1 = sources.Single(s => s.GetProperty("id").GetString() == "m1");
        Assert.Equal("""[">=","<","="]""", m1.GetProperty("ops").GetRawText().Replace("\\u003C", "<"));
        Assert.Equal("""["in"]""", sources.Single(s => s.GetProperty("id").GetString() == "weekday").GetProperty("ops").GetRawText());
        Assert.Equal(14, all.GetProperty("targets").GetArrayLength());
        Assert.Equal("Night", all.GetProperty("targets").EnumerateArray().Single(t => t.GetProperty("id").GetString() == "event1").GetProperty("name").GetString());
    }

    [Fact]
    public void Every_preset_is_told_with_its_line_and_its_quantities()
    {
        JsonElement[] presets = [.. _device.Get("/api/v1/presets", _admin).Json.GetProperty("presets").EnumerateArray()];
        Assert.True(presets.Length >= 15);
        foreach (JsonElement preset in presets)
        {
            FakeExchange answer = _device.Get("/api/v1/presets/" + preset.GetProperty("id").GetString(), _admin);
            Assert.Equal(200, answer.Status);
            Assert.Equal(preset.GetProperty("title").GetString(), answer.Json.GetProperty("title").GetString());
            Assert.True(answer.Json.GetProperty("quantities").GetArrayLength() > 0);
        }

        Assert.Equal(404, _device.Get("/api/v1/presets/custom", _admin).Status);
    }

    private void Set(params (string Id, double Value)[] values)
    {
        foreach ((string id, double value) in values)
        {
            Assert.True(PointId.TryParse(id, out int point));
            _device.Controller.Points.Set(point, (long)(value * 1000), _device.Board.UptimeMs);
        }

        _device.Step(50);
    }

    private JsonElement[] Live() => [.. _device.Get("/api/v1/events/live", _admin).Json.GetProperty("events").EnumerateArray()];

    private static string Row(JsonElement row) => string.Join(' ', new[] { "a", "b", "c", "result", "state" }.Select(name => row.GetProperty(name).GetString() ?? "-"));
}
