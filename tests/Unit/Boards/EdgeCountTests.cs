// SPDX-License-Identifier: MIT
using Wattwarden.Boards;
using Xunit;

namespace Wattwarden.Tests.Unit.Boards;

/// <summary>Debounce of edges, to the millisecond.</summary>
public class EdgeCountTests
{
    private const int DebounceMs = 20;

    private readonly EdgeCount _edges = new(DebounceMs, new EdgeBurst(EdgeBurst.QueueRecords), closed: false, nowMs: 1000);
    private long _nowMs = 1000;

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(19, 0, 1)]
    [InlineData(20, 1, 0)]
    [InlineData(21, 1, 0)]
    [InlineData(200, 1, 0)]
    public void A_contact_counts_when_it_was_closed_for_the_debounce_time(int closedMs, int count, int glitches)
    {
        Edge(true, 100);
        Edge(false, closedMs);
        Rest();
        Assert.Equal((count, glitches), (_edges.Count, _edges.Glitches));
    }

    [Fact]
    public void A_pulse_counts_while_the_contact_is_still_closed()
    {
        Edge(true, 100);
        _edges.Look(_nowMs += 19);
        Assert.Equal(0, _edges.Count);
        _edges.Look(_nowMs += 1);
        Assert.Equal(1, _edges.Count);
        Look(250);
        Assert.Equal(1, _edges.Count);
    }

    [Fact]
    public void Bounce_at_both_ends_of_a_pulse_counts_once()
    {
        for (int pulse = 1; pulse <= 50; pulse++)
        {
            Edge(true, 60);
            Edge(false, 2);
            Edge(true, 1);
            Edge(false, 3);
            Edge(true, 2);
            Edge(false, 35);
            Edge(true, 1);
            Edge(false, 2);
            Edge(true, 1);
            Edge(false, 4);
            Rest();
            Assert.Equal(pulse, _edges.Count);
        }

        Assert.Equal(4 * 50 - 2 * 50, _edges.Glitches);
        Assert.Equal(0, _edges.Lost);
    }

    [Fact]
    public void An_opening_that_is_too_short_does_not_make_two_pulses_of_one()
    {
        Edge(true, 100);
        Edge(false, 40);
        Edge(true, 19);
        Edge(false, 40);
        Rest();
        Assert.Equal(1, _edges.Count);
        Edge(true, 100);
        Edge(false, 40);
        Edge(true, 20);
        Edge(false, 40);
        Rest();
        Assert.Equal(3, _edges.Count);
    }

    [Fact]
    public void A_contact_that_was_closed_at_power_on_is_no_pulse()
    {
        var edges = new EdgeCount(DebounceMs, new EdgeBurst(EdgeBurst.QueueRecords), closed: true, nowMs: 0);
        edges.Look(100);
        edges.Edge(false, 200);
        edges.Look(250);
        Assert.Equal(0, edges.Count);
    }

    [Fact]
    public void Edges_and_looks_allocate_nothing()
    {
        Edge(true, 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            Edge(i % 2 == 0, 30);
            Look(10);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private void Edge(bool closed, int afterMs)
    {
        Look(afterMs);
        _edges.Edge(closed, _nowMs);
    }

    // The loop looks every 10 ms.
    private void Look(int afterMs)
    {
        long endMs = _nowMs + afterMs;
        for (_nowMs += 10; _nowMs < endMs; _nowMs += 10) _edges.Look(_nowMs);
        _nowMs = endMs;
    }

    private void Rest()
    {
        for (int i = 0; i < 4; i++) Look(50);
    }
}
