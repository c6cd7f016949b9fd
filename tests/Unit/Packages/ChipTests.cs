// SPDX-License-Identifier: MIT
extern alias nano;
using System.Diagnostics;
using nanoFramework.Emulation;
using Wattwarden.Tests.Support;
using Xunit;
using ChipConsole = nano::System.Console;
using ChipDateTime = nano::System.DateTime;
using ChipEnvironment = nano::System.Environment;
using ChipThread = nano::System.Threading.Thread;
using GpioController = nano::System.Device.Gpio.GpioController;
using GpioPin = nano::System.Device.Gpio.GpioPin;
using PinMode = nano::System.Device.Gpio.PinMode;
using PinValue = nano::System.Device.Gpio.PinValue;
using Power = nano::nanoFramework.Runtime.Native.Power;
using Rtc = nano::nanoFramework.Runtime.Native.Rtc;

namespace Wattwarden.Tests.Unit.Packages;

/// <summary>Time, threads, pins and power of the emulated chip.</summary>
public sealed class ChipTests : IDisposable
{
    private readonly TestChip _chip = new();

    public void Dispose() => _chip.Dispose();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 10)]
    [InlineData(10, 10)]
    [InlineData(11, 20)]
    [InlineData(1500, 1500)]
    public void Sleep_ends_on_the_next_tick_of_ten_milliseconds(int asked, long expected) => _chip.Run(() =>
    {
        ChipThread.Sleep(asked);
        Assert.Equal(expected, ChipEnvironment.TickCount64);
    });

    [Fact]
    public void The_simulation_sees_time_pass_before_the_sleeper_wakes() => _chip.Run(() =>
    {
        List<(long, long)> steps = [];
        ((VirtualTimeline)_chip.Time).Advanced += (from, to) => steps.Add((from, to));
        ChipThread.Sleep(15);
        ChipThread.Sleep(5);
        Assert.Equal([(0, 20_000), (20_000, 30_000)], steps);
    });

    [Fact]
    public void A_second_thread_sleeps_until_the_first_has_gone_past_its_moment() => _chip.Run(() =>
    {
        ChipThread.Sleep(10);
        long wokeAt = 0;
        ManualResetEventSlim asleep = new();
        ChipThread other = new(() =>
        {
            asleep.Set();
            ChipThread.Sleep(100);
            wokeAt = ChipEnvironment.TickCount64;
        });
        other.Start();
        asleep.Wait();
        while (!other.Join(1)) ChipThread.Sleep(10);
        Assert.True(wokeAt >= 110, wokeAt.ToString());
    });

    [Fact]
    public void Uptime_begins_anew_at_a_restart_and_the_next_thread_drives_time()
    {
        Boot(() => ChipThread.Sleep(5000));
        _chip.PowerCycle();
        Boot(() => ChipThread.Sleep(20));
        Assert.Equal((5_020_000, 20), (_chip.Time.NowUs, _chip.Run(() => ChipEnvironment.TickCount64)));

        void Boot(Action firmware)
        {
            Thread thread = new(() => _chip.Run(firmware));
            thread.Start();
            thread.Join();
        }
    }

    [Fact]
    public void A_power_cut_wakes_those_who_sleep()
    {
        using TestChip chip = new(new RealTimeline());
        ManualResetEventSlim asleep = new();
        Thread sleeper = new(() => chip.Run(() =>
        {
            asleep.Set();
            ChipThread.Sleep(Timeout.Infinite);
        }));
        sleeper.Start();
        asleep.Wait();
        chip.Machine.Stop();
        Assert.True(sleeper.Join(TestHttp.PatienceMs));
    }

    [Fact]
    public void Real_time_goes_on_faster_where_it_was_left_and_those_who_sleep_wake_up_earlier()
    {
        RealTimeline time = new();
        long beforeUs = time.NowUs;
        Stopwatch real = Stopwatch.StartNew();
        Thread sleeper = new(() => time.Sleep(1_000_000));
        sleeper.Start();
        time.Speed = 50_000;
        Assert.True(sleeper.Join(TestHttp.PatienceMs));
        time.Speed = 1;
        Assert.InRange(time.NowUs - beforeUs, 1_000_000_000, long.MaxValue);
        Assert.True(real.Elapsed < TimeSpan.FromSeconds(500), "the thousand seconds were slept in full");
    }

    [Fact]
    public void Utc_counts_from_1970_until_it_is_set_to_the_second() => _chip.Run(() =>
    {
        ChipThread.Sleep(1000);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(1).UtcTicks, ChipDateTime.UtcNow.Ticks);
        Rtc.SetSystemTime(new ChipDateTime(new DateTimeOffset(2026, 7, 1, 12, 0, 0, 700, TimeSpan.Zero).UtcTicks));
        ChipThread.Sleep(500);
        ChipDateTime now = ChipDateTime.UtcNow;
        Assert.Equal((2026, 7, 1, 12, 0, 0, 500), (now.Year, now.Month, now.Day, now.Hour, now.Minute, now.Second, now.Millisecond));
    });

    [Fact]
    public void An_uncaught_exception_ends_its_thread_and_nothing_else() => _chip.Run(() =>
    {
        ChipThread thread = new(() => throw new InvalidOperationException("broken"));
        thread.Start();
        thread.Join();
        Assert.Contains("broken", _chip.Console);
        Assert.False(_chip.Machine.IsStopping);
    });

    [Fact]
    public void A_restart_ends_the_thread_that_asked_and_lets_the_pins_float()
    {
        bool goneOn = false;
        _chip.Run(() =>
        {
            new GpioController().OpenPin(4, PinMode.Output).Write(PinValue.High);
            Power.RebootDevice();
            goneOn = true;
        });
        Assert.False(goneOn);
        Assert.True(_chip.Machine.RestartAsked);
        Assert.False(_chip.Machine.Pins.Level(4));
    }

    [Fact]
    public void A_chip_without_power_runs_and_prints_nothing() => _chip.Run(() =>
    {
        _chip.Machine.Stop();
        ChipConsole.WriteLine("too late");
        Assert.Equal("", _chip.Console);
        Assert.Throws<PowerLost>(() => ChipThread.Sleep(0));
    });

    [Fact]
    public void A_pin_is_opened_once_until_it_is_disposed_of() => _chip.Run(() =>
    {
        GpioPin pin = new GpioController().OpenPin(4, PinMode.Output);
        Assert.Throws<InvalidOperationException>(() => new GpioController().OpenPin(4, PinMode.Output));
        pin.Dispose();
        new GpioController().OpenPin(4, PinMode.Input);
    });

    [Fact]
    public void Some_pins_of_an_esp32_are_inputs_only_and_an_input_cannot_be_written() => _chip.Run(() =>
    {
        Assert.Throws<ArgumentException>(() => new GpioController().OpenPin(34, PinMode.Output));
        GpioPin input = new GpioController().OpenPin(35, PinMode.Input);
        Assert.Throws<InvalidOperationException>(() => input.Write(PinValue.High));
        _chip.Machine.Pins.Drive(35, true);
        Assert.Equal(PinValue.High, input.Read());
    });

    [Theory]
    [InlineData("ESP32_PSRAM_REV3", false)]
    [InlineData("ESP32_S3_OCTAL", false)]
    [InlineData("ST_STM32F769I_DISCOVERY", true)]
    public void An_output_of_an_esp32_cannot_be_read_back(string target, bool readable)
    {
        using TestChip chip = new(target: target);
        chip.Run(() =>
        {
            GpioPin output = new GpioController().OpenPin(4, PinMode.Output);
            output.Write(PinValue.High);
            Assert.Equal(readable, output.Read() == PinValue.High);
            Assert.True(chip.Machine.Pins.Level(4));
        });
    }
}
