// SPDX-License-Identifier: MIT
using Wattwarden.Emulator.OneWire;
using Wattwarden.Points;
using Wattwarden.Sensors;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Sensors;

public class TemperatureSensorsTests
{
    [Fact]
    public void Eight_sensors_of_all_three_parts_are_read_about_once_a_second_without_ever_holding_up_the_loop()
    {
        var rig = new SensorRig(0x28, 0x28, 0x10, 0x22, 0x28, 0x10, 0x28, 0x28);
        double[] celsius = [20.0625, -10.125, 25.3, 85.3125, 0, -0.6, 124.9375, -54.9375];
        for (int i = 0; i < 8; i++) rig.Heat(i, celsius[i]);
        rig.Place();
        rig.Run(30);
        for (int i = 0; i < 8; i++)
        {
            Assert.Equal(Quality.Good, rig.Quality(i + 1));
            Assert.Equal(celsius[i], rig.Celsius(i + 1), 0.0626);
            Assert.InRange(rig.State(i + 1).Values, 24, 30);
        }

        // One transaction: at most a reset and 19 bytes.
        Assert.InRange(rig.MostSlots, 100, 19 * 8);
        Assert.Equal(1, rig.MostResets);
    }

    [Fact]
    public void A_new_device_reads_nothing_and_misses_nothing_until_a_sensor_has_a_position()
    {
        SensorRig rig = SensorRig.Of(2);
        rig.Run(20);
        for (int i = 1; i <= 8; i++) Assert.Equal((Quality.Never, 0), (rig.Quality(i), rig.State(i).Misses));
        Assert.Equal(0, rig.Port.Bus.Resets);
        rig.Place();
        rig.Run(5);
        Assert.Equal((Quality.Good, Quality.Never), (rig.Quality(2), rig.Quality(3)));
    }

    [Theory]
    [InlineData(9, 94, 20.5)]
    [InlineData(10, 188, 20.75)]
    [InlineData(11, 375, 20.75)]
    [InlineData(12, 750, 20.8125)]
    public void The_resolution_is_set_once_and_shortens_the_wait(int bits, int ms, double expected)
    {
        SensorRig rig = SensorRig.Of(1);
        rig.Heat(0, 20.8126);
        if (bits == 12) rig.Sensors[0].Preset(9);
        rig.Place($"\"resolution\":{bits}");
        rig.Run(5);
        Assert.Equal(bits, rig.Sensors[0].ResolutionBits);
        Assert.Equal(expected, rig.Celsius(1), 0.001);
        int begun = rig.Sensors[0].Conversions;
        long startMs = rig.NowMs;
        while (rig.Sensors[0].Conversions == begun) rig.Run(0.01);
        long convertedMs = rig.NowMs;
        int values = rig.State(1).Values;
        while (rig.State(1).Values == values) rig.Run(0.01);
        Assert.InRange(rig.NowMs - convertedMs, ms - 10, ms + 40);
        Assert.True(convertedMs - startMs <= 1000);
        // Back to what its memory says: the resolution was not written there.
        rig.Sensors[0].PowerCycle();
        Assert.Equal(bits == 12 ? 9 : 12, rig.Sensors[0].ResolutionBits);
        rig.Run(5);
        Assert.Equal(bits, rig.Sensors[0].ResolutionBits);
        Assert.Equal(Quality.Good, rig.Quality(1));
    }

    [Fact]
    public void A_supply_that_dips_never_shows_85_degrees()
    {
        SensorRig rig = SensorRig.Of(2);
        var random = new Random(1);
        rig.Place();
        rig.Run(5);
        for (int i = 0; i < 500; i++)
        {
            rig.Run(random.NextDouble() * 2, () => Assert.Equal(20, rig.Celsius(1)));
            rig.Sensors[0].PowerCycle();
        }

        Assert.True(rig.State(1).Misses > 50);
        Assert.Equal(Quality.Good, rig.Quality(2));
        rig.Run(3);
        Assert.Equal(Quality.Good, rig.Quality(1));
    }

    [Fact]
    public void A_sensor_that_never_measures_fails_and_says_why()
    {
        SensorRig rig = SensorRig.Of(2);
        rig.Sensors[0].IsStarved = true;
        rig.Place();
        rig.Run(6);
        Assert.Equal(Quality.Failed, rig.Quality(1));
        Assert.Equal(MissReason.PowerOn, rig.State(1).LastReason);
        Assert.Equal(Quality.Good, rig.Quality(2));
    }

    [Theory]
    [InlineData(0x28)]
    [InlineData(0x10)]
    public void A_boiler_that_passes_85_degrees_is_believed(byte family)
    {
        var rig = new SensorRig(family);
        rig.Heat(0, 84);
        rig.Place();
        rig.Run(5);
        var seen = new HashSet<double>();
        for (double celsius = 84; celsius <= 86; celsius += 0.0625)
        {
            rig.Heat(0, celsius);
            rig.Run(2.5);
            seen.Add(rig.Celsius(1));
        }

        Assert.Contains(85, seen);
        Assert.Equal(0, rig.State(1).Misses - 1);   // the first value ever waits for its second
    }

