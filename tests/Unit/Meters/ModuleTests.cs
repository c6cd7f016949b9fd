// SPDX-License-Identifier: MIT
using Wattwarden.Meters;
using Wattwarden.Modbus;
using Wattwarden.Points;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Meters;

public class ModuleTests
{
    private readonly PointTable _points = new();

    [Fact]
    public void Rows_that_rules_use_are_read_in_every_round_and_the_others_in_turn()
    {
        RegisterDevice meter = Sdm72(powerWatts: -1500);
        MeterModule module = Module("eastron-sdm72dm", "powerTotal", "energyImport");
        module.SetFastPoints(Used(0));
        var line = new MeterLine([module], meter);
        line.Run(10000);

        int fast = meter.Requests.Count(r => Address(r) == 0x34);
        Assert.True(fast > 80, fast + " reads of grid power in 10 s");
        foreach (int address in new[] { 0x48, 0x156, 0x180, 0x184, 0x500 })
            Assert.InRange(meter.Requests.Count(r => Address(r) == address), 8, 10);
        for (int i = 1; i < meter.Requests.Count; i++) Assert.True(Address(meter.Requests[i]) == 0x34 || Address(meter.Requests[i - 1]) == 0x34, "two slow blocks in a row");
        Assert.Equal(-1500000, _points.Milli(0));
        Assert.Equal(Quality.Good, _points.Quality(1));
    }

    [Fact]
    public void Without_rules_all_mapped_rows_are_fast_and_without_mapping_all_are_slow()
    {
        MeterModule module = Module("eastron-sdm72dm", "powerTotal", "energyImport", "energyExport");
        Assert.Equal(2, module.FastPlan.Blocks);
        module.SetFastPoints(Used(2));
        Assert.Equal(1, module.FastPlan.Blocks);
        Assert.Equal(0x4A, module.FastPlan.Address(0));
        module.SetFastPoints(Used(17));   // another module's point
        Assert.Equal(2, module.FastPlan.Blocks);
        module.Map(new string[PointId.MeterCount]);
        Assert.Equal(0, module.FastPlan.Blocks);
        Assert.Equal(6, module.SlowPlan.Blocks);
    }

    [Fact]
    public void A_module_without_fast_rows_asks_for_each_block_once_a_second()
    {
        RegisterDevice meter = Sdm72(100);
        MeterModule module = Module("eastron-sdm72dm");
        var line = new MeterLine([module], meter);
        line.Run(10000);
        foreach (IGrouping<int, byte[]> block in meter.Requests.GroupBy(Address)) Assert.InRange(block.Count(), 9, 10);
    }

    [Fact]
    public void The_pause_between_reads_is_kept()
    {
        RegisterDevice meter = Sdm72(100);
        ModuleSettings settings = ModuleSettings.Of(PresetCatalog.Create("eastron-sdm72dm"));
        settings.PollMs = 1000;
        MeterModule module = Module(settings, "powerTotal");
        var line = new MeterLine([module], meter);
        line.Run(20000);
        Assert.InRange(meter.Requests.Count, 18, 20);
    }

    [Fact]
    public void Three_missed_polls_fail_the_points_and_one_good_one_heals_them()
    {
        RegisterDevice meter = Sdm72(100);
        MeterModule module = Module("eastron-sdm72dm", "powerTotal");
        var line = new MeterLine([module], meter);
        line.Run(3000);
        Assert.Equal(Quality.Good, _points.Quality(0));

        meter.IsSilent = true;
        int misses = 0;
        while (misses < 3)
        {
            Assert.Equal(Quality.Good, _points.Quality(0));
            line.NowMs = Math.Max(line.NowMs, module.DueAtMs);
            line.Exchange(module);
            _points.Expire(line.NowMs);
            if (line.Request.Address == 0x34) misses++;
        }

        Assert.Equal(Quality.Failed, _points.Quality(0));
        Assert.Equal(100000, _points.Milli(0));
        meter.IsSilent = false;
        while (line.Request.Address != 0x34 || line.Request.Status != ModbusStatus.Ok)
        {
            line.NowMs = Math.Max(line.NowMs, module.DueAtMs);
            line.Exchange(module);
        }

        Assert.Equal(Quality.Good, _points.Quality(0));
    }

