// SPDX-License-Identifier: MIT
using Wattwarden.Outputs;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Outputs;

public class DeadDataTests
{
    private readonly Bench _bench = new();

    [Fact]
    public void A_held_output_keeps_its_state_for_the_hold_time_and_then_goes_safe()
    {
        _bench.Hold(HeldState.On);
        _bench.Hold(HeldState.Unknown, 1000);
        _bench.At(10999);
        Assert.True(_bench.On);
        Assert.True(_bench.At(10999) <= 11000);
        _bench.At(11000);
        Assert.False(_bench.On);
        Assert.Equal(Cause.DeadData, _bench.LastDecision);
    }

    [Fact]
    public void Known_again_within_the_hold_time_nothing_happens()
    {
        _bench.Hold(HeldState.On);
        _bench.Hold(HeldState.Unknown, 1000);
        _bench.At(10000);
        _bench.Hold(HeldState.On);
        _bench.At(60000);
        Assert.True(_bench.On);
        Assert.Single(_bench.Relay.Moves);
    }

    [Fact]
    public void The_hold_time_is_the_outputs_own()
    {
        _bench.Settings("""{},{"holdS":0}""");
        _bench.Hold(HeldState.On);
        _bench.Hold(HeldState.Unknown, 2);
        Assert.False(_bench.On);
    }

    [Fact]
    public void Unknown_switches_nothing_on_even_when_on_was_waiting()
    {
        _bench.Settings("""{},{"minOffS":5}""");
        _bench.At(0);
        _bench.Hold(HeldState.On);
        Assert.True(_bench.Snapshot.Pending(1));
        _bench.Hold(HeldState.Unknown, 2);
        Assert.False(_bench.Snapshot.Pending(1));
        _bench.Until(30000);
        Assert.Empty(_bench.Relay.Moves);
    }

    [Fact]
    public void Off_that_was_waiting_still_happens_while_unknown()
    {
        _bench.Settings("""{},{"minOnS":5,"holdS":60}""");
        _bench.At(0);
        _bench.Hold(HeldState.On);
        _bench.Hold(HeldState.Off);
        _bench.Hold(HeldState.Unknown, 3);
        Assert.True(_bench.On);
        _bench.Until(5001);
        Assert.False(_bench.On);
    }

    [Fact]
    public void The_safe_state_may_be_on()
    {
        _bench.Settings("""{},{"safe":"on"}""");
        _bench.Hold(HeldState.Off);
        _bench.Hold(HeldState.Unknown, 2);
        _bench.At(10001);
        Assert.False(_bench.On);
        _bench.At(10002);
        Assert.True(_bench.On);
    }

    [Fact]
    public void Going_safe_ignores_the_minimum_on_time()
    {
        _bench.Settings("""{},{"minOnS":3600,"holdS":2}""");
        _bench.Hold(HeldState.On);
        _bench.Hold(HeldState.Unknown, 2);
        _bench.At(2002);
        Assert.False(_bench.On);
    }

    [Fact]
    public void A_safe_state_of_on_respects_the_minimum_off_time()
    {
        _bench.Settings("""{},{"minOffS":100,"holdS":2,"safe":"on"}""");
        _bench.At(0);
        _bench.Hold(HeldState.Off);
        _bench.Hold(HeldState.Unknown, 2);
        _bench.At(99999);
        Assert.False(_bench.On);
        _bench.At(100000);
        Assert.True(_bench.On);
    }

    [Fact]
    public void By_hand_stands_above_dead_data_which_applies_at_once_when_the_time_is_over()
    {
        _bench.Hold(HeldState.On);
        _bench.Bank.Command(1, true, 20000, 1, 100);
        _bench.Hold(HeldState.Unknown, 15000);
        _bench.At(20099);
        Assert.True(_bench.On);
        _bench.At(20100);
        Assert.False(_bench.On);
    }

    [Fact]
    public void After_a_safety_stop_an_undecided_output_stays_safe()
    {
        _bench.Hold(HeldState.On);
        _bench.Bank.SafetyOn(1);
        _bench.At(10);
        _bench.Bank.Hold(1, HeldState.Unknown, 3, 11);
        _bench.Bank.SafetyOff();
        _bench.At(12);
        Assert.False(_bench.On);
    }

    [Fact]
    public void A_latch_whose_event_is_unknown_goes_safe_after_the_hold_time_and_stays_there()
    {
        _bench.Bank.Edge(1, true, 4, 0);
        _bench.At(0);
        _bench.Bank.SourceUnknown(1, true, 5000);
        _bench.At(14999);
        Assert.True(_bench.On);
        _bench.At(15000);
        Assert.False(_bench.On);
        Assert.Equal((Cause.DeadData, -1), (_bench.LastDecision, _bench.Bank.LatchEvent(1)));
        _bench.Bank.SourceUnknown(1, false, 0);
        _bench.At(20000);
        Assert.False(_bench.On);
        byte[] latch = new byte[6];
        _bench.Bank.ExportLatch(latch);
        Assert.Equal(0, latch[1]);
    }

    [Fact]
    public void A_latch_whose_event_is_known_again_in_time_stays()
    {
        _bench.Bank.Edge(1, true, 4, 0);
        _bench.At(0);
        _bench.Bank.SourceUnknown(1, true, 5000);
        _bench.At(14999);
        _bench.Bank.SourceUnknown(1, false, 0);
        _bench.At(60000);
        Assert.True(_bench.On);
    }

    [Fact]
    public void A_latch_set_by_hand_has_no_source_that_could_be_unknown()
    {
        _bench.Bank.Command(1, true, 0, 1, 0);
        _bench.Bank.SourceUnknown(1, true, 0);
        _bench.At(60000);
        Assert.True(_bench.On);
    }

    [Fact]
    public void A_held_output_starts_with_its_restart_state_and_goes_safe_when_nothing_becomes_known()
    {
        _bench.Settings("""{},{"restart":"on"}""");
        _bench.Bank.Hold(1, HeldState.Unknown, 3, 0);
        _bench.At(0);
        Assert.True(_bench.On);
        _bench.At(9999);
        Assert.True(_bench.On);
        _bench.At(10000);
        Assert.False(_bench.On);
    }
}
