// SPDX-License-Identifier: MIT
extern alias nano;
using Wattwarden.Boards;
using Wattwarden.Tests.Support;
using Xunit;
using GpioController = nano::System.Device.Gpio.GpioController;
using PinMode = nano::System.Device.Gpio.PinMode;

namespace Wattwarden.Tests.Unit.Boards;

public sealed class GpioRelayTests
{
    private const int Pin = 4;
    private const int FeedbackPin = 35;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_relay_is_off_when_it_is_made_and_follows_its_polarity(bool activeHigh)
    {
        using TestChip chip = new();
        chip.Run(() =>
        {
            GpioRelay relay = new(new GpioController(), Pin, activeHigh, null);
            Assert.Equal(!activeHigh, chip.Machine.Pins.Level(Pin));
            Assert.True(relay.TryGet(out bool on) && !on);
            Assert.True(relay.TrySet(true));
            Assert.Equal(activeHigh, chip.Machine.Pins.Level(Pin));
            Assert.True(relay.TryGet(out on) && on);
        });
    }

    [Fact]
    public void On_an_esp32_a_write_that_the_chip_took_is_the_confirmation()
    {
        using TestChip chip = new();
        chip.Machine.Pins.Stick(Pin, false);
        chip.Run(() =>
        {
            GpioRelay relay = new(new GpioController(), Pin, true, null);
            relay.TrySet(true);
            Assert.True(relay.TryGet(out bool on) && on);
        });
    }

    [Fact]
    public void Where_outputs_can_be_read_back_a_stuck_pin_shows()
    {
        using TestChip chip = new(target: "ST_STM32F769I_DISCOVERY");
        chip.Run(() =>
        {
            GpioRelay relay = new(new GpioController(), Pin, true, null) { ReadsBack = true };
            relay.TrySet(true);
            Assert.True(relay.TryGet(out bool on) && on);
            chip.Machine.Pins.Stick(Pin, false);
            Assert.True(relay.TryGet(out on) && !on);
        });
    }

    [Fact]
    public void A_feedback_contact_has_the_last_word()
    {
        using TestChip chip = new();
        chip.Run(() =>
        {
            GpioController gpio = new();
            GpioRelay relay = new(gpio, Pin, true, gpio.OpenPin(FeedbackPin, PinMode.Input));
            relay.TrySet(true);
            Assert.True(relay.TryGet(out bool on) && !on);
            chip.Machine.Pins.Drive(FeedbackPin, true);
            Assert.True(relay.TryGet(out on) && on);
        });
    }

    [Fact]
    public void A_relay_at_work_allocates_nothing()
    {
        using TestChip chip = new();
        chip.Run(() =>
        {
            GpioRelay relay = new(new GpioController(), Pin, true, null);
            relay.TrySet(true);
            relay.TryGet(out _);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 10; i++)
            {
                relay.TrySet(i % 2 == 0);
                relay.TryGet(out _);
            }

            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        });
    }
}