    [Fact]
    public void A_single_missed_poll_changes_nothing()
    {
        RegisterDevice meter = Sdm72(100);
        MeterModule module = Module("eastron-sdm72dm", "powerTotal");
        var line = new MeterLine([module], meter);
        line.Run(3000);
        int version = _points.Version;
        meter.IsSilent = true;
        line.NowMs = Math.Max(line.NowMs, module.DueAtMs);
        line.Exchange(module);
        meter.IsSilent = false;
        _points.Expire(line.NowMs);
        line.Run(2000);
        Assert.Equal(version, _points.Version);
    }

    [Fact]
    public void A_meter_that_refuses_all_is_told_with_its_exception_its_rows_have_no_value_and_the_right_preset_ends_it()
    {
        MeterModule module = Module("chint-dtsu666", "powerTotal");
        var line = new MeterLine([module], Sdm72(100));
        line.Run(10_000);
        Assert.Equal(ModbusStatus.IllegalAddress, module.Refusal);
        Assert.Equal((Quality.Failed, -1), (_points.Quality(0), _points.AgeMs(0, line.NowMs)));
        var live = new MeterSnapshot();
        module.CopyLive(live, line.NowMs);
        Assert.Equal(ModbusStatus.IllegalAddress, live.Refusal);
        int power = Enumerable.Range(0, live.Count).Single(row => live.Id(row) == "powerTotal");
        Assert.True(live.IsRefused(power));
        Assert.Equal(-1, live.AgeMs(power));

        module.Configure(ModuleSettings.Of(PresetCatalog.Create("eastron-sdm72dm")));
        Assert.Equal(ModbusStatus.Ok, module.Refusal);
        line.Run(2000);
        Assert.Equal((ModbusStatus.Ok, Quality.Good), (module.Refusal, _points.Quality(0)));
    }

    [Fact]
    public void A_mapped_quantity_that_alone_is_refused_is_told_and_one_that_nobody_wants_is_not()
    {
        RegisterDevice meter = Sdm72(100);
        meter.Remove(4, 0x48);   // energyImport
        MeterModule module = Module("eastron-sdm72dm", "powerTotal");
        var line = new MeterLine([module], meter);
        line.Run(20_000);
        Assert.Equal(ModbusStatus.Ok, module.Refusal);
        module.Map(["powerTotal", "energyImport", .. new string[PointId.MeterCount - 2]]);
        line.Run(10_000);
        Assert.Equal(ModbusStatus.IllegalAddress, module.Refusal);
        Assert.Equal(Quality.Good, _points.Quality(0));
    }

    [Fact]
    public void A_refusal_is_forgotten_when_the_meter_falls_silent_or_gives_the_value()
    {
        RegisterDevice meter = Sdm72(100);
        meter.Remove(4, 0x34);   // powerTotal
        MeterModule module = Module("eastron-sdm72dm", "powerTotal");
        var line = new MeterLine([module], meter);
        line.Run(10_000);
        Assert.Equal(ModbusStatus.IllegalAddress, module.Refusal);
        meter.IsSilent = true;
        line.Run(10_000);
        Assert.Equal((ModbusStatus.Ok, Quality.Failed), (module.Refusal, _points.Quality(0)));
        meter.IsSilent = false;
        meter.SetFloat(4, 0x34, 5);
        line.Run(10_000);
        Assert.Equal((ModbusStatus.Ok, Quality.Good), (module.Refusal, _points.Quality(0)));
    }

