// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Rules;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Rules;

public class EventsSectionTests
{
    private const string Full = """
        [{"name":"Grzałka 1","on":true,"per":true,"a":{"source":"m1","op":"<","value":-2000,"hysteresis":100},"op":"and","b":{"source":"ds1","op":"<","value":65.5,"hysteresis":3},"c":2,"onDelay":0.25,"offDelay":60,"action":{"target":"out1","on":true}},{"name":"Night","on":true,"per":false,"a":{"source":"time","op":"in","value":"22:00-06:00"},"op":"nand","b":{"source":"weekday","op":"in","value":"sat,sun"},"onDelay":0,"offDelay":0,"action":{"target":"event8","on":false}},{"name":"Third","on":false,"per":true,"a":{"source":"in3","op":"=","value":1},"onDelay":0,"offDelay":0,"action":{"target":"out0","on":true}}]
        """;

    private readonly PointTable _points = new();
    private readonly RuleEngine _engine;

    public EventsSectionTests() => _engine = new RuleEngine(_points);

    [Fact]
    public void What_was_read_is_written_the_same()
    {
        _engine.Section.Commit(Full);
        Assert.Equal(Full, _engine.Section.Json());
        Assert.Equal("events", _engine.Section.Name);
    }

    [Fact]
    public void Absent_keys_take_their_defaults()
    {
        _engine.Section.Commit("""[{"action":{"target":"out1"},"a":{"value":5,"op":">=","source":"M7"}}]""");
        EventTable table = _engine.Section.Current;
        Assert.Equal(("Event 1", false, false, true), (table.Name(0), table.IsOn(0), table.IsPermanent(0), table.Action(0)));
        Assert.Equal((0, 0, EventTable.None, Logic.OnlyA), (table.OnDelayMs(0), table.OffDelayMs(0), table.ConditionC(0), table.Logic(0)));
        Assert.Equal((6, 5000L, 0L), (table.Source(0, EventTable.A), table.ThresholdMilli(0, EventTable.A), table.HysteresisMilli(0, EventTable.A)));
    }