    [Fact]
    public void A_glitch_at_84_degrees_is_told_from_a_true_85_by_the_mark_of_power_on()
    {
        SensorRig rig = SensorRig.Of(1);
        rig.Heat(0, 83);
        rig.Place();
        rig.Run(5);
        rig.Sensors[0].IsStarved = true;
        rig.Run(10, () => Assert.Equal(83, rig.Celsius(1)));
        Assert.Equal(Quality.Failed, rig.Quality(1));
    }

    [Fact]
    public void A_sensor_that_is_pulled_out_fails_after_three_rounds_and_comes_back_without_help()
    {
        SensorRig rig = SensorRig.Of(3);
        rig.Place();
        rig.Run(5);
        rig.Sensors[1].IsConnected = false;
        rig.Run(2);
        Assert.Equal(Quality.Good, rig.Quality(2));
        rig.Run(2.5);
        Assert.Equal(Quality.Failed, rig.Quality(2));
        Assert.Equal(MissReason.NoAnswer, rig.State(2).LastReason);
        Assert.Equal(Quality.Good, rig.Quality(1));
        Assert.Equal(Quality.Good, rig.Quality(3));
        rig.Sensors[1].IsConnected = true;
        rig.Sensors[1].PowerCycle();
        rig.Run(8);
        Assert.Equal(Quality.Good, rig.Quality(2));
    }

    [Theory]
    [InlineData(true, MissReason.LineFault)]
    [InlineData(false, MissReason.NobodyThere)]
    public void A_dead_line_fails_all_sensors_and_costs_next_to_nothing(bool stuckLow, MissReason reason)
    {
        SensorRig rig = SensorRig.Of(8);
        rig.Place();
        rig.Run(10);
        Break(true);
        rig.Run(6);
        for (int position = 1; position <= 8; position++)
        {
            Assert.Equal(Quality.Failed, rig.Quality(position));
            Assert.Equal(reason, rig.State(position).LastReason);
        }

        long slots = rig.Port.Bus.Slots;
        long resets = rig.Port.Bus.Resets;
        rig.Run(60);
        Assert.InRange(rig.Port.Bus.Resets - resets, 8, 30);
        Assert.InRange(rig.Port.Bus.Slots - slots, 0, 30 * 8);
        Break(false);
        rig.Run(10);
        for (int position = 1; position <= 8; position++) Assert.Equal(Quality.Good, rig.Quality(position));

        void Break(bool broken)
        {
            if (stuckLow) rig.Faults.StuckLow = broken;
            else rig.Faults.Unplugged = broken;
        }
    }

    [Theory]
    [InlineData(0.001, 1)]
    [InlineData(0.01, 2)]
    [InlineData(0.05, 3)]
    public void Noise_costs_readings_and_never_changes_one(double noise, int seed)
    {
        var rig = new SensorRig([0x28, 0x10, 0x22], [], seed);
        double[] celsius = [-5.5, 30.5, 70.5];
        for (int i = 0; i < 3; i++) rig.Heat(i, celsius[i]);
        rig.Place();
        rig.Faults.Noise = noise;
        rig.Run(3600, () =>
        {
            for (int i = 0; i < 3; i++)
            {
                if (rig.Points.IsGood(PointId.FirstSensor + i)) Assert.Equal(celsius[i], rig.Celsius(i + 1), 0.0001);
            }
        });
        rig.Faults.Noise = 0;
        rig.Run(15);
        for (int i = 0; i < 3; i++) Assert.Equal(Quality.Good, rig.Quality(i + 1));
    }

    [Fact]
    public void A_copy_with_wrong_sums_is_never_believed()
    {
        SensorRig rig = SensorRig.Of(1);
        rig.Sensors[0].HasBadCrc = true;
        rig.Place();
        rig.Run(10);
        Assert.Equal(Quality.Failed, rig.Quality(1));
        Assert.Equal(MissReason.BadCrc, rig.State(1).LastReason);
        Assert.Equal(-1, rig.State(1).AgeMs);
    }

    [Fact]
    public void A_copy_that_keeps_its_resolution_is_read_with_it()
    {
        SensorRig rig = SensorRig.Of(1);
        rig.Sensors[0].KeepsResolution = true;
        rig.Heat(0, 20.8126);
        rig.Place("\"resolution\":9");
        rig.Run(20);
        Assert.Equal(Quality.Good, rig.Quality(1));
        Assert.Equal(20.813, rig.Celsius(1), 0.0001);
    }

    [Fact]
    public void A_sudden_change_is_believed_when_the_next_measurement_agrees()
    {
        SensorRig rig = SensorRig.Of(1);
        rig.Place();
        rig.Run(10);
        rig.Heat(0, 70);
        long atMs = rig.NowMs;
        while (rig.Celsius(1) != 70) rig.Run(0.05);
        Assert.InRange(rig.NowMs - atMs, 1000, 4000);
        Assert.Equal(MissReason.None, rig.State(1).LastReason);

        // One measurement alone that is far off never shows.
        rig.Heat(0, -20);
        int conversions = rig.Sensors[0].Conversions;
        while (rig.Sensors[0].Conversions == conversions) rig.Run(0.01);
        rig.Run(0.8);
        rig.Heat(0, 70);
        rig.Run(10, () => Assert.Equal(70, rig.Celsius(1)));
        Assert.Equal(MissReason.None, rig.State(1).LastReason);
    }