    [Fact]
    public void A_device_that_is_no_SunSpec_device_is_told_as_one_that_refuses()
    {
        ModuleSettings settings = ModuleSettings.Of(PresetCatalog.Create("fronius-sunspec"));
        settings.Slave = 1;
        MeterModule module = Module(settings, "powerTotal");
        new MeterLine([module], Sdm72(100)).Run(60_000);
        Assert.Equal((ModbusStatus.IllegalAddress, Quality.Failed), (module.Refusal, _points.Quality(0)));
    }

    [Fact]
    public void A_bus_that_stops_altogether_is_caught_by_age()
    {
        RegisterDevice meter = Sdm72(100);
        MeterModule module = Module("eastron-sdm72dm", "powerTotal");
        var line = new MeterLine([module], meter);
        line.Run(3000);
        _points.Expire(line.NowMs + 1000);
        Assert.Equal(Quality.Good, _points.Quality(0));
        _points.Expire(line.NowMs + 4500);
        Assert.Equal(Quality.Stale, _points.Quality(0));
    }

    [Fact]
    public void A_not_a_number_counts_as_a_missed_poll_of_its_row_only()
    {
        RegisterDevice meter = Sdm72(100);
        meter.SetFloat(4, 0x48, float.NaN);
        MeterModule module = Module("eastron-sdm72dm", "powerTotal", "energyImport", "energyExport");
        var line = new MeterLine([module], meter);
        line.Run(3000);
        Assert.Equal(Quality.Good, _points.Quality(0));
        Assert.Equal(Quality.Failed, _points.Quality(1));
        Assert.Equal(Quality.Good, _points.Quality(2));
    }

    [Fact]
    public void An_optional_register_that_is_refused_is_given_up_and_the_others_go_on()
    {
        RegisterDevice meter = Em24();
        meter.Remove(3, 0x5C);
        MeterModule module = Module("carlo-gavazzi-em24", "powerTotal", "energyExport", "reactiveEnergyExport");
        var line = new MeterLine([module], meter);
        line.Run(5000);
        Assert.Equal(Quality.Good, _points.Quality(0));
        Assert.Equal(Quality.Failed, _points.Quality(1));
        Assert.Equal(Quality.Good, _points.Quality(2));
        int refused = meter.Requests.Count(r => Address(r) <= 0x5C && Address(r) + r[5] > 0x5C);
        line.Run(30000);
        Assert.Equal(refused, meter.Requests.Count(r => Address(r) <= 0x5C && Address(r) + r[5] > 0x5C));
    }

    [Fact]
    public void A_missing_register_in_the_middle_of_a_block_costs_only_its_own_value()
    {
        RegisterDevice meter = Em24();
        meter.Remove(3, 0x14);   // power L2, which every EM24 should have
        MeterModule module = Module("carlo-gavazzi-em24", "powerL1", "powerL2", "powerL3", "powerTotal");
        var line = new MeterLine([module], meter);
        line.Run(10000);
        Assert.Equal(Quality.Good, _points.Quality(0));
        Assert.Equal(Quality.Failed, _points.Quality(1));
        Assert.Equal(Quality.Good, _points.Quality(2));
        Assert.Equal(Quality.Good, _points.Quality(3));
    }

    [Fact]
    public void A_meter_that_was_away_for_long_is_asked_for_everything_again()
    {
        RegisterDevice meter = Em24();
        meter.Remove(3, 0x5C);
        MeterModule module = Module("carlo-gavazzi-em24", "powerTotal", "energyExport");
        var line = new MeterLine([module], meter);
        line.Run(10000);
        Assert.Equal(Quality.Failed, _points.Quality(1));
        meter.IsSilent = true;
        line.Run(70000);
        meter.IsSilent = false;
        meter[3, 0x5C] = 55;
        line.Run(10000);
        Assert.Equal(Quality.Good, _points.Quality(1));
        Assert.Equal(5500, _points.Milli(1));
    }