    // §: the one event of the list, with a fault in it.
    [Theory]
    [InlineData("{}", "", "list")]
    [InlineData("[5]", "[0]", "braces")]
    [InlineData("""[{"a":{"source":"m1","op":">=","value":1},"action":{"target":"out1"}},{"colour":1}]""", "[1].colour", "name, on, per")]
    [InlineData("""[{"action":{"target":"out1"}}]""", "[0].a", "missing")]
    [InlineData("""[{"a":{"source":"m1","op":">=","value":1}}]""", "[0].action", "out0…out5")]
    [InlineData("""[{"name":"",§}]""", "[0].name", "1 to 40")]
    [InlineData("""[{"name":7,§}]""", "[0].name", "1 to 40")]
    [InlineData("""[{"on":1,§}]""", "[0].on", "true or false")]
    [InlineData("""[{"per":"yes",§}]""", "[0].per", "true or false")]
    [InlineData("""[{"op":"plus",§}]""", "[0].op", "nand")]
    [InlineData("""[{"op":"and",§}]""", "[0].b", "missing")]
    [InlineData("""[{"b":{"source":"m2","op":">=","value":1},§}]""", "[0].op", "and, or, xor, nor")]
    [InlineData("""[{"c":0,§}]""", "[0].c", "from 1")]
    [InlineData("""[{"c":"Boiler",§}]""", "[0].c", "number")]
    [InlineData("""[{"c":2,§}]""", "[0].c", "1 to 1")]
    [InlineData("""[{"onDelay":-1,§}]""", "[0].onDelay", "0 to 86400")]
    [InlineData("""[{"offDelay":86400.001,§}]""", "[0].offDelay", "0 to 86400")]
    [InlineData("""[{"offDelay":1.0005,§}]""", "[0].offDelay", "three decimals")]
    [InlineData("""[{"a":7}]""", "[0].a", "source, op and value")]
    [InlineData("""[{"a":{"op":">=","value":1}}]""", "[0].a.source", "m1…m30")]
    [InlineData("""[{"a":{"source":"m31","op":">=","value":1}}]""", "[0].a.source", "ds1…ds8")]
    [InlineData("""[{"a":{"source":3}}]""", "[0].a.source", "weekday")]
    [InlineData("""[{"a":{"source":"m1","value":1}}]""", "[0].a.op", ">=, <, =, in")]
    [InlineData("""[{"a":{"source":"m1","op":">","value":1}}]""", "[0].a.op", ">=, <, =, in")]
    [InlineData("""[{"a":{"source":"m1","op":"in","value":"22:00-06:00"}}]""", "[0].a.op", ">=, <, =")]
    [InlineData("""[{"a":{"source":"in1","op":">=","value":1}}]""", "[0].a.op", "digital input")]
    [InlineData("""[{"a":{"source":"time","op":">=","value":1}}]""", "[0].a.op", ": in")]
    [InlineData("""[{"a":{"source":"m1","op":">="}}]""", "[0].a.value", "number")]
    [InlineData("""[{"a":{"source":"m1","op":">=","value":"1"}}]""", "[0].a.value", "number")]
    [InlineData("""[{"a":{"source":"m1","op":">=","value":1.0001}}]""", "[0].a.value", "three decimals")]
    [InlineData("""[{"a":{"source":"m1","op":">=","value":1e3}}]""", "[0].a.value", "JSON")]
    [InlineData("""[{"a":{"source":"m1","op":">=","value":9000000000000}}]""", "[0].a.value", "number")]
    [InlineData("""[{"a":{"source":"in1","op":"=","value":2}}]""", "[0].a.value", "0 (off) or 1 (on)")]
    [InlineData("""[{"a":{"source":"m1","op":">=","value":1,"hysteresis":-1}}]""", "[0].a.hysteresis", "from 0 up")]
    [InlineData("""[{"a":{"source":"m1","op":"=","value":1,"hysteresis":1}}]""", "[0].a.hysteresis", ">= and <")]
    [InlineData("""[{"a":{"source":"time","op":"in","value":5}}]""", "[0].a.value", "22:00-06:00")]
    [InlineData("""[{"a":{"source":"time","op":"in","value":"06:00-06:00"}}]""", "[0].a.value", "differ")]
    [InlineData("""[{"a":{"source":"time","op":"in","value":"6-7"}}]""", "[0].a.value", "22:00-06:00")]
    [InlineData("""[{"a":{"source":"time","op":"in","value":"06:60-07:00"}}]""", "[0].a.value", "22:00-06:00")]
    [InlineData("""[{"a":{"source":"time","op":"in","value":"24:00-07:00"}}]""", "[0].a.value", "22:00-06:00")]
    [InlineData("""[{"a":{"source":"time","op":"in","value":"07:00-24:01"}}]""", "[0].a.value", "22:00-06:00")]
    [InlineData("""[{"a":{"source":"weekday","op":"in","value":""}}]""", "[0].a.value", "mon,tue")]
    [InlineData("""[{"a":{"source":"weekday","op":"in","value":"mon,day"}}]""", "[0].a.value", "mon,tue")]
    [InlineData("""[{"a":{"source":"m1","op":">=","value":1,"unit":"W"}}]""", "[0].a.unit", "source, op, value and hysteresis")]
    [InlineData("""[{§,"op":"or","b":{"source":"p5"}}]""", "[0].b.source", "p1…p4")]
    [InlineData("""[{"action":7}]""", "[0].action", "target and on")]
    [InlineData("""[{"action":{"target":"out6"}}]""", "[0].action.target", "event1…event8")]
    [InlineData("""[{"action":{"target":"m1"}}]""", "[0].action.target", "event1…event8")]
    [InlineData("""[{"action":{"target":"out1","on":1}}]""", "[0].action.on", "true or false")]
    [InlineData("""[{"action":{"to":"out1"}}]""", "[0].action.to", "target and on")]
    [InlineData("""[{"name":"x" "on":true}]""", "[0]", "valid JSON at byte")]
    [InlineData("""[{"name":tru}]""", "[0].name", "valid JSON at byte")]
    [InlineData("""[{§}""", "", "valid JSON at byte")]
    public void A_mistake_is_refused_with_its_key_and_what_is_allowed(string json, string key, string allowed)
    {
        _engine.Section.Commit(Full);
        const string good = """ "a":{"source":"m1","op":">=","value":1},"action":{"target":"out1"}""";
        var fault = _engine.Section.Refusal(json.Replace("§", good));
        Assert.Equal(("events", key), (fault.Section, fault.Key));
        Assert.Contains(allowed, fault.Message);
        _engine.Section.Commit();
        Assert.Equal(Full, _engine.Section.Json());
        Assert.Equal(Full, _engine.Section.Json(staged: true));
    }

    [Fact]
    public void Thirty_two_events_are_taken_and_one_more_is_not()
    {
        const string one = """{"a":{"source":"m1","op":">=","value":1},"action":{"target":"out1"}}""";
        _engine.Section.Commit("[" + string.Join(",", Enumerable.Repeat(one, 32)) + "]");
        Assert.Equal(32, _engine.Section.Current.Count);
        Assert.Equal("[32]", _engine.Section.Refusal("[" + string.Join(",", Enumerable.Repeat(one, 33)) + "]").Key);
    }

    [Fact]
    public void What_was_read_can_be_written_before_it_takes_effect()
    {
        var fault = new Wattwarden.Ports.SettingsFault();
        Assert.True(_engine.Section.Read(SectionText.Reader(Full), fault));
        Assert.Equal("[]", _engine.Section.Json());
        Assert.Equal(Full, _engine.Section.Json(staged: true));
        _engine.Section.Commit();
        Assert.Equal(Full, _engine.Section.Json());
    }