    [Fact]
    public void The_offset_is_added_and_the_name_shown()
    {
        SensorRig rig = SensorRig.Of(1);
        rig.Place("\"offset\":-1.25,\"name\":\"Boiler\"");
        rig.Run(5);
        Assert.Equal(18.75, rig.Celsius(1));
        Assert.Equal("Boiler", rig.Points.Name(PointId.FirstSensor));
        Assert.Equal("°C", rig.Points.Unit(PointId.FirstSensor));
    }

    [Fact]
    public void A_value_that_nobody_renews_turns_stale()
    {
        SensorRig rig = SensorRig.Of(1);
        rig.Place();
        rig.Run(5);
        rig.Points.Expire(rig.NowMs + 7_000);
        Assert.Equal(Quality.Good, rig.Quality(1));
        rig.Points.Expire(rig.NowMs + 9_100);
        Assert.Equal(Quality.Stale, rig.Quality(1));
    }

    [Fact]
    public void A_slow_sensor_has_its_first_value_soon_and_then_keeps_its_period()
    {
        SensorRig rig = SensorRig.Of(2);
        rig.Task.Section.Commit("[" + rig.Row(1, 0, "\"periodS\":60") + "," + rig.Row(2, 1) + "]");
        rig.Run(4);
        Assert.Equal(Quality.Good, rig.Quality(1));
        Assert.Equal(1, rig.State(1).Values);
        rig.Run(600);
        Assert.InRange(rig.State(1).Values, 10, 12);
        Assert.InRange(rig.State(2).Values, 590, 605);
        Assert.Equal(Quality.Good, rig.Quality(1));
    }

    [Fact]
    public void Another_sensor_at_a_position_starts_afresh_and_the_others_do_not_notice()
    {
        SensorRig rig = SensorRig.Of(3);
        for (int i = 0; i < 3; i++) rig.Heat(i, 20 + 10 * i);
        rig.Task.Section.Commit("[" + rig.Row(1, 0) + "," + rig.Row(2, 1) + "]");
        rig.Run(5);
        rig.Task.Section.Commit("[" + rig.Row(1, 2) + "," + rig.Row(2, 1) + "]");
        Assert.Equal(Quality.Never, rig.Quality(1));
        Assert.Equal(Quality.Good, rig.Quality(2));
        rig.Run(4);
        Assert.Equal(40, rig.Celsius(1));
        Assert.Equal(30, rig.Celsius(2));
        rig.Task.Section.Commit("[]");
        Assert.Equal(Quality.Never, rig.Quality(1));
        long slots = rig.Port.Bus.Slots;
        rig.Run(10);
        Assert.Equal(slots, rig.Port.Bus.Slots);
    }

    [Fact]
    public void A_board_without_a_bus_does_nothing_and_says_so()
    {
        var points = new PointTable();
        var task = new TemperatureSensors(null!, points);
        var found = new FoundSensor();
        Assert.Equal(long.MaxValue, task.Step(0));
        task.AskNext(null!);
        task.TakeAnswer(found);
        Assert.Equal(FinderState.NoBus, found.State);
        Assert.Null(found.IdText);
    }

    [Fact]
    public void Ten_thousand_steps_allocate_nothing()
    {
        var rig = new SensorRig(0x28, 0x10, 0x22, 0x28, 0x28, 0x28, 0x28, 0x28);
        rig.Place();
        rig.Run(20);
        var still = new StillSensors(rig);
        var points = new PointTable();
        var task = new TemperatureSensors(still, points);
        task.Section.Commit(rig.Task.Section.Json());
        long nowMs = Steps(task, 0, 200);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Steps(task, nowMs, 10_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(Quality.Good, points.Quality(PointId.FirstSensor));

        static long Steps(TemperatureSensors task, long nowMs, int count)
        {
            for (int i = 0; i < count; i++) nowMs = Math.Max(nowMs + 10, task.Step(nowMs));
            return nowMs;
        }
    }

    // Answers every reading with the scratchpad that was the last on the rig, and allocates nothing itself.
    private sealed class StillSensors(SensorRig rig) : Wattwarden.Ports.IOneWireBus
    {
        private readonly byte[][] _pads = [.. rig.Sensors.Select(sensor => sensor.Scratchpad(rig.NowMs * 1000))];
        private readonly ulong[] _roms = [.. rig.Sensors.Select(sensor => sensor.Rom)];
        private ulong _rom;
        private int _written;
        private int _at;

        public bool Reset()
        {
            _written = 0;
            _rom = 0;
            return true;
        }

        public bool TouchBit(bool bit) => bit;

        public byte TouchByte(byte value)
        {
            if (_written < 10)
            {
                if (_written is > 0 and < 9) _rom |= (ulong)value << 8 * (_written - 1);
                _written++;
                _at = 0;
                return value;
            }

            return _pads[Array.IndexOf(_roms, _rom)][_at++];
        }
    }
}