    [Fact]
    public void A_hole_that_the_meter_refuses_is_no_longer_read_through()
    {
        var meter = new RegisterDevice(1);
        foreach (int address in new[] { 0x2A, 0x34, 0x46 }) meter.SetFloat(4, address, 230);
        MeterModule module = Module("eastron-sdm630-v2", "voltageAverage", "powerTotal", "frequency");
        Assert.Equal(1, module.FastPlan.Blocks);
        var line = new MeterLine([module], meter);
        line.Run(5000);
        Assert.Equal(3, module.FastPlan.Blocks);
        for (int point = 0; point < 3; point++) Assert.Equal(Quality.Good, _points.Quality(point));
    }

    [Fact]
    public void Reading_and_failing_allocate_nothing()
    {
        RegisterDevice meter = Em24();
        MeterModule module = Module("carlo-gavazzi-em24", "powerTotal", "energyImport");
        module.SetFastPoints(Used(0));
        new MeterLine([module], meter).Run(5000);
        var request = new ModbusRequest();
        byte[] data = new byte[64];
        long allocated = 0;
        long nowMs = 10000;
        for (int i = 0; i < 400; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            bool asked = module.DueAtMs <= nowMs && module.Fill(request, nowMs);
            if (asked)
            {
                request.Status = i % 100 < 90 ? ModbusStatus.Ok : ModbusStatus.Timeout;
                request.Data = data;
                request.DataLength = request.Count * 2;
                nowMs += 40;
                module.Completed(request, nowMs);
            }

            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            nowMs += 5;
        }

        Assert.Equal(0, allocated);
        Assert.Equal(Quality.Good, _points.Quality(0));
    }

    [Fact]
    public void An_answer_to_a_question_from_before_a_change_of_settings_is_dropped()
    {
        MeterModule module = Module("eastron-sdm72dm", "powerTotal");
        var request = new ModbusRequest();
        Assert.True(module.Fill(request, 1000));
        module.Configure(ModuleSettings.Of(PresetCatalog.Create("orno-we-517")));
        request.Status = ModbusStatus.Ok;
        request.Data = new byte[300];
        request.DataLength = request.Count * 2;
        module.Completed(request, 1020);
        Assert.Equal(Quality.Never, _points.Quality(0));
    }

    [Fact]
    public void Three_modules_share_the_line_fairly()
    {
        RegisterDevice[] meters = [Sdm72(1), Sdm72(2, slave: 2), Sdm72(3, slave: 3)];
        var modules = new MeterModule[3];
        for (int i = 0; i < 3; i++)
        {
            ModuleSettings settings = ModuleSettings.Of(PresetCatalog.Create("eastron-sdm72dm"));
            settings.Slave = (byte)(i + 1);
            modules[i] = new MeterModule(_points, new BlockPlanner());
            modules[i].Configure(settings);
            var ids = new string[PointId.MeterCount];
            ids[i] = "powerTotal";
            modules[i].Map(ids);
        }

        new MeterLine(modules, meters).Run(10000);
        int[] counts = modules.Select((_, i) => meters[i].Requests.Count(r => r[0] == i + 1)).ToArray();
        Assert.True(counts.Min() > 50 && counts.Max() - counts.Min() <= counts.Max() / 10, string.Join(' ', counts));
        for (int i = 0; i < 3; i++) Assert.Equal((i + 1) * 1000, _points.Milli(i));
    }

    [Theory]
    [MemberData(nameof(VectorTests.Presets), MemberType = typeof(VectorTests))]
    public void Import_is_positive_and_a_meter_wired_the_other_way_round_shows_the_same_signs(string preset)
    {
        RegisterTable straight = PresetCatalog.Create(preset);
        RegisterTable inverted = PresetCatalog.Create(preset);
        inverted.Install(1000, true);
        for (int row = 0; row < straight.Count; row++)
        {
            Quantity quantity = straight.QuantityOf(row);
            Assert.False(straight.Negates(row));   // every preset's meter counts import as positive
            Assert.Equal(QuantityCatalog.ChangesSign(quantity), inverted.Negates(row));
            Assert.Equal(QuantityCatalog.Mirror(quantity), inverted.QuantityOf(row));
            Assert.Equal(quantity, QuantityCatalog.Mirror(QuantityCatalog.Mirror(quantity)));
        }
    }

