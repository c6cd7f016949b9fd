// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Controller;

/// <summary>The one door for commands.</summary>
public sealed class JobQueueTests
{
    private readonly DeskDevice _device = new();
    private readonly List<int> _log = [];

    [Fact]
    public void Jobs_run_in_their_order_one_a_step()
    {
        _device.Board.WhileWaiting = _ => false;
        for (int i = 0; i < 3; i++) Assert.False(_device.Controller.TryRun(Job(i), 1000));
        _device.Step(1);
        Assert.Equal([0], _log);
        _device.Step(1);
        _device.Step(1);
        _device.Step(1);
        Assert.Equal([0, 1, 2], _log);
    }

    [Fact]
    public void Who_waits_for_a_job_comes_free_when_it_is_done_and_also_when_it_throws()
    {
        Assert.True(_device.Controller.TryRun(Job(1), 1000));
        Assert.Equal([1], _log);
        Assert.True(_device.Controller.TryRun(new ScriptedJob(() => throw new InvalidOperationException("job")), 1000));
        Assert.Equal("commands", _device.Controller.Culprit);
        _device.Step(20);
        Assert.True(_device.Controller.OutputsAreSafe);
    }

    [Fact]
    public void A_loop_that_has_no_time_is_told_to_the_caller()
    {
        _device.Board.WhileWaiting = _ => false;
        Assert.False(_device.Controller.TryRun(Job(1), 1000));
        Assert.Empty(_log);
        for (int i = 0; i < 7; i++) Assert.False(_device.Controller.TryRun(Job(i), 1000));

        // Eight wait: this one is refused and never done.
        Assert.False(_device.Controller.TryRun(Job(99), 1000));
        _device.Step(200);
        Assert.Equal(8, _log.Count);
        Assert.DoesNotContain(99, _log);
    }

    private ScriptedJob Job(int number) => new(() => _log.Add(number));

    private sealed class ScriptedJob(Action body) : LoopJob
    {
        protected override void Run(EnergyController controller, long nowMs) => body();
    }
}
