// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Rules;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Rules;

public class TargetTests
{
    private readonly PointTable _points = new();
    private readonly RuleEngine _engine;
    private long _nowMs = 100;

    public TargetTests() => _engine = new RuleEngine(_points);

    // m1, m2 of two permanent events in list order (T met, F not, U unknown); their actions; verdict and who holds.
    [Theory]
    [InlineData("TT", "on on", Verdict.On, 0)]
    [InlineData("FT", "on on", Verdict.On, 1)]
    [InlineData("FF", "on on", Verdict.Off, 0)]
    [InlineData("UF", "on on", Verdict.Unknown, 0)]
    [InlineData("UT", "on on", Verdict.On, 1)]        // whatever the first is, the second wants the same
    [InlineData("UU", "on on", Verdict.Unknown, 0)]
    [InlineData("TU", "on on", Verdict.On, 0)]
    [InlineData("FU", "on on", Verdict.Unknown, 1)]
    [InlineData("TT", "on off", Verdict.On, 0)]       // the first in the list wins
    [InlineData("FT", "on off", Verdict.Off, 1)]
    [InlineData("FF", "on off", Verdict.Off, 0)]
    [InlineData("UT", "on off", Verdict.Unknown, 0)]
    [InlineData("FU", "on off", Verdict.Off, 0)]      // the second wants off, and off it is without it
    [InlineData("TF", "off on", Verdict.Off, 0)]
    [InlineData("FF", "off on", Verdict.On, 0)]       // nobody met: the inverse of the first
    [InlineData("FU", "off on", Verdict.On, 0)]
    [InlineData("UF", "off on", Verdict.Unknown, 0)]
    public void Permanent_events_of_one_output_are_walked_in_list_order(string truths, string actions, Verdict expected, int by)
    {
        string[] action = actions.Split(' ').Select(word => word == "on" ? "true" : "false").ToArray();
        _engine.Section.Commit($$"""
            [{"on":true,"per":true,"a":{"source":"m1","op":"=","value":1},"action":{"target":"out2","on":{{action[0]}} } },
             {"on":true,"per":true,"a":{"source":"m2","op":"=","value":1},"action":{"target":"out2","on":{{action[1]}} } }]
            """);
        Truths(truths);
        Assert.Equal(expected, _engine.HeldVerdict(2));
        Assert.Equal(by, _engine.HeldBy(2));
        Assert.Equal(expected == Verdict.Unknown ? 101 : 0, _engine.UnknownSinceMs(2));
        Assert.Equal(Verdict.NotHeld, _engine.HeldVerdict(1));
        Assert.Equal(EventTable.None, _engine.HeldBy(1));
    }

    [Fact]
    public void The_unknown_moment_of_a_verdict_stays_while_it_is_unknown()
    {
        _engine.Section.Commit("""
            [{"on":true,"per":true,"a":{"source":"m1","op":"=","value":1},"action":{"target":"out0"}},
             {"on":true,"per":true,"a":{"source":"m2","op":"=","value":1},"action":{"target":"out0"}}]
            """);
        Truths("UF");
        long sinceMs = _engine.UnknownSinceMs(0);
        Truths("UU");
        Truths("FU");
        Assert.Equal(sinceMs, _engine.UnknownSinceMs(0));
        Truths("FF");
        Truths("FU");
        Assert.Equal(_nowMs, _engine.UnknownSinceMs(0));
    }

    [Fact]
    public void An_event_that_is_not_permanent_acts_once_when_it_becomes_met()
    {
        _engine.Section.Commit("""[{"on":true,"a":{"source":"m1","op":"=","value":1},"action":{"target":"out3","on":true}}]""");
        Truths("F");
        Assert.False(_engine.TryTakeEdge(out _, out _, out _));
        Truths("T");
        Assert.True(_engine.TryTakeEdge(out int output, out bool on, out int by));
        Assert.Equal((3, true, 0), (output, on, by));
        Truths("T");
        Truths("F");
        Assert.False(_engine.TryTakeEdge(out _, out _, out _));
        Assert.Equal(Verdict.NotHeld, _engine.HeldVerdict(3));
    }

    [Fact]
    public void Nothing_happens_on_the_way_back_even_with_an_off_delay()
    {
        _engine.Section.Commit("""[{"on":true,"a":{"source":"m1","op":"=","value":1},"offDelay":1,"action":{"target":"out3"}}]""");
        Truths("T");
        Assert.True(_engine.TryTakeEdge(out _, out _, out _));
        Truths("F");
        _nowMs += 5000;
        _engine.Evaluate(_nowMs);
        Assert.Equal(Truth.False, _engine.State(0));
        Assert.False(_engine.TryTakeEdge(out _, out _, out _));
    }

