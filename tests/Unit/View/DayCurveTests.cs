// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.View;
using Xunit;
using Xunit.Abstractions;

namespace Wattwarden.Tests.Unit.View;

public sealed class DayCurveTests(ITestOutputHelper output)
{
    private const int SampleMs = 10_000;

    private readonly DayCurve _curve = new();
    private readonly PointTable _points = new();
    private readonly ViewSettings _view = new() { CurveCount = 1 };
    private long _nowMs;

    [Fact]
    public void A_slot_is_the_mean_of_what_was_known_in_its_five_minutes()
    {
        _view.Curve[0] = PointId.FirstSensor;
        Run(150_000, () =>
        {
            Set(0, 1_000_000);
            Set(PointId.FirstSensor, 20_000);
        });
        _points.Fail(PointId.FirstSensor);
        Run(150_000, () => Set(0, 3_000_000));
        Run(300_000, () => _points.Fail(0));
        Run(SampleMs, () => { });
        DaySnapshot day = Copy();
        Assert.Equal(2, day.Count);
        Assert.Equal([2_000_000, null], Values(day, 0));
        Assert.Equal([20_000, null], Values(day, 1));
        Assert.Equal(600_000, day.EndedAtMs);
    }

    [Fact]
    public void After_a_day_the_oldest_slot_makes_room()
    {
        for (int slot = 0; slot < 300; slot++)
        {
            int watts = slot;
            Run(DayCurve.StepMs, () => Set(0, watts * 1000));
        }

        Run(SampleMs, () => { });
        DaySnapshot day = Copy();
        Assert.Equal(DayCurve.Slots, day.Count);
        Assert.Equal(Enumerable.Range(12, DayCurve.Slots).Select(watts => (long?)(watts * 1000)), Values(day, 0));
    }

    [Fact]
    public void A_value_that_does_not_fit_makes_the_steps_of_its_curve_wider_and_leaves_the_rest_near_the_truth()
    {
        long[] watts = [123, -456, 4_300, -60_000, 200_000_000];
        foreach (long value in watts) Run(DayCurve.StepMs, () => Set(0, value * 1000));
        Run(SampleMs, () => { });
        long?[] read = Values(Copy(), 0);
        output.WriteLine(string.Join(' ', read));
        Assert.Equal(watts.Length, read.Length);
        for (int i = 0; i < watts.Length; i++) Assert.InRange(read[i]!.Value - watts[i] * 1000, -5_100_000, 5_100_000);
        Assert.Equal(200_000_000_000, read[4]);
    }

    [Fact]
    public void Watts_of_a_house_are_kept_to_ten()
    {
        foreach (long value in new[] { 7L, -2_310, 17_250 }) Run(DayCurve.StepMs, () => Set(0, value * 1000));
        Run(SampleMs, () => { });
        Assert.Equal([7_000, -2_310_000, 17_250_000], Values(Copy(), 0));
    }

    [Fact]
    public void An_output_has_the_part_of_the_time_that_it_was_on()
    {
        Run(75_000, () => _points.SetState(PointId.FirstOutput + 1, true, _nowMs));
        Run(225_000, () => _points.SetState(PointId.FirstOutput + 1, false, _nowMs));
        Run(SampleMs, () => { });
        DaySnapshot day = Copy();
        Assert.InRange(day.Percent(1, 0), 23, 28);
        Assert.Equal(-1, day.Percent(2, 0));
    }

    [Fact]
    public void A_curve_whose_point_was_changed_begins_anew_and_the_others_go_on()
    {
        _view.Curve[0] = PointId.FirstSensor;
        Run(DayCurve.StepMs, () =>
        {
            Set(0, 1000);
            Set(PointId.FirstSensor, 20_000);
        });
        var other = new ViewSettings { CurveCount = 1 };
        other.Curve[0] = PointId.FirstSensor + 1;
        Set(PointId.FirstSensor + 1, 30_000);
        for (long untilMs = _nowMs + DayCurve.StepMs + SampleMs; _nowMs < untilMs; _nowMs += SampleMs) _curve.Sample(other, _points, _nowMs);
        Assert.Equal([1000, 1000], Values(Copy(), 0));
        Assert.Equal([null, 30_000], Values(Copy(), 1));
    }

    [Fact]
    public void What_is_not_shown_takes_no_memory_and_a_curve_takes_half_a_kilobyte_once()
    {
        Set(0, 1_000_000);   // the grid, and the point of the other curve
        long before = GC.GetAllocatedBytesForCurrentThread();
        var curve = new DayCurve();
        for (int i = 0; i < 100; i++) curve.Sample(_view, _points, i * SampleMs);
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        output.WriteLine($"{bytes} bytes on the desktop");
        Assert.InRange(bytes, 2 * 576, 2000);
        before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 100; i < 1000; i++) curve.Sample(_view, _points, i * SampleMs);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private void Set(int point, long milli) => _points.Set(point, milli, _nowMs);

    private void Run(long ms, Action set)
    {
        for (long untilMs = _nowMs + ms; _nowMs < untilMs; _nowMs += SampleMs)
        {
            set();
            _curve.Sample(_view, _points, _nowMs);
        }
    }

    private DaySnapshot Copy()
    {
        var day = new DaySnapshot();
        _curve.CopyTo(day);
        return day;
    }

    private static long?[] Values(DaySnapshot day, int curve) => [.. Enumerable.Range(0, day.Count).Select(slot => day.TryRead(curve, slot, out long milli) ? milli : (long?)null)];
}
