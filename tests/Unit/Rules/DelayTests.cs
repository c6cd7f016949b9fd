// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Rules;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Rules;

public class DelayTests
{
    private readonly PointTable _points = new();
    private readonly RuleEngine _engine;

    public DelayTests()
    {
        _engine = new RuleEngine(_points);
        _engine.Section.Commit("""
            [{"on":true,"per":true,"a":{"source":"m1","op":">=","value":1},"onDelay":5,"offDelay":60.25,"action":{"target":"out1"}}]
            """);
    }

    [Fact]
    public void The_on_delay_ends_at_its_very_millisecond()
    {
        Value(0, 0);
        Value(1000, 1);
        At(5999, Truth.False);
        Assert.Equal(6000, _engine.NextDeadlineMs);
        At(6000, Truth.True);
        Assert.Equal(long.MaxValue, _engine.NextDeadlineMs);
    }

    [Fact]
    public void The_off_delay_ends_at_its_very_millisecond()
    {
        Activate();
        Value(10000, 0);
        At(70249, Truth.True);
        Assert.Equal(70250, _engine.NextDeadlineMs);
        At(70250, Truth.False);
    }

    [Fact]
    public void An_interruption_begins_the_on_delay_anew()
    {
        Value(0, 1);
        Value(4999, 0);
        Value(5000, 1);
        At(9999, Truth.False);
        At(10000, Truth.True);
    }

    [Fact]
    public void An_interruption_begins_the_off_delay_anew()
    {
        Activate();
        Value(10000, 0);
        Value(70000, 1);
        Value(70001, 0);
        At(130250, Truth.True);
        At(130251, Truth.False);
    }

    [Fact]
    public void What_is_unknown_begins_the_on_delay_anew()
    {
        Value(0, 1);
        Lose(4000, Truth.Unknown);
        Value(4500, 1);
        At(9499, Truth.False);
        At(9500, Truth.True);
    }

    [Fact]
    public void An_active_event_that_becomes_unknown_is_active_again_with_the_first_true()
    {
        Activate();
        Lose(10000, Truth.Unknown);
        Assert.Equal(10000, _engine.UnknownSinceMs(1));
        Value(500000, 1);
        Assert.Equal(Truth.True, _engine.State(0));
        Assert.Equal(0, _engine.UnknownSinceMs(1));
    }

    [Fact]
    public void The_off_delay_counts_from_the_first_known_false()
    {
        Activate();
        Lose(10000, Truth.Unknown);
        Value(15000, 0);
        At(75249, Truth.True);
        At(75250, Truth.False);
    }

    [Theory]
    [InlineData(19999, true)]
    [InlineData(20000, false)]
    public void There_is_no_off_delay_after_the_hold_time_in_which_the_output_went_to_its_safe_state(long knownAgainMs, bool isActive)
    {
        Activate();
        Lose(10000, Truth.Unknown);
        Value(knownAgainMs, 0);
        Assert.Equal(isActive ? Truth.True : Truth.False, _engine.State(0));
    }

    [Fact]
    public void Unknown_moments_do_not_stretch_the_off_delay()
    {
        Activate();
        Value(10000, 0);
        Lose(40000, Truth.Unknown);
        At(75000, Truth.Unknown);
        Value(80000, 0);
        Assert.Equal(Truth.False, _engine.State(0));
    }

    [Fact]
    public void Without_delays_the_event_follows_at_once()
    {
        _engine.Section.Commit("""[{"on":true,"per":true,"a":{"source":"m1","op":">=","value":1},"action":{"target":"out1"}}]""");
        Value(1, 1);
        Assert.Equal(Truth.True, _engine.State(0));
        Value(2, 0);
        Assert.Equal(Truth.False, _engine.State(0));
    }

    private void Activate()
    {
        Value(0, 1);
        At(5000, Truth.True);
    }

    private void Value(long nowMs, long value)
    {
        _points.Set(0, value * 1000, nowMs);
        _engine.Evaluate(nowMs);
    }

    private void Lose(long nowMs, Truth expected)
    {
        _points.Fail(0);
        At(nowMs, expected);
    }

    private void At(long nowMs, Truth expected)
    {
        _engine.Evaluate(nowMs);
        Assert.Equal(expected, _engine.State(0));
    }
}
