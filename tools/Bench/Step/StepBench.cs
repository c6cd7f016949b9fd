// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Wattwarden.Controller;
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Rules;
using Wattwarden.Settings;

namespace Wattwarden.Bench.Step;

/// <summary>
/// Memory and time of EnergyController.Step at full configuration. Times are those of the fastest of several batches: what else runs on the
/// computer can only make a batch slower.
/// </summary>
internal sealed class StepBench
{
    private const int TickMs = 10;   // the chip's loop sleeps in whole ticks
    private const int Batches = 9;
    private const long HourMs = 3_600_000;

    private readonly BenchClock _clock = new();
    private readonly MeterFarm _line;
    private readonly BenchBoard _board;
    private readonly EnergyController _controller;
    private readonly TaskStatistics _statistics = new();
    private readonly OutputSwitchings _switchings;

    public StepBench()
    {
        _line = new MeterFarm(_clock);
        _board = new BenchBoard(_clock, _line);
        _controller = new EnergyController(_board);
        _controller.Start(safeMode: false);
        _switchings = new OutputSwitchings(_controller);
        var fault = new SettingsFault();
        byte[] document = FullConfiguration.Document();
        SaveOutcome saved = _controller.Store.PutDocument(document, 0, document.Length, fault);
        if (saved != SaveOutcome.Saved) throw new BenchError($"the full configuration was not taken: {saved} {fault.Section}{fault.Key} {fault.Message}");
        RunFor(60_000);
        Check();
    }

    public StepFigures Run(bool quick)
    {
        long steps = quick ? 1_000_000 : 3_000_000;
        RunFor(HourMs);   // everything has run once, every answer of the meters is worked out
        int switchedBefore = _switchings.Total;
        int writesBefore = _board.FileWrites;
        long allocated = Allocated(steps, out long simulatedMs);
        var busy = new BusyFigures(simulatedMs / 3_600_000.0, _switchings.Total - switchedBefore, _board.FileWrites - writesBefore);
        HourFigures hour = Hour(quick ? 1 : 3);
        double unitNs = UnitNs(quick);
        int count = quick ? 100_000 : 300_000;
        SettleDown();
        double idleNs = BestNs(count, Idle, expectedDecisions: 0);
        double allNs = BestNs(count / 5, OnePointChanges, expectedDecisions: 1);
        double flipNs = BestNs(count / 5, EveryPointFlips, expectedDecisions: 1);
        return new StepFigures(steps, allocated, busy, idleNs, allNs, flipNs, hour, unitNs, idleNs / unitNs, allNs / unitNs, flipNs / unitNs);
    }

    // One loop step of the program: step, then sleep until the next tick at which something is due.
    private void Advance()
    {
        long nextMs = _controller.Step();
        long wakeMs = Math.Max(nextMs, _clock.UptimeMs + 1);
        _clock.UptimeMs = (wakeMs + TickMs - 1) / TickMs * TickMs;
    }

    private long RunFor(long ms)
    {
        long endMs = _clock.UptimeMs + ms;
        long steps = 0;
        for (; _clock.UptimeMs < endMs; steps++) Advance();
        return steps;
    }

    // Polling with every 97th question unanswered, so that time-outs and repeats are among the steps.
    private long Allocated(long steps, out long simulatedMs)
    {
        _line.MuteEvery = 97;
        for (int i = 0; i < 20_000; i++) Advance();
        long startMs = _clock.UptimeMs;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (long i = 0; i < steps; i++) Advance();
        long after = GC.GetAllocatedBytesForCurrentThread();
        _line.MuteEvery = 0;
        simulatedMs = _clock.UptimeMs - startMs;
        return after - before;
    }

    private HourFigures Hour(int hours)
    {
        RunFor(60_000);
        double bestNs = double.MaxValue;
        long steps = 0;
        int requests = _line.Requests;
        for (int i = 0; i < hours; i++)
        {
            long start = Stopwatch.GetTimestamp();
            steps = RunFor(HourMs);
            bestNs = Math.Min(bestNs, Nanoseconds(start) / steps);
        }

        return new HourFigures(steps, (_line.Requests - requests) / hours, bestNs);
    }

    // Until nothing is due at the present moment: from here on the clock stands still.
    private void SettleDown()
    {
        RunFor(30_000);
        while (_controller.Step() <= _clock.UptimeMs) _clock.UptimeMs++;
        for (int i = 0; i < PointId.MeterCount; i++) _controller.Points.Set(PointId.FirstMeter + i, 2_000_000, _clock.UptimeMs);
        while (_controller.Step() <= _clock.UptimeMs)
        {
        }
    }

    private void Idle(int round)
    {
    }

    private void OnePointChanges(int round) => _controller.Points.Set(PointId.FirstMeter, 2_000_001 - (round & 1), _clock.UptimeMs);

    private void EveryPointFlips(int round)
    {
        long milli = (round & 1) == 0 ? -2_000_000 : 2_000_000;
        for (int i = 0; i < PointId.MeterCount; i++) _controller.Points.Set(PointId.FirstMeter + i, milli, _clock.UptimeMs);
    }

    private double BestNs(int steps, Action<int> prepare, int expectedDecisions)
    {
        double best = double.MaxValue;
        long decisions = Decisions();
        for (int batch = 0; batch < Batches; batch++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < steps; i++)
            {
                prepare(i);
                _controller.Step();
            }

            best = Math.Min(best, Nanoseconds(start) / steps);
        }

        decisions = Decisions() - decisions;
        if (decisions != steps * Batches * expectedDecisions) throw new BenchError($"{decisions} decisions in {steps * Batches} steps; {expectedDecisions} each were to be measured");
        return best;
    }

    private long Decisions()
    {
        _controller.CopyTo(_statistics);
        return _statistics.Runs[Array.IndexOf(_statistics.Names, "decisions")];
    }

    private void Check()
    {
        for (int i = 0; i < PointId.FirstOutput; i++)
        {
            if (!_controller.Points.IsGood(i)) throw new BenchError($"{PointId.Format(i)} is not read");
        }

        var events = new EventSnapshot();
        _controller.CopyTo(events);
        if (events.Table.Count != EventTable.MaxEvents) throw new BenchError($"{events.Table.Count} events instead of {EventTable.MaxEvents}");
        if (_controller.Culprit != null) throw new BenchError($"task {_controller.Culprit} failed");
    }

    private static double UnitNs(bool quick)
    {
        int iterations = quick ? 20_000_000 : 100_000_000;
        double best = double.MaxValue;
        for (int batch = 0; batch < Batches; batch++)
        {
            long start = Stopwatch.GetTimestamp();
            Unit(iterations);
            best = Math.Min(best, Nanoseconds(start) / iterations);
        }

        return best;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Unit(int iterations)
    {
        int x = 0;
        for (int i = 0; i < iterations; i++)
        {
            x += i;
            x ^= 3;
        }

        return x;
    }

    private static double Nanoseconds(long start) => Stopwatch.GetElapsedTime(start).TotalNanoseconds;
}
