// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Sensors;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Sensors;

/// <summary>Power out of pulses, 1000 to the kWh: P = 3.6e6 W·ms / interval.</summary>
public class PulsePowerTests
{
    private const int Minute = 60_000;
    private const int Hour = 3_600_000;

    private readonly PulseDesk _desk = new("""{"input":1,"unit":"kWh","pulsesPerUnit":1000}""");

    [Fact]
    public void The_first_pulse_tells_no_power_the_second_does()
    {
        _desk.Run(1000);
        Assert.Equal(Quality.Never, _desk.Points.Quality(PointId.FirstPower));
        PulseEvery(3600, 1);
        Assert.Null(_desk.Milli("pw1"));
        PulseEvery(3600, 1);
        Assert.Equal(1_000_000, _desk.Milli("pw1"));
    }

    [Theory]
    [InlineData(60, 60_000_000)]     // S0's greatest rate
    [InlineData(330, 10_909_090)]
    [InlineData(1220, 2_950_819)]
    [InlineData(3600, 1_000_000)]
    [InlineData(36_000, 100_000)]
    [InlineData(Hour, 1_000)]        // one pulse an hour
    public void A_steady_train_gives_its_power_within_the_loops_grain(int intervalMs, long expectedMilli)
    {
        PulseEvery(intervalMs, intervalMs > Minute ? 5 : 100);
        double windowMs = Math.Max(intervalMs, PulseRate.WindowMs);
        Assert.InRange(_desk.Milli("pw1")!.Value, expectedMilli * (1 - (60 / windowMs)), expectedMilli * (1 + (60 / windowMs)));
    }

    [Fact]
    public void While_no_pulse_comes_the_power_is_never_more_than_one_pulse_in_that_time()
    {
        PulseEvery(3600, 10);
        long before = _desk.Milli("pw1")!.Value;
        for (int second = 1; second < 600; second++)
        {
            _desk.Run(1000);
            long nowMilli = _desk.Milli("pw1")!.Value;
            Assert.True(nowMilli <= before);
            Assert.True(nowMilli <= 3_600_000_000 / Math.Max(3600, (second * 1000) - 1200), $"{second} s: {nowMilli}");
            before = nowMilli;
        }

        _desk.Run(5000);
        Assert.Equal(0, _desk.Milli("pw1"));
    }

    [Fact]
    public void One_pulse_an_hour_is_a_watt_until_three_hours_pass_without_one()
    {
        PulseEvery(Hour, 4);
        _desk.Run(50 * Minute);
        Assert.InRange(_desk.Milli("pw1")!.Value, 999, 1001);
        _desk.Run(120 * Minute);
        Assert.InRange(_desk.Milli("pw1")!.Value, 300, 360);
        _desk.Run(20 * Minute);
        Assert.Equal(0, _desk.Milli("pw1"));
    }

    [Fact]
    public void An_input_that_never_pulses_is_unknown_for_ten_minutes_and_then_0()
    {
        _desk.Run(PulseRate.StillMs - 2000);
        Assert.Null(_desk.Milli("pw1"));
        _desk.Run(3000);
        Assert.Equal(0, _desk.Milli("pw1"));
    }

    [Fact]
    public void The_first_interval_after_a_stop_is_slow_and_the_next_is_true()
    {
        PulseEvery(3600, 5);
        _desk.Run(20 * Minute);
        Assert.Equal(0, _desk.Milli("pw1"));
        PulseEvery(1800, 1);
        Assert.InRange(_desk.Milli("pw1")!.Value, 1, 3_100);
        PulseEvery(1800, 3);
        Assert.InRange(_desk.Milli("pw1")!.Value, 1_900_000, 2_100_000);
    }

    [Fact]
    public void Pulses_that_were_counted_while_the_loop_stood_still_are_a_mean_over_that_time()
    {
        PulseEvery(100, 100);
        _desk.StandStill(5000);
        _desk.Pulse(0, 50);
        _desk.Run(100);
        Assert.InRange(_desk.Milli("pw1")!.Value, 34_000_000, 37_000_000);
    }

    [Fact]
    public void A_burst_of_bouncing_pulses_makes_no_power_beyond_the_believable_rate()
    {
        PulseEvery(3600, 5);
        for (int i = 0; i < 300; i++)
        {
            _desk.Pulse(0, 5);
            _desk.Run(10);
        }

        Assert.InRange(_desk.Milli("pw1")!.Value, 0, 3_600_000_000L * 22 / 1000);
    }

    [Fact]
    public void Decaying_power_moves_its_point_once_a_second_only()
    {
        PulseEvery(3600, 5);
        int before = _desk.Points.Version;
        _desk.Run(100_000);
        Assert.InRange(_desk.Points.Version - before, 90, 102);
    }

    private void PulseEvery(int intervalMs, int pulses)
    {
        for (int i = 0; i < pulses; i++)
        {
            _desk.Run(intervalMs);
            _desk.Pulse();
            _desk.Run(0);
        }
    }
}
