// SPDX-License-Identifier: MIT
extern alias nano;
using Wattwarden.Boards;
using Wattwarden.Tests.Support;
using Xunit;
using Xunit.Abstractions;
using ChipThread = nano::System.Threading.Thread;
using GpioController = nano::System.Device.Gpio.GpioController;
using PinMode = nano::System.Device.Gpio.PinMode;

namespace Wattwarden.Tests.Unit.Boards;

/// <summary>Pulses by the chip's counter and by edges, on the emulated chip; what happens while no thread runs.</summary>
public sealed class PulseInputTests(ITestOutputHelper output)
{
    private const int Pin = 36;
    private const string ChipWithoutCounter = "ST_STM32F769I_DISCOVERY";

    [Fact]
    public void A_counting_chip_loses_nothing_while_every_thread_stands_still_for_up_to_5_s()
    {
        using TestChip chip = new();
        S0Train train = new(chip, Pin);
        chip.Run(() =>
        {
            HardwarePulseInput input = new(Pin);
            for (int freezeMs = 10; freezeMs <= 5000; freezeMs += 10)
            {
                chip.Machine.StandStill(freezeMs);
                Assert.Equal(train.Pulses, input.Count);
            }

            Assert.True(input.CountsInHardware);
            Assert.Equal((0, 0), (input.Glitches, input.Lost));
            Assert.InRange(train.Pulses, 20_870, 20_880);
        });
    }

    [Fact]
    public void A_pin_can_be_counted_and_looked_at()
    {
        using TestChip chip = new();
        chip.Run(() =>
        {
            PinContact contact = new(new GpioController(), Pin, PinMode.Input);
            HardwarePulseInput input = new(Pin);
            chip.Machine.Pins.Drive(Pin, true);
            Assert.True(contact.IsHigh);
            chip.Machine.Pins.Drive(Pin, false);
            Assert.False(contact.IsHigh);
            Assert.Equal(1, input.Count);
        });
    }

    [Fact]
    public void Edges_are_counted_without_loss_as_long_as_the_queue_lasts()
    {
        for (int freezeMs = 10; freezeMs <= 3800; freezeMs += 190)
        {
            (long pulses, Counted input, long dropped) = Freeze(freezeMs, firstUs: freezeMs * 13);
            Assert.Equal(0, dropped);
            Assert.Equal((pulses, 0, 0), (input.Count, input.Lost, input.Glitches));
        }
    }

    [Fact]
    public void Pulses_that_the_queue_dropped_are_counted_as_lost_exactly()
    {
        long lost = 0;
        for (int freezeMs = 3900; freezeMs <= 6000; freezeMs += 70)
        {
            for (int phaseUs = 0; phaseUs < 60_000; phaseUs += 5_000)
            {
                (long pulses, Counted input, long dropped) = Freeze(freezeMs, phaseUs);
                Assert.True(pulses == input.Count + input.Lost, $"{freezeMs} ms, phase {phaseUs} µs: {pulses} given, {input.Count} counted, {input.Lost} lost, {dropped} edges dropped");
                Assert.True(dropped > 0 || input.Lost == 0);
                lost += input.Lost;
            }
        }

        Assert.True(lost > 1000);
        output.WriteLine($"{lost} pulses lost by a full queue, all of them counted");
    }

    [Theory]
    [InlineData(200_000, 400_000)]
    [InlineData(100_000, 3_500_000)]
    public void A_slow_train_fills_no_queue(long onUs, long offUs)
    {
        (long pulses, Counted input, _) = Freeze(5000, 7_000, onUs, offUs);
        Assert.Equal((pulses, 0), (input.Count, input.Lost));
    }

    [Fact]
    public void Two_trains_share_the_queue_and_each_knows_its_loss()
    {
        using TestChip chip = new(target: ChipWithoutCounter);
        S0Train fast = new(chip, 4);
        S0Train slow = new(chip, 5, 11_000) { OnUs = 50_000, OffUs = 70_000 };
        chip.Run(() =>
        {
            EdgeBurst burst = new(EdgeBurst.QueueRecords);
            NanoClock clock = new();
            EdgePulseInput first = new(new GpioController(), 4, burst, clock);
            EdgePulseInput second = new(new GpioController(), 5, burst, clock);
            Look(2000);
            chip.Machine.StandStill(5000);
            Look(2000);
            fast.Ends = slow.Ends = true;
            Look(1000);
            Assert.Equal((fast.Pulses, slow.Pulses), (first.Count + first.Lost, second.Count + second.Lost));
            Assert.True(first.Lost > 20 && second.Lost > 10, $"{first.Lost}, {second.Lost}");

            void Look(int ms)
            {
                for (int i = 0; i < ms / 10; i++)
                {
                    _ = first.Count + second.Count;
                    ChipThread.Sleep(10);
                }
            }
        });
    }

    private sealed record Counted(long Count, long Lost, long Glitches);

    // Two seconds of a running firmware, a standstill, two seconds more, and the end of the train.
    private static (long Pulses, Counted Input, long Dropped) Freeze(int freezeMs, long firstUs, long onUs = 30_000, long offUs = 30_000)
    {
        using TestChip chip = new(target: ChipWithoutCounter);
        S0Train train = new(chip, Pin, firstUs) { OnUs = onUs, OffUs = offUs };
        return chip.Run(() =>
        {
            EdgePulseInput input = new(new GpioController(), Pin, new EdgeBurst(EdgeBurst.QueueRecords), new NanoClock());
            Look(2_000_000);
            chip.Machine.StandStill(freezeMs);
            Look(Math.Max(2_000_000, 2 * (onUs + offUs)));
            train.Ends = true;
            Look(onUs + 1_000_000);
            return (train.Pulses, new Counted(input.Count, input.Lost, input.Glitches), chip.Machine.Events.Dropped);

            void Look(long us)
            {
                for (long i = 0; i < us / 10_000; i++)
                {
                    _ = input.Count;
                    ChipThread.Sleep(10);
                }
            }
        });
    }
}
