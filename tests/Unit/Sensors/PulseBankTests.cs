// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Sensors;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Sensors;

public class PulseBankTests
{
    private const string Energy = """{"input":1,"name":"PV","unit":"kWh","pulsesPerUnit":1000}""";

    [Fact]
    public void A_counter_is_its_preset_and_the_pulses_since()
    {
        var desk = new PulseDesk("""{"input":1,"unit":"m³","pulsesPerUnit":1000,"preset":12345.678}""");
        desk.Run(100);
        Assert.Equal(12_345_678, desk.Milli("p1"));
        for (int i = 0; i < 22; i++)
        {
            desk.Pulse();
            desk.Run(100);
        }

        Assert.Equal(12_345_700, desk.Milli("p1"));
        Assert.Equal(22, desk.Bank.ReadTotal(0));
    }

    [Fact]
    public void A_preset_counts_from_the_pulses_at_which_it_was_set()
    {
        var desk = new PulseDesk("""{"input":1,"preset":500,"presetAt":1000}""");
        desk.Bank.RestoreTotal(0, 1250);
        desk.Run(100);
        Assert.Equal(500_250, desk.Milli("p1"));
    }

    [Fact]
    public void A_total_that_lags_behind_its_preset_lets_the_counter_stand_until_it_is_level()
    {
        var desk = new PulseDesk("""{"input":1,"preset":500,"presetAt":1000}""");
        desk.Bank.RestoreTotal(0, 998);
        List<long?> seen = [];
        for (int i = 0; i < 4; i++)
        {
            desk.Run(100);
            seen.Add(desk.Milli("p1"));
            desk.Pulse();
        }

        Assert.Equal([500_000, 500_000, 500_000, 500_001], seen);
    }

    [Fact]
    public void Pulses_since_power_on_are_added_to_the_restored_total()
    {
        var desk = new PulseDesk(Energy);
        desk.Pulse(0, 3);
        desk.Bank.RestoreTotal(0, 1L << 53);
        desk.Run(100);
        Assert.Equal((1L << 53) + 3, desk.Bank.ReadTotal(0));
        Assert.Equal((1L << 53) + 3, desk.Milli("p1"));
        Assert.Equal(PulseBank.Count, desk.Bank.TotalCount);
    }

    [Theory]
    [InlineData(1L << 31)]
    [InlineData(1L << 32)]
    [InlineData(1L << 53)]
    public void A_total_passes_the_ends_of_smaller_numbers_pulse_by_pulse(long boundary)
    {
        var desk = new PulseDesk(Energy);
        desk.Bank.RestoreTotal(0, boundary - 3);
        for (long expected = boundary - 2; expected <= boundary + 3; expected++)
        {
            desk.Pulse();
            desk.Run(100);
            Assert.Equal(expected, desk.Milli("p1"));
        }
    }

    [Fact]
    public void What_came_while_an_input_was_off_is_not_its_own()
    {
        var desk = new PulseDesk(Energy + """,{"input":2}""");
        desk.Run(100);
        desk.Section.Commit("""{"pulses":[{"input":1,"on":false},{"input":2}]}""");
        desk.Pulse(0, 50);
        desk.Run(1000);
        Assert.Null(desk.Milli("p1"));
        Assert.Equal(Quality.Never, desk.Points.Quality(PointId.FirstPulse));
        desk.Section.Commit("{\"pulses\":[" + Energy + "]}");
        desk.Run(100);
        Assert.Equal(0, desk.Milli("p1"));
        desk.Pulse();
        desk.Run(100);
        Assert.Equal(1, desk.Milli("p1"));
    }

    [Fact]
    public void An_input_that_the_board_lacks_has_failed()
    {
        var desk = new PulseDesk("""{"input":3}""");
        desk.Run(100);
        Assert.Equal(Quality.Failed, desk.Points.Quality(PointId.FirstPulse + 2));
        Assert.Equal(Quality.Failed, desk.Points.Quality(PointId.FirstPower + 2));
    }

    [Fact]
    public void A_counter_that_begins_anew_takes_nothing_away()
    {
        var desk = new PulseDesk(Energy);
        desk.Pulse(0, 10);
        desk.Run(100);
        desk.Meters[0].Count = 0;
        desk.Run(100);
        desk.Pulse();
        desk.Run(100);
        Assert.Equal(11, desk.Milli("p1"));
    }

    [Fact]
    public void The_shortest_pulses_that_S0_allows_are_all_believed_and_faster_ones_are_not()
    {
        var desk = new PulseDesk(Energy);
        desk.Run(5000);
        for (int i = 0; i < 1000; i++)
        {
            desk.Pulse();
            desk.Run(60);
        }

        Assert.Equal(1000, desk.Milli("p1"));
        Assert.Equal(0, Snapshot(desk).Rejected[0]);
        for (int i = 0; i < 1000; i++)
        {
            desk.Pulse();
            desk.Run(10);
        }

        // 10 s at no more than 20 Hz, and the five that may come together.
        Assert.InRange(desk.Milli("p1")!.Value, 1195, 1205);
        Assert.Equal(2000 - desk.Milli("p1"), Snapshot(desk).Rejected[0]);
    }

    [Fact]
    public void The_greatest_rate_can_be_set_for_flow_meters()
    {
        var desk = new PulseDesk("""{"input":1,"unit":"l","pulsesPerUnit":450,"maxHz":200}""");
        desk.Run(1000);
        for (int i = 0; i < 1000; i++)
        {
            desk.Pulse(0, 9);
            desk.Run(50);
        }

        Assert.Equal(9000, desk.Bank.ReadTotal(0));
    }

    [Fact]
    public void A_loop_that_stands_still_for_up_to_5_s_loses_no_pulse_of_a_counting_chip()
    {
        for (int freezeMs = 10; freezeMs <= 5000; freezeMs += 10)
        {
            var desk = new PulseDesk(Energy);
            desk.Run(2000);
            long pulses = freezeMs * 1000L / 60000;   // S0's greatest rate
            desk.StandStill(freezeMs);
            desk.Pulse(0, pulses);
            desk.Run(100);
            Assert.Equal(pulses, desk.Milli("p1"));
        }
    }

    [Fact]
    public void Looking_at_pulses_allocates_nothing()
    {
        var desk = new PulseDesk(Energy + """,{"input":2,"unit":"l","pulsesPerUnit":3}""");
        Churn(desk, 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Churn(desk, 20_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(desk.Bank.ReadTotal(0) > 10_000);

        static void Churn(PulseDesk desk, int rounds)
        {
            for (int i = 0; i < rounds; i++)
            {
                desk.Pulse(i & 1);
                desk.Run(70);
            }
        }
    }

    private static InputSnapshot Snapshot(PulseDesk desk)
    {
        var snapshot = new InputSnapshot();
        desk.Bank.CopyTo(snapshot, desk.NowMs);
        return snapshot;
    }
}
