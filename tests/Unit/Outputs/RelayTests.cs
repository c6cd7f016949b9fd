// SPDX-License-Identifier: MIT
using Wattwarden.Outputs;
using Wattwarden.Points;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Outputs;

public class RelayTests
{
    private const int Point = PointId.FirstOutput + 1;
    private readonly Bench _bench = new();

    [Fact]
    public void A_change_waits_for_the_minimum_off_time_to_its_millisecond()
    {
        _bench.Settings("""{},{"minOffS":60}""");
        _bench.At(0);
        Assert.Equal(OutputAnswer.Waiting, _bench.Bank.Command(1, true, 0, 1, 10));
        Assert.Equal((true, 60000L), (_bench.Snapshot.Pending(1), _bench.Snapshot.PendingUntilMs(1)));
        _bench.At(59999);
        Assert.False(_bench.On);
        _bench.At(60000);
        Assert.True(_bench.On);
        Assert.False(_bench.Snapshot.Pending(1));
    }

    [Fact]
    public void A_change_waits_for_the_minimum_on_time_to_its_millisecond()
    {
        _bench.Settings("""{},{"minOnS":60}""");
        _bench.Bank.Command(1, true, 0, 1, 10);
        Assert.Equal(OutputAnswer.Waiting, _bench.Bank.Command(1, false, 0, 1, 20));
        _bench.At(60009);
        Assert.True(_bench.On);
        _bench.At(60010);
        Assert.False(_bench.On);
    }

    [Fact]
    public void A_waiting_change_that_is_taken_back_does_not_happen()
    {
        _bench.Settings("""{},{"minOnS":60}""");
        _bench.Bank.Command(1, true, 0, 1, 10);
        _bench.Bank.Command(1, false, 0, 1, 20);
        _bench.Bank.Command(1, true, 0, 1, 30);
        _bench.Until(70000);
        Assert.Single(_bench.Relay.Moves);
    }

    [Fact]
    public void Safety_ignores_the_minimum_on_time_but_not_the_minimum_off_time()
    {
        _bench.Settings("""{"minOffS":60,"safe":"on"},{"minOnS":60}""");
        _bench.At(0);
        _bench.Bank.Command(1, true, 0, 1, 10);
        _bench.Bank.SafetyOn(1);
        _bench.At(20);
        Assert.False(_bench.On);
        Assert.False(_bench.Relays[0].On);
        _bench.Until(60000);
        Assert.True(_bench.Relays[0].On);
    }

    [Fact]
    public void The_point_follows_the_confirmation_not_the_command()
    {
        _bench.Relay.TravelMs = 150;
        _bench.At(10);
        _bench.Bank.Command(1, true, 0, 1, 10);
        Assert.Equal((true, 0L), (_bench.Points.IsGood(Point), _bench.Points.Milli(Point)));
        _bench.Until(150);
        Assert.Equal(0, _bench.Points.Milli(Point));
        _bench.Until(170);
        Assert.Equal((true, 1000L), (_bench.Points.IsGood(Point), _bench.Points.Milli(Point)));
        Assert.Equal((false, 0), (_bench.Snapshot.Fault(1), _bench.Snapshot.FaultCount(1)));
    }

    [Fact]
    public void A_relay_that_refuses_is_a_fault_and_told_again_every_second()
    {
        _bench.At(0);
        _bench.Relay.RefusesCommands = true;
        Assert.Equal(OutputAnswer.Fault, _bench.Bank.Command(1, true, 0, 1, 10));
        Assert.Equal(Quality.Failed, _bench.Points.Quality(Point));
        Assert.Equal(Cause.Fault, _bench.LastDecision);
        int decisions = _bench.Snapshot.Decisions.Count;
        _bench.Until(3500);
        Assert.Equal((true, 4), (_bench.Snapshot.Fault(1), _bench.Snapshot.FaultCount(1)));
        Assert.Equal(4, _bench.Relay.Commands);
        Assert.Equal(decisions, _bench.Snapshot.Decisions.Count);
        _bench.Relay.RefusesCommands = false;
        _bench.Until(4100);
        Assert.Equal((false, true, true), (_bench.Snapshot.Fault(1), _bench.On, _bench.Snapshot.On(1)));
        Assert.Equal((true, 1000L), (_bench.Points.IsGood(Point), _bench.Points.Milli(Point)));
    }

    [Fact]
    public void A_relay_that_sticks_is_found_after_the_time_for_its_confirmation()
    {
        _bench.Bank.Command(1, true, 0, 1, 10);
        _bench.Relay.Welded = true;
        Assert.Equal(OutputAnswer.Done, _bench.Bank.Command(1, false, 0, 1, 1000));
        _bench.Until(1199);
        Assert.False(_bench.Snapshot.Fault(1));
        _bench.Until(1210);
        Assert.Equal((true, true, Quality.Failed), (_bench.Snapshot.Fault(1), _bench.Snapshot.On(1), _bench.Points.Quality(Point)));
        _bench.Relay.Welded = false;
        _bench.Until(2300);
        Assert.Equal((false, false, false), (_bench.Snapshot.Fault(1), _bench.Snapshot.On(1), _bench.On));
    }

