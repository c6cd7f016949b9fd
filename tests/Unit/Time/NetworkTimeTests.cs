// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;
using Wattwarden.Boards;
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Wattwarden.Time;
using Xunit;

namespace Wattwarden.Tests.Unit.Time;

/// <summary>Clock and NTP client of an emulated chip, with the code that runs on a real one.</summary>
public sealed class NetworkTimeTests : IDisposable
{
    private const long DayUs = 86_400_000_000;
    private static readonly DateTimeOffset Truth = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    private readonly TestChip _chip = new();
    private readonly TimeSection _section = new();
    private readonly HashSet<string> _reachable = [];
    private TimeSpan _ahead;
    private WallClock _clock = null!;
    private NetworkTimeKeeper _keeper = null!;

    public NetworkTimeTests() => PowerOn();

    public void Dispose() => _chip.Dispose();

    [Fact]
    public void A_server_that_answers_gives_the_time_within_seconds()
    {
        _reachable.Add("pool.ntp.org");
        Run(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSource.Ntp, _clock.Source);
        Assert.Equal(TrueUtc, _chip.Machine.Utc);
        Assert.Equal("pool.ntp.org", Assert.Single(_chip.Machine.Sntp.Asked));
    }

    [Fact]
    public void A_network_that_comes_late_is_asked_long_before_the_client_would()
    {
        Run(TimeSpan.FromSeconds(80));
        Assert.False(_clock.IsKnown);
        _reachable.Add("pool.ntp.org");
        Run(TimeSpan.FromSeconds(20));
        Assert.Equal(TimeSource.Ntp, _clock.Source);
    }

    [Fact]
    public void The_fallback_is_asked_when_the_first_server_is_dead()
    {
        _reachable.Add("time.google.com");
        Run(TimeSpan.FromSeconds(35));
        Assert.Equal(TimeSource.Ntp, _clock.Source);
        Assert.Equal(["pool.ntp.org", "time.google.com"], _chip.Machine.Sntp.Asked);
    }

    [Fact]
    public void An_address_makes_the_runtime_forget_our_servers_and_it_is_told_again()
    {
        _section.Commit("""{"server":"192.168.0.1","fallback":""}""");
        Run(TimeSpan.FromSeconds(100));
        _reachable.Add("192.168.0.1");
        _chip.Machine.Sntp.AddressAssigned();
        Run(TimeSpan.FromSeconds(130));
        Assert.Equal(TimeSource.Ntp, _clock.Source);
        Run(TimeSpan.FromHours(3));
        Assert.All(_chip.Machine.Sntp.Asked.Skip(4), name => Assert.Equal("192.168.0.1", name));
    }

    [Fact]
    public void Without_ntp_a_client_that_starts_by_itself_is_ended_within_a_minute()
    {
        _section.Commit("""{"ntp":false}""");
        Run(TimeSpan.FromSeconds(5));
        Assert.False(_chip.Machine.Sntp.IsStarted);
        _chip.Machine.Sntp.AddressAssigned();
        Run(TimeSpan.FromMinutes(1));
        Assert.False(_chip.Machine.Sntp.IsStarted);
        Assert.True(_chip.Machine.Sntp.Asked.Count <= 1);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public void A_server_that_jumps_is_followed_at_the_next_hourly_question(int hours)
    {
        _reachable.Add("pool.ntp.org");
        Run(TimeSpan.FromMinutes(1));
        _ahead = TimeSpan.FromHours(hours);
        Run(TimeSpan.FromMinutes(58));
        Assert.Equal(TrueUtc - _ahead, _chip.Machine.Utc);
        Run(TimeSpan.FromMinutes(2));
        Assert.Equal(TrueUtc, _chip.Machine.Utc);
        Assert.InRange(_clock.NetworkSetAtMs, 3_600_000, 3_604_000);
    }

    [Fact]
    public void A_time_by_hand_goes_on_over_a_restart_of_the_chip()
    {
        _section.Commit("""{"source":"manual"}""");
        Run(TimeSpan.FromSeconds(5));
        _chip.Run(() => Assert.Equal(ClockAnswer.Done, _clock.Set(Truth.ToUnixTimeMilliseconds() + 700, new NanoClock().UptimeMs)));
        Assert.Equal(Truth.AddSeconds(1), _chip.Machine.Utc);   // the chip takes whole seconds
        Assert.Equal(TimeSource.Manual, _clock.Source);
        Run(TimeSpan.FromMinutes(10));
        PowerOn();
        Run(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSource.Chip, _clock.Source);
        Assert.Equal(Truth.AddMinutes(10).AddSeconds(2), _chip.Machine.Utc);
    }

    [Fact]
    public void Without_a_battery_a_power_cut_loses_the_time()
    {
        _reachable.Add("pool.ntp.org");
        Run(TimeSpan.FromMinutes(1));
        _reachable.Clear();
        PowerOn();
        _chip.Time.Utc = DateTimeOffset.UnixEpoch;
        Run(TimeSpan.FromMinutes(1));
        Assert.False(_clock.IsKnown);
    }

    [Fact]
    public void Uptime_goes_on_where_the_chips_tick_counter_begins_anew_after_497_days()
    {
        NanoClock clock = new();
        VirtualTimeline time = (VirtualTimeline)_chip.Time;
        long wrapsAtMs = (1L << 32) * 10;
        _chip.Run(() =>
        {
            for (int round = 1; round <= 8; round++)
            {
                while (time.NowUs / 1000 < round * wrapsAtMs - 1000)
                {
                    time.Advance(Math.Min(100 * DayUs, round * wrapsAtMs * 1000 - 1_000_000 - time.NowUs));
                    Assert.Equal(time.NowUs / 1000, clock.UptimeMs);
                }

                for (int step = 0; step < 200; step++)
                {
                    time.Advance(10_000);
                    Assert.Equal(time.NowUs / 1000, clock.UptimeMs);
                }
            }
        });
        Assert.True(clock.UptimeMs(_chip) > 10L * 365 * 86_400_000);
    }

    [Fact]
    public void A_chip_with_a_counter_of_64_bits_is_read_as_it_is()
    {
        using TestChip stm32 = new(target: "ST_STM32F769I_DISCOVERY");
        NanoClock clock = new();
        for (int i = 0; i < 40; i++)
        {
            ((VirtualTimeline)stm32.Time).Advance(100 * DayUs);
            Assert.Equal(stm32.Time.NowUs / 1000, clock.UptimeMs(stm32));
        }
    }

    private DateTimeOffset TrueUtc => Truth.AddMicroseconds(_chip.Time.NowUs) + _ahead;

    private void PowerOn()
    {
        _chip.PowerCycle();
        _chip.Machine.Sntp.Servers = (name, momentUs) => _reachable.Contains(name) ? Truth.AddMicroseconds(momentUs) + _ahead : null;
        _clock = new WallClock(new NanoClock(), _section);
        _keeper = new NetworkTimeKeeper(new NanoNetworkTime(), _clock, _section);
    }

    // As ClockTask does it.
    private void Run(TimeSpan time) => _chip.Run(() =>
    {
        NanoClock uptime = new();
        for (long untilUs = _chip.Time.NowUs + (long)time.TotalMicroseconds; _chip.Time.NowUs < untilUs; _chip.Time.Sleep(500))
        {
            _clock.Look(uptime.UptimeMs);
            _keeper.Step(uptime.UptimeMs);
        }
    });
}

file static class OnChip
{
    public static long UptimeMs(this IClock clock, TestChip chip) => chip.Run(() => clock.UptimeMs);
}
