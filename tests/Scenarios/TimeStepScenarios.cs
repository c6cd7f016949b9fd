// SPDX-License-Identifier: MIT
using Wattwarden.Outputs;
using Wattwarden.Points;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Scenarios;

/// <summary>The wall clock jumps, is lost, comes back. Delays do not care, and time of day is looked at once for what it is.</summary>
public class TimeStepScenarios
{
    private const string Night = """{"name":"Night","on":true,"per":true,"a":{"source":"time","op":"in","value":"22:00-06:00"},"action":{"target":"out1"}}""";
    private const string EdgeOn = """{"name":"Edge on","on":true,"a":{"source":"time","op":"in","value":"22:00-22:01"},"action":{"target":"out4","on":true}}""";
    private const string EdgeOff = """{"name":"Edge off","on":true,"a":{"source":"time","op":"in","value":"22:01-22:02"},"action":{"target":"out4","on":false}}""";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Jumps_of_the_wall_clock_neither_fire_nor_lose_a_delay(int seed)
    {
        List<(long, bool)>[] quiet = RunDelays(new ClockedDevice(), _ => { });
        var random = new Random(seed);
        List<(long, bool)>[] jumpy = RunDelays(new ClockedDevice(), device =>
        {
            if (random.Next(20) == 0) device.UtcAtStartMs = null;
            else if (random.Next(3) == 0) device.Utc = ClockedDevice.At("2026-01-01").AddSeconds(random.NextInt64(0, 60L * 365 * 86400));
            else if (device.UtcAtStartMs != null) device.Utc += TimeSpan.FromHours(random.Next(-30, 30));
        });
        Assert.All(quiet, moves => Assert.NotEmpty(moves));
        Assert.Equal(quiet, jumpy);
    }

    [Fact]
    public void A_jump_into_the_window_switches_within_a_second_and_one_out_of_it_too()
    {
        ClockedDevice device = Device("2026-11-21T12:00", Night);
        device.Run(TimeSpan.FromMinutes(10));
        Assert.Empty(device.Moves(1));
        device.Utc += TimeSpan.FromHours(11);
        device.Run(TimeSpan.FromSeconds(1));
        Assert.True(device.On(1));
        device.Utc -= TimeSpan.FromHours(11);
        device.Run(TimeSpan.FromSeconds(1));
        Assert.False(device.On(1));
        Assert.Equal(2, device.Moves(1).Count);
        Assert.Equal("ntp", Source(device));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(59)]
    public void A_clock_that_is_set_back_a_little_over_an_edge_stands_still_and_nothing_switches_twice(int seconds)
    {
        ClockedDevice device = Device("2026-11-21T21:59:50", Night, EdgeOn, EdgeOff);
        device.RunTo("2026-11-21T22:00:01");
        device.Utc -= TimeSpan.FromSeconds(seconds);
        device.RunTo("2026-11-21T22:30:00");
        Assert.Single(device.Moves(1));
        Assert.Equal(2, device.Moves(4).Count);
    }

    [Fact]
    public void A_clock_that_is_set_back_far_over_an_edge_is_believed()
    {
        ClockedDevice device = Device("2026-11-21T21:59:50", Night, EdgeOn, EdgeOff);
        device.RunTo("2026-11-21T22:05:00");
        device.Utc -= TimeSpan.FromMinutes(10);
        device.RunTo("2026-11-21T22:30:00");
        Assert.Equal([true, false, true], device.Moves(1).Select(m => m.On));
        Assert.Equal([true, false, true, false], device.Moves(4).Select(m => m.On));
    }

    [Fact]
    public void An_edge_in_an_interval_that_a_jump_passes_over_does_not_fire()
    {
        ClockedDevice device = Device("2026-11-21T21:59:00", EdgeOn, EdgeOff);
        device.Run(TimeSpan.FromSeconds(10));
        device.Utc += TimeSpan.FromHours(1);
        device.Run(TimeSpan.FromMinutes(10));
        Assert.Empty(device.Moves(4));
    }

