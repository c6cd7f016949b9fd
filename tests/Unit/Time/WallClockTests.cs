// SPDX-License-Identifier: MIT
using Wattwarden.Tests.Support;
using Wattwarden.Time;
using Xunit;

namespace Wattwarden.Tests.Unit.Time;

/// <summary>What is known of the wall clock, and what the chip's NTP client is told.</summary>
public class WallClockTests
{
    private static readonly DateTimeOffset Now = ClockedDevice.At("2026-11-21T10:00:00Z");

    private readonly ClockedDevice _device = new();
    private readonly ClockSnapshot _seen = new();

    [Fact]
    public void Time_is_unknown_until_the_network_gives_it()
    {
        Assert.Equal("none", Source());
        _device.Run(TimeSpan.FromMinutes(1));
        Assert.False(_seen.IsKnown);
        Assert.Equal(-1, _seen.SetAgeMs);
        _device.Utc = Now;
        _device.Run(TimeSpan.FromSeconds(30));
        Assert.Equal("ntp", Source());
        Assert.Equal(29_500, _seen.SetAgeMs);   // the clock is looked at twice a second
        Assert.Equal(3600, _seen.OffsetSeconds);
        Assert.Equal(ClockedDevice.At("2027-03-28T01:00:00Z").ToUnixTimeSeconds(), _seen.NextChange);
    }

    [Fact]
    public void Time_that_the_chip_kept_over_a_restart_is_known_at_once_and_called_the_chips()
    {
        ClockedDevice device = new() { Utc = Now };
        device.Step();
        device.Controller.CopyTo(_seen, device.NowMs);
        Assert.Equal(("chip", -1L), (_seen.Source, _seen.SetAgeMs));
    }

    [Theory]
    [InlineData("2024-12-31T23:59:59Z", false)]
    [InlineData("2025-01-01T00:00:00Z", true)]
    [InlineData("2099-12-31T23:59:59Z", true)]
    [InlineData("2100-01-01T00:00:00Z", false)]
    [InlineData("1970-01-01T00:00:00Z", false)]
    [InlineData("2106-02-07T06:28:16Z", false)]
    public void A_year_that_cannot_be_is_not_believed(string utc, bool believed)
    {
        _device.Step();
        Assert.Equal(believed ? ClockAnswer.Done : ClockAnswer.Implausible, _device.Controller.SetTime(ClockedDevice.At(utc).ToUnixTimeMilliseconds(), _device.NowMs));
        Assert.Equal(believed, _device.UtcAtStartMs != null);
        _device.Utc = ClockedDevice.At(utc);
        Assert.Equal(believed ? "manual" : "none", Source());
    }

    [Fact]
    public void A_move_against_uptime_by_half_a_second_is_a_setting_and_drift_is_none()
    {
        _device.Run(TimeSpan.FromSeconds(1));
        _device.Utc = Now;
        _device.Run(TimeSpan.FromSeconds(10));
        for (int i = 0; i < 100; i++)
        {
            _device.Utc += TimeSpan.FromMilliseconds(i % 2 == 0 ? 499 : 100);
            _device.Run(TimeSpan.FromSeconds(1));
        }

        Source();
        Assert.Equal(109_500, _seen.SetAgeMs);
        _device.Utc -= TimeSpan.FromMilliseconds(500);
        Source();
        Assert.Equal(0, _seen.SetAgeMs);
    }

    [Fact]
    public void A_person_may_set_the_time_and_the_network_corrects_it()
    {
        _device.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(ClockAnswer.Done, _device.Controller.SetTime(Now.ToUnixTimeMilliseconds(), _device.NowMs));
        Assert.Equal("manual", Source());
        _device.Run(TimeSpan.FromHours(2));
        Assert.Equal("manual", Source());
        Assert.Equal(Now.AddHours(2), _device.Utc);
        _device.Utc += TimeSpan.FromMinutes(7);
        Assert.Equal("ntp", Source());
    }

    [Fact]
    public void A_chip_that_refuses_leaves_the_time_unknown()
    {
        _device.RefusesToBeSet = true;
        Assert.Equal(ClockAnswer.Refused, _device.Controller.SetTime(Now.ToUnixTimeMilliseconds(), _device.NowMs));
        Assert.Equal("none", Source());
    }

    [Fact]
    public void Local_time_is_set_in_the_zone_of_the_settings()
    {
        _device.Settings("\"time\":{\"zone\":\"Europe/Warsaw\",\"source\":\"manual\"}");
        Assert.Equal(ClockAnswer.Done, _device.Controller.SetLocalTime(ClockedDevice.At("2026-07-01T12:00:00Z").ToUnixTimeMilliseconds(), _device.NowMs));
        Assert.Equal(ClockedDevice.At("2026-07-01T10:00:00Z"), _device.Utc);
        _device.Run(TimeSpan.FromSeconds(1));
        Assert.Equal("manual", Source());
    }