    [Fact]
    public void Editing_one_event_leaves_the_state_of_the_others()
    {
        const string first = """{"on":true,"per":true,"a":{"source":"m1","op":">=","value":5,"hysteresis":2},"action":{"target":"out1"}}""";
        _engine.Section.Commit($$"""[{{first}},{"on":true,"per":true,"a":{"source":"m2","op":">=","value":5,"hysteresis":2},"action":{"target":"out2"} }]""");
        Set(5, 5, 10);
        Set(4, 4, 20);
        Assert.Equal((Verdict.On, Verdict.On), (_engine.HeldVerdict(1), _engine.HeldVerdict(2)));
        _engine.Section.Commit($$"""[{{first}},{"on":true,"per":true,"a":{"source":"m2","op":">=","value":5,"hysteresis":1.5},"action":{"target":"out2"} }]""");
        Assert.True(_engine.Evaluate(30));
        Assert.Equal((Verdict.On, Verdict.Off), (_engine.HeldVerdict(1), _engine.HeldVerdict(2)));
        Assert.Equal(10, _engine.StateSinceMs(0));
        Assert.Equal(30, _engine.StateSinceMs(1));
    }

    [Fact]
    public void Removing_events_frees_their_outputs_and_renaming_one_changes_nothing()
    {
        _engine.Section.Commit("""[{"on":true,"per":true,"name":"One","a":{"source":"m1","op":">=","value":5},"offDelay":60,"action":{"target":"out1"}}]""");
        Set(5, 0, 10);
        _engine.Section.Commit("""[{"on":true,"per":true,"name":"Two","a":{"source":"m1","op":">=","value":5},"offDelay":60,"action":{"target":"out1"}}]""");
        Set(1, 0, 20);
        Assert.Equal(Verdict.On, _engine.HeldVerdict(1));
        _engine.Section.Commit("[]");
        Assert.True(_engine.Evaluate(30));
        Assert.Equal((Verdict.NotHeld, EventTable.None), (_engine.HeldVerdict(1), _engine.HeldBy(1)));
    }

    [Theory]
    [InlineData("2", "3", "1", "m1 m1 m1", "out1 out1 out1", "events 'Boiler' → 'Pump' → 'Fan' → 'Boiler' depend on each other")]
    [InlineData("null", "3", "2", "m1 m1 m1", "out1 out1 out1", "events 'Pump' → 'Fan' → 'Pump' depend on each other")]
    [InlineData("1", "null", "null", "m1 m1 m1", "out1 out1 out1", "event 'Boiler' → 'Boiler' depends on itself")]
    [InlineData("null", "null", "null", "event1 m1 m1", "event1 out1 out1", "event 'Boiler' → event1 → 'Boiler' depends on itself")]
    [InlineData("null", "null", "null", "event1 event2 m1", "event2 event1 out1", "events 'Boiler' → event1 → 'Pump' → event2 → 'Boiler' depend on each other")]
    [InlineData("null", "3", "null", "m1 m1 event4", "out1 event4 out1", "events 'Pump' → 'Fan' → event4 → 'Pump' depend on each other")]
    public void A_ring_of_events_is_refused_by_name(string c1, string c2, string c3, string sources, string targets, string message)
    {
        var fault = _engine.Section.Refusal(Three(c1, c2, c3, sources, targets));
        Assert.Equal(message, fault.Message);
        Assert.Equal(message.Contains("'Boiler'") ? "[0]" : "[1]", fault.Key);
    }

    [Theory]
    [InlineData("2", "3", "null", "m1 m1 m1", "out1 out1 out1")]
    [InlineData("2", "null", "2", "event1 event2 event2", "out1 event1 out1")]
    [InlineData("null", "null", "null", "out1 out2 out3", "out1 out3 out2")]   // through a confirmed relay, one step later
    public void Chains_and_feedback_through_relays_are_allowed(string c1, string c2, string c3, string sources, string targets) =>
        _engine.Section.Commit(Three(c1, c2, c3, sources, targets));

    [Fact]
    public void Points_that_enabled_events_look_at_are_marked()
    {
        _engine.Section.Commit("""
            [{"on":true,"a":{"source":"m1","op":">=","value":1},"op":"or","b":{"source":"ds8","op":"<","value":1},"action":{"target":"out1"}},
             {"on":false,"a":{"source":"m3","op":">=","value":1},"action":{"target":"out1"}}]
            """);
        bool[] used = new bool[PointId.Count];
        used[9] = true;
        _engine.UsedPoints(used);
        Assert.Equal([0, 37], Enumerable.Range(0, used.Length).Where(i => used[i]));
    }

    private static string Three(string c1, string c2, string c3, string sources, string targets)
    {
        string[] names = ["Boiler", "Pump", "Fan"];
        string[] thirds = [c1, c2, c3];
        string[] source = sources.Split(' ');
        string[] target = targets.Split(' ');
        var events = Enumerable.Range(0, 3).Select(i =>
            $$"""{"name":"{{names[i]}}","a":{"source":"{{source[i]}}","op":"=","value":1},"c":{{thirds[i]}},"action":{"target":"{{target[i]}}"} }""");
        return "[" + string.Join(",", events) + "]";
    }

    private void Set(long m1, long m2, long nowMs)
    {
        _points.Set(0, m1 * 1000, nowMs);
        _points.Set(1, m2 * 1000, nowMs);
        _engine.Evaluate(nowMs);
    }
}
