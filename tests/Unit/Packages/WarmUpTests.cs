// SPDX-License-Identifier: MIT
extern alias nano;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using nanoFramework.Emulation;
using Wattwarden.Tests.Support;
using Xunit;
using ChipListener = Wattwarden.Boards.TcpListener;
using ChipThread = nano::System.Threading.Thread;

namespace Wattwarden.Tests.Unit.Packages;

/// <summary>Virtual time that becomes real time.</summary>
public sealed class WarmUpTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly WarmUpTimeline _time = new(Hour);
    private readonly TestChip _chip;

    public WarmUpTests() => _chip = new TestChip(_time);

    public void Dispose() => _chip.Dispose();

    [Fact]
    public void An_hour_passes_at_once_and_what_follows_takes_its_time() => _chip.Run(() =>
    {
        var watch = Stopwatch.StartNew();
        while (!_time.IsOver) ChipThread.Sleep(250);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.InRange(_time.NowUs, 3_600_000_000, 3_600_000_000 + watch.ElapsedMilliseconds * 1000 + 250_000);
        watch.Restart();
        ChipThread.Sleep(200);
        Assert.InRange(watch.ElapsedMilliseconds, 190, 20_000);
    });

    [Fact]
    public void Neither_the_time_nor_the_clock_jumps_where_real_time_begins() => _chip.Run(() =>
    {
        ChipThread.Sleep(10);
        _chip.Machine.Utc = new DateTimeOffset(2026, 6, 21, 10, 0, 0, TimeSpan.Zero);
        long before = 0;
        while (!_time.IsOver)
        {
            Assert.True(_time.NowUs >= before);
            before = _time.NowUs;
            ChipThread.Sleep(250);
        }

        long setAtUs = 10_000;
        TimeSpan shown = _chip.Machine.Utc - new DateTimeOffset(2026, 6, 21, 10, 0, 0, TimeSpan.Zero);
        Assert.InRange(_time.NowUs - setAtUs - shown.Ticks / 10, 0, 1_000_000);   // the computer may look away between the two
        Assert.InRange(_time.NowUs - before, 0, 5_000_000);
    });

    [Fact]
    public void A_sleep_that_began_in_virtual_time_ends_in_real_time()
    {
        // Two seconds only: the sleeper may be late to lie down, and its sleep is then a real one.
        WarmUpTimeline time = new(TimeSpan.FromSeconds(2));
        using TestChip chip = new(time);
        chip.Run(() =>
        {
            ChipThread.Sleep(10);   // this thread drives
            long wokeAtUs = 0;
            ManualResetEventSlim asleep = new();
            ChipThread other = new(() =>
            {
                asleep.Set();
                ChipThread.Sleep(2500);
                wokeAtUs = time.NowUs;
            });
            other.Start();
            asleep.Wait();
            ChipThread.Sleep(2000);
            Assert.True(time.IsOver);
            Assert.True(other.Join(30_000));
            Assert.InRange(wokeAtUs, 2_500_000, 30_000_000);
        });
    }

    [Fact]
    public void A_cut_of_the_power_wakes_whoever_sleeps()
    {
        ChipThread? sleeper = null;
        _chip.Run(() =>
        {
            while (!_time.IsOver) ChipThread.Sleep(250);
            sleeper = new ChipThread(() => ChipThread.Sleep(600_000));
            sleeper.Start();
            _chip.Machine.Stop();
        });
        Assert.True(sleeper!.Join(10_000));
    }

    [Fact]
    public void Who_connects_meanwhile_waits_and_is_served_afterwards()
    {
        var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        int port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        bool isReachable = false;
        _chip.Machine.HostEndPoint = _ => new IPEndPoint(IPAddress.Loopback, port);
        _chip.Machine.IsReachable = () => Volatile.Read(ref isReachable);
        Ports.ITcpStream? accepted = null;
        ChipListener listener = new(80);
        Assert.True(_chip.Run(listener.TryOpen));
        Thread server = new(() => _chip.Run(() => accepted = listener.Accept(-1))) { IsBackground = true };
        using TcpClient client = new();
        client.Connect(IPAddress.Loopback, port);
        server.Start();
        Assert.False(server.Join(200));
        Assert.Null(accepted);
        Volatile.Write(ref isReachable, true);
        Assert.True(server.Join(10_000));
        Assert.NotNull(accepted);
    }
}