    [Fact]
    public void After_a_restart_that_lost_the_time_rules_with_time_do_nothing_and_outputs_go_safe()
    {
        ClockedDevice before = Device("2026-11-21T21:59:50", Night);
        before.RunTo("2026-11-21T23:00:00");
        Assert.True(before.On(1));

        ClockedDevice device = new(0, before.Flash);
        device.Run(TimeSpan.FromHours(10));
        Assert.False(device.Controller.Clock.IsKnown);
        Assert.Equal(Quality.Never, device.Controller.Points.Quality(PointId.Time));
        Assert.Equal(Quality.Never, device.Controller.Points.Quality(PointId.Weekday));
        Assert.Empty(device.Moves(1));

        // The safe state of out2 is on; its event is unknown too.
        Assert.Equal([(10_000, true)], device.Moves(2));
        device.Utc = ClockedDevice.At("2026-11-22T09:00");
        device.Run(TimeSpan.FromSeconds(1));
        Assert.False(device.On(2));
        device.RunTo("2026-11-22T22:00:01");
        Assert.True(device.On(1));
    }

    [Fact]
    public void A_clock_that_is_lost_while_running_keeps_outputs_for_the_hold_time_only()
    {
        ClockedDevice device = Device("2026-11-21T21:59:50", Night, EdgeOn);
        device.RunTo("2026-11-21T22:10:00");
        long lostAtMs = device.NowMs;
        device.UtcAtStartMs = -lostAtMs;   // as after a reset of the chip's clock: 1970
        device.Run(TimeSpan.FromMinutes(1));
        Assert.Equal("none", Source(device));
        (long offAtMs, bool on) = device.Moves(1)[^1];
        Assert.False(on);
        Assert.InRange(offAtMs - lostAtMs, 10_000, 10_500);
        Assert.False(device.On(4));
        device.Utc = ClockedDevice.At("2026-11-21T22:11");
        device.Run(TimeSpan.FromSeconds(1));
        Assert.True(device.On(1));
        Assert.Equal("ntp", Source(device));
    }

    private static List<(long, bool)>[] RunDelays(ClockedDevice device, Action<ClockedDevice> disturb)
    {
        device.Utc = ClockedDevice.At("2026-11-21T12:00");
        device.Settings("""
            "modules":[],"mapping":[],"outputs":[{},{},{"minOnS":40,"minOffS":25},{"holdS":33}],"events":[
            {"name":"A","on":true,"per":true,"a":{"source":"m1","op":">=","value":10},"onDelay":61.5,"offDelay":90,"action":{"target":"out1"}},
            {"name":"B","on":true,"per":true,"a":{"source":"m2","op":">=","value":10},"action":{"target":"out2"}},
            {"name":"C","on":true,"per":true,"a":{"source":"m3","op":">=","value":10},"action":{"target":"out3"}}]
            """.Trim());
        var script = new Random(99);
        for (int i = 0; i < 400; i++)
        {
            for (int m = 0; m < 3; m++)
            {
                if (script.Next(6) != 0) continue;
                if (m == 2 && script.Next(2) == 0) device.Controller.Points.Fail(PointId.FirstMeter + m);
                else device.Controller.Points.Set(PointId.FirstMeter + m, script.Next(2) * 20_000, device.NowMs);
            }

            if (script.Next(30) == 0) device.Controller.Command(4, true, 77_000, CommandOrigin.Web, device.NowMs);
            device.Run(TimeSpan.FromSeconds(script.Next(1, 30)));
            disturb(device);
        }

        return [device.Moves(1), device.Moves(2), device.Moves(3), device.Moves(4)];
    }

    private static ClockedDevice Device(string fromUtc, params string[] events)
    {
        const string NoonSafeOn = """{"name":"Noon","on":true,"per":true,"a":{"source":"time","op":"in","value":"12:00-13:00"},"action":{"target":"out2"}}""";
        ClockedDevice device = new() { Utc = ClockedDevice.At(fromUtc) };
        device.Settings($$"""
            "modules":[],"mapping":[],"time":{"zone":"UTC0"},"outputs":[{},{},{"safe":"on"}],"events":[{{string.Join(',', events.Append(NoonSafeOn))}}]
            """.Trim());
        return device;
    }

    private static string Source(ClockedDevice device)
    {
        var clock = new Wattwarden.Time.ClockSnapshot();
        device.Controller.CopyTo(clock, device.NowMs);
        return clock.Source;
    }
}