    [Fact]
    public void A_relay_that_never_followed_is_not_tried_further_when_nobody_wants_it()
    {
        _bench.Settings("""{},{"minOnS":3600}""");
        _bench.At(0);
        _bench.Relay.RefusesCommands = true;
        _bench.Bank.Command(1, true, 0, 1, 10);
        _bench.Bank.Command(1, false, 0, 1, 20);
        _bench.Relay.RefusesCommands = false;
        _bench.Until(5000);
        Assert.Empty(_bench.Relay.Moves);
        Assert.False(_bench.Snapshot.Fault(1));
    }

    [Fact]
    public void A_relay_that_changes_by_itself_is_found_within_about_a_second_and_put_right()
    {
        _bench.Bank.Command(1, true, 0, 1, 10);
        _bench.Until(5000);
        _bench.Relay.Flip();
        _bench.Until(6100);
        Assert.True(_bench.On);
        Assert.Equal(3, _bench.Relay.Moves.Count);
        Assert.Equal((false, 1), (_bench.Snapshot.Fault(1), _bench.Snapshot.FaultCount(1)));
        Assert.Equal(Cause.Fault, _bench.LastDecision);
    }

    [Fact]
    public void A_relay_that_changed_by_itself_is_put_right_after_its_minimum_time()
    {
        _bench.Settings("""{},{"minOffS":60}""");
        _bench.At(0);
        _bench.Bank.Command(1, true, 0, 1, 60000);
        _bench.Until(70000);
        _bench.Relay.Flip();
        _bench.Until(72000);
        Assert.Equal((false, true), (_bench.Snapshot.On(1), _bench.Snapshot.Pending(1)));
        Assert.Equal((true, 0L), (_bench.Points.IsGood(Point), _bench.Points.Milli(Point)));
        long seenMs = _bench.Snapshot.SinceMs(1);
        Assert.InRange(seenMs, 70000, 71100);
        _bench.Until(seenMs + 59990);
        Assert.False(_bench.On);
        _bench.Until(seenMs + 60000);
        Assert.True(_bench.On);
    }

    [Fact]
    public void A_relay_that_cannot_be_read_is_a_fault()
    {
        _bench.Until(1000);
        _bench.Relay.CannotBeRead = true;
        _bench.Until(2100);
        Assert.Equal((true, Quality.Failed), (_bench.Snapshot.Fault(1), _bench.Points.Quality(Point)));
        _bench.Relay.CannotBeRead = false;
        _bench.Until(3300);
        Assert.Equal((false, Quality.Good), (_bench.Snapshot.Fault(1), _bench.Points.Quality(Point)));
    }

    [Fact]
    public void A_relay_that_is_on_at_the_start_is_taken_over_as_it_is()
    {
        _bench.Relay.TrySet(true);
        _bench.Settings("""{},{"restart":"on"}""");
        _bench.Until(3000);
        Assert.Single(_bench.Relay.Moves);
        Assert.True(_bench.Snapshot.On(1));
    }

    [Fact]
    public void The_ring_keeps_the_last_64_decisions_in_order()
    {
        _bench.At(0);
        for (int i = 0; i < 100; i++) _bench.Bank.Command(1, i % 2 == 0, 0, 1, 10 + i);
        DecisionRing ring = _bench.Snapshot.Decisions;
        Assert.Equal(64, ring.Count);
        for (int row = 0; row < 64; row++)
        {
            int command = 36 + row;
            Assert.Equal((6 + command, 10L + command, 1, command % 2 == 0), (ring.Sequence(row), ring.AtMs(row), ring.Output(row), ring.On(row)));
            Assert.Equal((Cause.Command, -1, 0), (ring.Cause(row), ring.EventIndex(row), ring.ValueCount(row)));
        }
    }

    [Fact]
    public void A_decision_of_an_event_keeps_the_values_it_was_made_on()
    {
        var house = new RuledHouse("""
            [{"on":true,"per":true,"a":{"source":"m1","op":"<","value":-2000},"op":"and","b":{"source":"ds1","op":"<","value":65},"action":{"target":"out1"}}]
            """);
        house.Set("m1", -2310);
        house.Set("ds1", 58.2);
        house.Step();
        house.Set("m1", -3000);
        house.Step();
        DecisionRing ring = house.Snapshot.Decisions;
        int row = ring.Count - 1;
        Assert.Equal((Cause.HeldEvent, 0, true, 2), (ring.Cause(row), ring.EventIndex(row), ring.On(row), ring.ValueCount(row)));
        Assert.Equal((0, -2310000L, Quality.Good), (ring.Point(row, 0), ring.Milli(row, 0), ring.Quality(row, 0)));
        Assert.Equal((30, 58200L, Quality.Good), (ring.Point(row, 1), ring.Milli(row, 1), ring.Quality(row, 1)));
    }

    [Fact]
    public void Steps_commands_and_decisions_allocate_nothing()
    {
        Exercise(0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exercise(1000000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private void Exercise(long startMs)
    {
        _bench.Relay.Moves.EnsureCapacity(10000);
        for (int i = 0; i < 3000; i++)
        {
            long nowMs = startMs + i * 50;
            _bench.Relay.NowMs = nowMs;
            if (i % 7 == 0) _bench.Bank.Hold(1, (HeldState)(i % 4), 2, nowMs);
            if (i % 11 == 0) _bench.Bank.Command(1, i % 2 == 0, 200, 1, nowMs);
            if (i % 13 == 0) _bench.Bank.Edge(1, i % 2 == 0, 1, nowMs);
            if (i % 50 == 0) _bench.Bank.SafetyOn(1);
            if (i % 50 == 3) _bench.Bank.SafetyOff();
            _bench.Bank.Step(nowMs);
        }
    }
}