    [Fact]
    public void An_inverted_meter_changes_power_signs_and_import_with_export()
    {
        RegisterDevice meter = Sdm72(2000);
        ModuleSettings settings = ModuleSettings.Of(PresetCatalog.Create("eastron-sdm72dm"));
        settings.Table.Install(1000, true);
        MeterModule module = Module(settings, "powerTotal", "energyImport", "energyExport");
        new MeterLine([module], meter).Run(3000);
        Assert.Equal(-2000000, _points.Milli(0));
        Assert.Equal(20000, _points.Milli(1));   // the meter's export register
        Assert.Equal(10000, _points.Milli(2));
    }

    [Fact]
    public void The_live_copy_shows_id_title_unit_value_quality_age_and_point()
    {
        RegisterDevice meter = Sdm72(-750);
        MeterModule module = Module("eastron-sdm72dm", "energyImport", "powerTotal");
        var line = new MeterLine([module], meter);
        line.Run(3000);
        var live = new MeterSnapshot();
        module.CopyLive(live, line.NowMs);
        Assert.Equal(9, live.Count);
        Assert.Equal("powerTotal", live.Id(0));
        Assert.Equal("Power, total", live.Title(0));
        Assert.Equal("W", live.Unit(0));
        Assert.Equal(-750000, live.Milli(0));
        Assert.Equal(1, live.Point(0));
        Assert.Equal(PointId.None, live.Point(8));
        Assert.Equal(Quality.Good, live.Quality(0));
        Assert.InRange(live.AgeMs(0), 0, 500);
        module.CopyLive(live, line.NowMs + 60000);
        Assert.Equal(Quality.Stale, live.Quality(0));
    }

    [Fact]
    public void Bus_time_of_the_default_meter_is_as_planned()
    {
        MeterModule module = Module("eastron-sdm72dm", "powerTotal", "energyImport", "energyExport");
        module.SetFastPoints(Used(0));
        Assert.Equal(1, module.FastPlan.Blocks);
        Assert.Equal(17, PlanTiming.Bytes(module.FastPlan));
        Assert.Equal(5, module.SlowPlan.Blocks);
        Assert.Equal(5 * 13 + 8 * 4, PlanTiming.Bytes(module.SlowPlan));
    }

    private MeterModule Module(string preset, params string[] rowIds) => Module(ModuleSettings.Of(PresetCatalog.Create(preset)), rowIds);

    private MeterModule Module(ModuleSettings settings, params string[] rowIds)
    {
        var module = new MeterModule(_points, new BlockPlanner());
        module.Configure(settings);
        var ids = new string[PointId.MeterCount];
        rowIds.CopyTo(ids, 0);
        module.Map(ids);
        return module;
    }

    private static bool[] Used(params int[] points)
    {
        var used = new bool[PointId.Count];
        foreach (int point in points) used[point] = true;
        return used;
    }

    private static RegisterDevice Sdm72(float powerWatts, byte slave = 1)
    {
        var meter = new RegisterDevice(slave) { MaxRegisters = 60 };
        float value = 0;
        foreach (int address in new[] { 0x48, 0x4A, 0x156, 0x180, 0x184, 0x186, 0x500, 0x502 }) meter.SetFloat(4, address, value += 10);
        meter.SetFloat(4, 0x34, powerWatts);
        return meter;
    }

    private static RegisterDevice Em24()
    {
        var meter = new RegisterDevice(1) { MaxRegisters = 11 };
        for (int address = 0; address <= 0x5F; address++) meter[3, address] = 0;
        return meter;
    }

    private static int Address(byte[] request) => request[2] << 8 | request[3];
}