    [Fact]
    public void A_meters_time_counts_when_the_settings_say_so_and_a_clock_that_agrees_is_left_alone()
    {
        long nowMs() => _device.NowMs;
        Assert.Equal(ClockAnswer.OtherSource, _device.Controller.Clock.OfferUtc(Now.ToUnixTimeMilliseconds(), TimeSource.Meter, nowMs()));
        Assert.Null(_device.UtcAtStartMs);
        _device.Settings("\"time\":{\"source\":\"meter\"}");
        Assert.Equal(ClockAnswer.Implausible, _device.Controller.Clock.OfferUtc(0, TimeSource.Meter, nowMs()));
        Assert.Equal(ClockAnswer.Done, _device.Controller.Clock.OfferUtc(Now.ToUnixTimeMilliseconds(), TimeSource.Meter, nowMs()));
        Assert.Equal("meter", Source());
        _device.Run(TimeSpan.FromSeconds(100));
        Assert.Equal(ClockAnswer.Done, _device.Controller.Clock.OfferUtc(Now.AddSeconds(101.9).ToUnixTimeMilliseconds(), TimeSource.Meter, nowMs()));
        Assert.Equal(Now.AddSeconds(100), _device.Utc);
        Assert.Equal(ClockAnswer.Done, _device.Controller.Clock.OfferUtc(Now.AddSeconds(90).ToUnixTimeMilliseconds(), TimeSource.Meter, nowMs()));
        Assert.Equal(Now.AddSeconds(90), _device.Utc);
        Assert.Equal("meter", Source());
    }

    [Fact]
    public void Servers_are_asked_at_once_then_in_turn_and_less_and_less_often_while_nobody_answers()
    {
        _device.Run(TimeSpan.FromHours(2));
        string[] asked = [.. _device.NetworkCalls.Where(c => c.Contains("ask"))];
        Assert.Equal("0 ask pool.ntp.org time.google.com", asked[0]);
        Assert.Equal("30000 ask time.google.com pool.ntp.org", asked[1]);
        Assert.Equal("90000 ask pool.ntp.org time.google.com", asked[2]);
        long[] pausesS = [.. asked.Zip(asked.Skip(1), (a, b) => (AtMs(b) - AtMs(a)) / 1000)];
        Assert.Equal([30, 60, 120, 240, 480, 900, 900, 900, 900, 900, 900], pausesS);
    }

    [Fact]
    public void After_an_answer_the_client_is_only_reminded_and_asked_once_a_day()
    {
        _device.Run(TimeSpan.FromSeconds(40));
        _device.Utc = Now;
        _device.NetworkCalls.Clear();
        _device.Run(TimeSpan.FromHours(50));
        Assert.Equal(2, _device.NetworkCalls.Count(c => c.Contains("ask")));
        long[] calls = [.. _device.NetworkCalls.Select(AtMs)];
        Assert.All(calls.Zip(calls.Skip(1)), p => Assert.InRange(p.Second - p.First, 1, NetworkTimeKeeper.RemindEveryMs + 500));
    }

    [Fact]
    public void A_time_that_is_known_from_elsewhere_makes_the_questions_rarer()
    {
        _device.Utc = Now;
        _device.Run(TimeSpan.FromHours(12));
        long[] asked = [.. _device.NetworkCalls.Where(c => c.Contains("ask")).Select(AtMs)];
        Assert.Equal(NetworkTimeKeeper.LongestRetryKnownMs, asked[^1] - asked[^2]);
    }

    [Fact]
    public void Without_ntp_the_client_is_stopped_again_and_again_and_never_asked()
    {
        _device.Settings("\"time\":{\"ntp\":false}");
        _device.NetworkCalls.Clear();
        _device.Run(TimeSpan.FromMinutes(10));
        Assert.Equal(10, _device.NetworkCalls.Count);
        Assert.All(_device.NetworkCalls, c => Assert.EndsWith("stop", c));
        _device.Settings("\"time\":{\"server\":\"192.168.0.1\",\"fallback\":\"\"}");
        _device.Run(TimeSpan.FromSeconds(1));
        Assert.EndsWith("ask 192.168.0.1 192.168.0.1", _device.NetworkCalls[^1]);
    }

    [Fact]
    public void Looking_at_the_clock_allocates_nothing()
    {
        _device.Utc = Now;
        _device.Run(TimeSpan.FromMinutes(1));
        WallClock clock = _device.Controller.Clock;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) clock.Look(_device.NowMs + i * 86_400_000L * 7 / 1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Steps_of_the_controller_allocate_nothing_while_time_goes_on_and_the_clocks_change()
    {
        _device.Settings("\"modules\":[],\"mapping\":[],\"time\":{\"ntp\":false}");
        _device.Utc = ClockedDevice.At("2026-10-24T21:59:30Z");
        _device.Run(TimeSpan.FromMinutes(2));
        _device.Utc = ClockedDevice.At("2026-10-25T00:59:55Z");
        long allocated = 0;
        for (int i = 0; i < 40; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            _device.Step();
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            _device.Line.SleepUntil(_device.NowMs + 500);
        }

        Assert.Equal(0, allocated);
        Assert.Equal(3600, _device.Controller.Clock.OffsetSeconds);
    }

    private string Source()
    {
        _device.Controller.CopyTo(_seen, _device.NowMs);
        return _seen.Source;
    }

    private static long AtMs(string call) => long.Parse(call.Split(' ')[0]);
}
