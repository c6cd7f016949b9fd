// SPDX-License-Identifier: MIT
using Wattwarden.Outputs;
using Wattwarden.Points;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Outputs;

public class OutputPriorityTests
{
    private readonly Bench _bench = new();

    [Fact]
    public void A_held_output_follows_its_event()
    {
        _bench.Hold(HeldState.On);
        Assert.True(_bench.On);
        _bench.Hold(HeldState.Off);
        Assert.False(_bench.On);
    }

    [Fact]
    public void An_edge_latches()
    {
        _bench.Bank.Edge(1, true, 4, 0);
        _bench.At(1);
        Assert.True(_bench.On);
        _bench.At(1000000);
        Assert.True(_bench.On);
        Assert.Equal(4, _bench.Bank.LatchEvent(1));
        _bench.Bank.Edge(1, false, 5, 1000000);
        _bench.At(1000001);
        Assert.False(_bench.On);
    }

    [Fact]
    public void A_permanent_command_is_refused_on_a_held_output_and_taken_on_others()
    {
        _bench.Hold(HeldState.Off);
        Assert.Equal(OutputAnswer.HeldByEvent, _bench.Bank.Command(1, true, 0, 1, 10));
        _bench.Hold(HeldState.Unknown);
        Assert.Equal(OutputAnswer.HeldByEvent, _bench.Bank.Command(1, true, 0, 1, 10));
        Assert.Equal(OutputAnswer.Done, _bench.Bank.Command(2, true, 0, 1, 10));
        Assert.True(_bench.Relays[2].On);
        Assert.False(_bench.On);
    }

    [Fact]
    public void A_command_with_a_time_stands_above_the_event_until_its_millisecond()
    {
        _bench.Hold(HeldState.Off);
        Assert.Equal(OutputAnswer.Done, _bench.Bank.Command(1, true, 5000, 1, 100));
        _bench.At(5099);
        Assert.True(_bench.On);
        Assert.True(_bench.Bank.Step(5099) <= 5100);
        _bench.At(5100);
        Assert.False(_bench.On);
        Assert.Equal(Cause.ManualEnded, _bench.LastDecision);
    }

    [Fact]
    public void A_command_with_a_time_can_be_released()
    {
        _bench.Bank.Command(1, true, 5000, 1, 100);
        _bench.Bank.Release(1);
        _bench.At(200);
        Assert.False(_bench.On);
        _bench.Bank.Release(-1);
        _bench.Bank.Release(6);
    }

    [Fact]
    public void A_permanent_command_ends_one_with_a_time()
    {
        _bench.Bank.Command(1, true, 5000, 1, 100);
        _bench.Bank.Command(1, true, 0, 1, 200);
        _bench.At(6000);
        Assert.True(_bench.On);
        Assert.Equal(Cause.Command, _bench.LastDecision);
    }

    [Fact]
    public void Safety_stands_above_everything_and_refuses_commands()
    {
        _bench.Settings("""{"safe":"off"},{},{"safe":"on"}""");
        _bench.Bank.Command(1, true, 60000, 1, 100);
        _bench.Bank.SafetyOn(7);
        _bench.At(200);
        Assert.False(_bench.On);
        Assert.True(_bench.Relays[2].On);
        Assert.Equal(OutputAnswer.SafetyStop, _bench.Bank.Command(1, true, 1000, 1, 300));
        _bench.Bank.SafetyOff();
        _bench.At(400);
        Assert.True(_bench.On);
        Assert.False(_bench.Relays[2].On);
        Assert.Equal(Cause.SafetyEnded, _bench.LastDecision);
    }

    [Fact]
    public void An_edge_beneath_a_permanent_event_counts_when_nothing_holds_the_output_any_more()
    {
        _bench.Hold(HeldState.Off);
        _bench.Bank.Edge(1, true, 4, 0);
        _bench.At(1);
        Assert.False(_bench.On);
        _bench.Hold(HeldState.NotHeld);
        Assert.True(_bench.On);
        Assert.Equal(Cause.HeldEventEnded, _bench.LastDecision);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(6, 0)]
    public void Outputs_that_do_not_exist_are_not_fitted(int output, long forMs) =>
        Assert.Equal(OutputAnswer.NotFitted, _bench.Bank.Command(output, true, forMs, 1, 0));

    [Fact]
    public void Times_are_limited_to_a_week()
    {
        Assert.Equal(OutputAnswer.BadTime, _bench.Bank.Command(1, true, -1, 1, 0));
        Assert.Equal(OutputAnswer.BadTime, _bench.Bank.Command(1, true, OutputBank.MaxManualMs + 1, 1, 0));
        Assert.Equal(OutputAnswer.Done, _bench.Bank.Command(1, true, OutputBank.MaxManualMs, 1, 0));
    }

    [Fact]
    public void A_board_with_fewer_relays_works_with_those()
    {
        var points = new PointTable();
        var bank = new OutputBank([new SimulatedRelay(), new SimulatedRelay()], points);
        bank.Hold(5, HeldState.On, 0, 0);
        bank.Edge(4, true, 0, 0);
        bank.Step(0);
        Assert.Equal(OutputAnswer.NotFitted, bank.Command(2, true, 0, 1, 0));
        Assert.Equal(OutputAnswer.Done, bank.Command(1, true, 0, 1, 0));
        Assert.Equal((true, true, false), (bank.IsFitted(0), bank.IsFitted(1), bank.IsFitted(2)));
        Assert.Equal(Quality.Good, points.Quality(PointId.FirstOutput + 1));
        Assert.Equal(Quality.Never, points.Quality(PointId.FirstOutput + 5));
    }

    [Theory]
    [InlineData("off", true, false)]
    [InlineData("on", false, true)]
    [InlineData("last", true, true)]
    [InlineData("last", false, false)]
    public void The_latch_starts_as_the_restart_state_says(string restart, bool last, bool expected)
    {
        _bench.Settings($$"""{},{"restart":"{{restart}}"}""");
        _bench.Bank.ImportLatch([0, (byte)(last ? 1 : 0)], 2);
        _bench.At(0);
        Assert.Equal(expected, _bench.On);
        Assert.Equal(Cause.Restart, _bench.LastDecision);
        byte[] latch = new byte[6];
        _bench.Bank.ExportLatch(latch);
        Assert.Equal(expected ? 1 : 0, latch[1]);
    }

    [Fact]
    public void The_latch_version_tells_when_to_store()
    {
        _bench.At(0);
        int version = _bench.Bank.LatchVersion;
        _bench.Bank.Command(1, true, 0, 1, 10);
        Assert.NotEqual(version, version = _bench.Bank.LatchVersion);
        _bench.Bank.Command(1, true, 0, 1, 10);
        _bench.Bank.Command(1, false, 1000, 1, 10);
        Assert.Equal(version, _bench.Bank.LatchVersion);
    }
}
