// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Controller;

public sealed class ControlLoopTests
{
    private readonly HandClock _clock = new() { UptimeMs = 1000 };
    private readonly List<string> _log = [];
    private readonly ControlLoop _loop;

    public ControlLoopTests() => _loop = new ControlLoop(_clock);

    [Fact]
    public void Tasks_that_are_due_run_in_the_order_in_which_they_were_added()
    {
        foreach (string name in new[] { "c", "a", "b" }) Add(name);
        Add("later").DueAtMs = 2000;
        Assert.Equal(0, _loop.Step());
        Assert.Equal(["c", "a", "b"], _log);
        Assert.Equal(1, _loop.Steps);
    }

    [Fact]
    public void The_step_returns_when_the_next_task_is_due_and_runs_nothing_before()
    {
        Add("a").DueAtMs = 1500;
        Add("b").DueAtMs = 1300;
        Assert.Equal(1300, _loop.Step());
        Assert.Empty(_log);
        _clock.UptimeMs = 1299;
        _loop.Step();
        Assert.Empty(_log);
        _clock.UptimeMs = 1300;
        _loop.Step();
        Assert.Equal(["b"], _log);
    }

    [Fact]
    public void A_task_sees_what_the_one_before_it_made_due_in_the_same_step()
    {
        ScriptedTask second = new("second", _log) { DueAtMs = long.MaxValue };
        _loop.Add(new ScriptedTask("first", _log) { Body = () => second.DueAtMs = 0 });
        _loop.Add(second);
        _loop.Step();
        Assert.Equal(["first", "second"], _log);
    }

    [Fact]
    public void A_task_that_throws_is_counted_named_and_tried_again_a_second_later_while_the_others_run()
    {
        ScriptedTask bad = Add("bad");
        bad.Body = () => throw new InvalidOperationException("no register 5");
        Add("good");
        Assert.True(_loop.IsTrusted(_clock.UptimeMs));
        _loop.Step();
        Assert.Equal(["bad", "good"], _log);
        Assert.Equal((1, "InvalidOperationException: no register 5", "bad"), (_loop.Statistics.Faults[0], _loop.Statistics.LastFault[0], _loop.Culprit));
        Assert.False(_loop.IsTrusted(_clock.UptimeMs));
        _clock.UptimeMs += 999;
        _loop.Step();
        Assert.Equal(1, _loop.Statistics.Faults[0]);
        _clock.UptimeMs += 1;
        _loop.Step();
        Assert.Equal(2, _loop.Statistics.Faults[0]);
        Assert.Equal(3, _loop.Statistics.Runs[1]);
    }

    [Fact]
    public void Trust_comes_back_when_everything_has_run_clean_for_ten_seconds()
    {
        ScriptedTask task = Add("task");
        task.Body = () => throw new NotSupportedException();
        _loop.Step();
        task.Body = () => { };
        long brokenAtMs = _clock.UptimeMs;
        Assert.False(_loop.IsTrusted(brokenAtMs + ControlLoop.TrustAfterMs - 1));
        Assert.True(_loop.IsTrusted(brokenAtMs + ControlLoop.TrustAfterMs));
        Assert.Equal("task", _loop.Culprit);
    }

    [Theory]
    [InlineData(ControlLoop.LateMs, 0)]
    [InlineData(ControlLoop.LateMs + 1, 1)]
    public void A_task_that_takes_too_long_is_late(int tookMs, int late)
    {
        Add("slow").Body = () => _clock.UptimeMs += tookMs;
        _loop.Step();
        Assert.Equal((late, tookMs), (_loop.Statistics.Late[0], _loop.Statistics.MaxMs[0]));
        Assert.Equal(late == 0, _loop.IsTrusted(_clock.UptimeMs));
    }

    [Theory]
    [InlineData(ControlLoop.LateMs, 0)]
    [InlineData(ControlLoop.LateMs + 1, 1)]
    public void A_task_that_starts_too_long_after_its_moment_is_late(int delayMs, int late)
    {
        ScriptedTask task = Add("waiting");
        task.DueAtMs = 2000;
        _loop.Step();
        _clock.UptimeMs = 2000 + delayMs;
        _loop.Step();
        Assert.Equal(late, _loop.Statistics.Late[0]);
    }