    [Fact]
    public void Unknown_is_no_edge_and_neither_is_true_after_it()
    {
        _engine.Section.Commit("""[{"on":true,"a":{"source":"m1","op":"=","value":1},"action":{"target":"out3"}}]""");
        Truths("U");
        Assert.False(_engine.TryTakeEdge(out _, out _, out _));
        Truths("T");
        Assert.True(_engine.TryTakeEdge(out _, out _, out int by));
        Truths("U");
        Assert.True(_engine.EdgeSourceUnknown(by));
        Assert.Equal(_nowMs, _engine.StateSinceMs(by));
        Truths("T");
        Assert.False(_engine.EdgeSourceUnknown(by));
        Assert.False(_engine.TryTakeEdge(out _, out _, out _));
    }

    [Fact]
    public void Of_two_edges_at_the_same_moment_the_first_in_the_list_wins()
    {
        _engine.Section.Commit("""
            [{"on":true,"a":{"source":"m1","op":"=","value":1},"action":{"target":"out3","on":true}},
             {"on":true,"a":{"source":"m1","op":"=","value":1},"action":{"target":"out3","on":false}}]
            """);
        Truths("T");
        Assert.True(_engine.TryTakeEdge(out _, out bool on, out int by));
        Assert.Equal((true, 0), (on, by));
        Assert.False(_engine.TryTakeEdge(out _, out _, out _));
    }

    [Fact]
    public void A_later_edge_replaces_one_that_nobody_has_taken()
    {
        _engine.Section.Commit("""
            [{"on":true,"a":{"source":"m1","op":"=","value":1},"action":{"target":"out3","on":true}},
             {"on":true,"a":{"source":"m2","op":"=","value":1},"action":{"target":"out3","on":false}},
             {"on":true,"a":{"source":"m2","op":"=","value":1},"action":{"target":"out4","on":true}}]
            """);
        Truths("TF");
        Truths("TT");
        Assert.True(_engine.TryTakeEdge(out int output, out bool on, out int by));
        Assert.Equal((3, false, 1), (output, on, by));
        Assert.True(_engine.TryTakeEdge(out output, out on, out by));
        Assert.Equal((4, true, 2), (output, on, by));
        Assert.False(_engine.TryTakeEdge(out _, out _, out _));
    }

    [Fact]
    public void A_chain_through_virtual_outputs_and_conditions_c_settles_in_one_evaluation()
    {
        // Written backwards, so that list order would need one pass for each link.
        _engine.Section.Commit("""
            [{"on":true,"per":true,"a":{"source":"event1","op":"=","value":1},"action":{"target":"out1"}},
             {"on":true,"per":true,"a":{"source":"event2","op":"=","value":1},"c":4,"action":{"target":"event1"}},
             {"on":true,"per":true,"a":{"source":"event3","op":"=","value":0},"action":{"target":"event2"}},
             {"on":true,"per":true,"a":{"source":"m1","op":"=","value":1},"action":{"target":"event3","on":false}}]
            """);
        Truths("T");
        Assert.Equal(Verdict.On, _engine.HeldVerdict(1));
        Truths("F");
        Assert.Equal(Verdict.Off, _engine.HeldVerdict(1));
        Truths("U");
        Assert.Equal(Verdict.Unknown, _engine.HeldVerdict(1));
        Assert.Equal(Quality.Stale, _points.Quality(PointId.FirstEvent));
        Assert.False(_engine.Evaluate(_nowMs));
    }

    [Fact]
    public void A_virtual_output_latches_edges_and_is_unknown_with_the_event_that_set_it()
    {
        _engine.Section.Commit("""
            [{"on":true,"a":{"source":"m1","op":"=","value":1},"action":{"target":"event5","on":true}},
             {"on":true,"a":{"source":"m2","op":"=","value":1},"action":{"target":"event5","on":false}}]
            """);
        int point = PointId.FirstEvent + 4;
        Truths("UF");
        Assert.Equal(Quality.Stale, _points.Quality(point));   // the first event might be met
        Truths("FF");
        Assert.Equal((true, 0L), (_points.IsGood(point), _points.Milli(point)));
        Truths("TF");
        Assert.Equal((true, 1000L), (_points.IsGood(point), _points.Milli(point)));
        Truths("FF");
        Assert.Equal((true, 1000L), (_points.IsGood(point), _points.Milli(point)));
        Truths("UF");
        Assert.Equal(Quality.Stale, _points.Quality(point));
        Truths("FT");
        Assert.Equal((true, 0L), (_points.IsGood(point), _points.Milli(point)));
        Truths("UT");
        Assert.Equal((true, 0L), (_points.IsGood(point), _points.Milli(point)));
    }

    [Fact]
    public void Virtual_outputs_without_events_are_off()
    {
        _engine.Evaluate(_nowMs);
        for (int i = 0; i < PointId.EventCount; i++)
            Assert.Equal((true, 0L), (_points.IsGood(PointId.FirstEvent + i), _points.Milli(PointId.FirstEvent + i)));
    }

    private void Truths(string truths)
    {
        _nowMs++;
        for (int i = 0; i < truths.Length; i++)
        {
            if (truths[i] == 'U') _points.Fail(i);
            else _points.Set(i, truths[i] == 'T' ? 1000 : 0, _nowMs);
        }

        _engine.Evaluate(_nowMs);
    }
}
