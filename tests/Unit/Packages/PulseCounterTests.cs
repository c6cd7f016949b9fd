// SPDX-License-Identifier: MIT
extern alias nano;
using Wattwarden.Tests.Support;
using Xunit;
using AdcController = nano::System.Device.Adc.AdcController;
using GpioController = nano::System.Device.Gpio.GpioController;
using GpioPin = nano::System.Device.Gpio.GpioPin;
using GpioPulseCounter = nano::System.Device.Gpio.GpioPulseCounter;
using GpioPulsePolarity = nano::System.Device.Gpio.GpioPulsePolarity;
using PinEventTypes = nano::System.Device.Gpio.PinEventTypes;
using PinMode = nano::System.Device.Gpio.PinMode;

namespace Wattwarden.Tests.Unit.Packages;

/// <summary>Pulse counter, pin events and converter of the emulated chip.</summary>
public sealed class PulseCounterTests : IDisposable
{
    private readonly TestChip _chip = new();

    public void Dispose() => _chip.Dispose();

    [Theory]
    [InlineData(GpioPulsePolarity.Falling, 3)]
    [InlineData(GpioPulsePolarity.Rising, 2)]
    [InlineData(GpioPulsePolarity.Both, 5)]
    public void A_counter_counts_the_edges_of_its_polarity_from_its_start(GpioPulsePolarity polarity, int expected) => _chip.Run(() =>
    {
        GpioPulseCounter counter = new(36) { Polarity = polarity };
        Drive(36, true, false, true);
        counter.Start();
        Drive(36, false, true, true, false, true, false, false);
        Assert.Equal(expected, counter.Read().Count);
        Assert.Equal(expected, counter.Reset().Count);
        Assert.Equal(0, counter.Read().Count);
        counter.Stop();
        Drive(36, true, false);
        Assert.Equal(0, counter.Read().Count);
    });

    [Fact]
    public void A_counter_that_runs_cannot_be_started_or_changed() => _chip.Run(() =>
    {
        GpioPulseCounter counter = new(36);
        Assert.Equal(GpioPulsePolarity.Falling, counter.Polarity);
        Assert.Throws<InvalidOperationException>(counter.Stop);
        counter.Start();
        Assert.Throws<InvalidOperationException>(counter.Start);
        Assert.Throws<InvalidOperationException>(() => counter.Polarity = GpioPulsePolarity.Both);
        Assert.Throws<ArgumentException>(() => counter.FilterPulses = 1024);
    });

    [Theory]
    [InlineData("ESP32_PSRAM_REV3", 8)]
    [InlineData("ESP32_S3_QUAD", 4)]
    [InlineData("ESP32_C6", 4)]
    [InlineData("ESP32_C3_REV3", 0)]
    [InlineData("ST_STM32F769I_DISCOVERY", 0)]
    public void A_chip_has_so_many_counters(string target, int units)
    {
        using TestChip chip = new(target: target);
        chip.Run(() =>
        {
            for (int i = 0; i < units; i++) new GpioPulseCounter(i).Start();
            Assert.Throws<NotSupportedException>(() => new GpioPulseCounter(units));
        });
    }

    [Fact]
    public void A_counter_takes_its_pin_but_does_not_mind_one_that_is_open() => _chip.Run(() =>
    {
        GpioPin open = new GpioController().OpenPin(36, PinMode.Input);
        GpioPulseCounter both = new(36);
        GpioPulseCounter alone = new(39);
        Assert.Throws<InvalidOperationException>(() => new GpioController().OpenPin(39, PinMode.Input));
        alone.Dispose();
        new GpioController().OpenPin(39, PinMode.Input);
        both.Dispose();
        open.Dispose();
    });

    [Fact]
    public void Edges_are_told_at_once_while_threads_run_and_later_when_none_does() => _chip.Run(() =>
    {
        List<PinEventTypes> told = [];
        GpioPin pin = new GpioController().OpenPin(4, PinMode.InputPullUp);
        pin.ValueChanged += (_, edge) => told.Add(edge.ChangeType);
        Drive(4, false, false, true);
        Assert.Equal([PinEventTypes.Falling, PinEventTypes.Rising], told);
        told.Clear();
        S0Train train = new(_chip, 4);
        _chip.Machine.StandStill(3000);
        Assert.Equal(101, told.Count);
        Assert.Equal(0, _chip.Machine.Events.Dropped);
        Assert.Equal(PinEventTypes.Falling, told[0]);
    });

    [Fact]
    public void The_129th_edge_that_waits_pushes_out_the_oldest() => _chip.Run(() =>
    {
        List<PinEventTypes> told = [];
        GpioPin pin = new GpioController().OpenPin(4, PinMode.InputPullUp);
        pin.ValueChanged += (_, edge) => told.Add(edge.ChangeType);
        S0Train train = new(_chip, 4);
        _chip.Machine.StandStill(128 * 30);
        Assert.Equal((128, 1), (told.Count, _chip.Machine.Events.Dropped));
        Assert.Equal(PinEventTypes.Rising, told[0]);
    });

    [Fact]
    public void A_channel_of_the_converter_reads_what_lies_on_it() => _chip.Run(() =>
    {
        int volts = 1234;
        _chip.Machine.ConnectAnalog(3, () => volts);
        AdcController controller = new();
        Assert.Equal((0, 4095, 12, 20), (controller.MinValue, controller.MaxValue, controller.ResolutionInBits, controller.ChannelCount));
        Assert.Equal(1234, controller.OpenChannel(3).ReadValue());
        volts = 4;
        Assert.Equal(4, controller.OpenChannel(3).ReadValue());
        Assert.Equal(0, controller.OpenChannel(0).ReadValue());
        Assert.Throws<ArgumentException>(() => controller.OpenChannel(21));
    });

    private void Drive(int pin, params bool[] levels)
    {
        foreach (bool level in levels) _chip.Machine.Pins.Drive(pin, level);
    }
}