    [Fact]
    public void A_task_that_is_always_due_is_late_only_when_the_loop_stood_still()
    {
        Add("busy");
        for (int i = 0; i < 100; i++)
        {
            _clock.UptimeMs += 9000;
            _loop.Step();
        }

        Assert.Equal(0, _loop.Statistics.Late[0]);
        _clock.UptimeMs += ControlLoop.LateMs + 1;
        _loop.Step();
        Assert.Equal(1, _loop.Statistics.Late[0]);
    }

    [Fact]
    public void A_task_that_sleeps_for_hours_is_not_late_when_it_wakes()
    {
        ScriptedTask task = Add("sleeper");
        task.DueAtMs = long.MaxValue;
        _loop.Step();
        _clock.UptimeMs = 3_600_000;
        _loop.Step();
        _clock.UptimeMs += 100;
        task.DueAtMs = 0;
        _loop.Step();
        Assert.Equal((0, 1), (_loop.Statistics.Late[0], _loop.Statistics.Runs[0]));
    }

    [Fact]
    public void A_step_in_which_nothing_is_due_asks_only_the_tasks_that_others_make_due()
    {
        ScriptedTask timed = Add("timed");
        timed.DueAtMs = 9000;
        AskedTask asked = new("asked", _log) { DueAtMs = long.MaxValue };
        _loop.Add(asked);
        Assert.Equal(9000, _loop.Step());
        (timed.Asked, asked.Asked) = (0, 0);
        for (int i = 0; i < 10; i++) Assert.Equal(9000, _loop.Step());
        Assert.Equal((0, 10), (timed.Asked, asked.Asked));
    }

    [Fact]
    public void A_task_that_others_make_due_runs_in_the_next_step()
    {
        Add("timed").DueAtMs = 9000;
        AskedTask asked = new("asked", _log) { DueAtMs = long.MaxValue };
        _loop.Add(asked);
        _loop.Step();
        asked.DueAtMs = 0;
        asked.Body = () => asked.DueAtMs = long.MaxValue;
        Assert.Equal(9000, _loop.Step());
        Assert.Equal(["asked"], _log);
    }

    [Fact]
    public void A_moment_that_was_changed_behind_the_loops_back_is_seen_within_a_tenth_of_a_second()
    {
        ScriptedTask task = Add("task");
        task.DueAtMs = 9000;
        _loop.Step();
        task.DueAtMs = 0;
        _clock.UptimeMs += 99;
        _loop.Step();
        Assert.Empty(_log);
        _clock.UptimeMs += 1;
        _loop.Step();
        Assert.Equal(["task"], _log);
    }

    [Fact]
    public void An_asked_task_that_throws_waits_its_second_like_the_others()
    {
        AskedTask asked = new("asked", _log) { Body = () => throw new InvalidOperationException() };
        _loop.Add(asked);
        for (int i = 0; i < 100; i++)
        {
            _loop.Step();
            _clock.UptimeMs += 10;
        }

        Assert.Equal(1, _loop.Statistics.Faults[0]);
        _loop.Step();
        Assert.Equal(2, _loop.Statistics.Faults[0]);
    }

    [Fact]
    public void The_statistics_are_copied_as_a_whole()
    {
        Add("a").Body = () => throw new TimeoutException();
        Add("b").Body = () => _clock.UptimeMs += 7;
        _loop.Step();
        var copy = new TaskStatistics();
        _loop.Statistics.CopyTo(copy);
        Assert.Equal((2, "b", 1, 7, 1), (copy.Count, copy.Names[1], copy.Runs[1], copy.MaxMs[1], copy.Faults[0]));
        Assert.StartsWith("TimeoutException", copy.LastFault[0]);
    }

    private ScriptedTask Add(string name)
    {
        var task = new ScriptedTask(name, _log);
        _loop.Add(task);
        return task;
    }

    private class ScriptedTask(string name, List<string> log) : ILoopTask
    {
        private long _dueAtMs;

        public string Name => name;

        public long DueAtMs
        {
            get
            {
                Asked++;
                return _dueAtMs;
            }

            set => _dueAtMs = value;
        }

        public int Asked { get; set; }

        public Action Body { get; set; } = () => { };

        public void Run(long nowMs)
        {
            log.Add(name);
            Body();
        }
    }

    private sealed class AskedTask(string name, List<string> log) : ScriptedTask(name, log), IAskedTask;
}
