// SPDX-License-Identifier: MIT
using Wattwarden.Meters;
using Wattwarden.Points;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Meters;

public class SunSpecTests
{
    private const byte Slave = 200;

    private readonly PointTable _points = new();

    [Theory]
    [InlineData(40000, 0)]
    [InlineData(40000, 3)]
    [InlineData(50000, 1)]
    [InlineData(0, 0)]
    public void The_model_chain_is_walked_wherever_it_begins(int start, int modelsBefore)
    {
        RegisterDevice device = FloatMeter(start, modelsBefore, powerWatts: -4321.5f);
        MeterModule module = Module("powerTotal", "inverterPower");
        var line = new MeterLine([module], device);
        line.Run(5000);
        Assert.False(module.IsDiscovering);
        Assert.Equal(-4321500, _points.Milli(0));
        Assert.Equal(Quality.Good, _points.Quality(0));
        Assert.Equal(Quality.Failed, _points.Quality(1));   // offered by the preset, not in this device
    }

    [Fact]
    public void A_meter_and_an_inverter_at_one_address_give_one_table()
    {
        RegisterDevice device = Chain(40000, [(1, 66), (103, 50), (203, 105)], out int[] at);
        SetAll(device, at[1] + 2, 50);
        SetAll(device, at[2] + 2, 105);
        device[3, at[1] + 14] = 2500;
        device[3, at[1] + 15] = 0;
        device[3, at[2] + 18] = unchecked((ushort)-123);
        device[3, at[2] + 22] = 1;
        MeterModule module = Module("powerTotal", "inverterPower");
        new MeterLine([module], device).Run(5000);
        Assert.Equal(-1230000, _points.Milli(0));
        Assert.Equal(2500000, _points.Milli(1));
        int[] frequencies = Enumerable.Range(0, module.Table.Count).Where(r => module.Table.QuantityOf(r) == Quantity.Frequency).ToArray();
        Assert.Single(frequencies);
    }

    [Fact]
    public void A_device_that_comes_back_with_another_model_is_walked_again_before_it_is_believed()
    {
        RegisterDevice before = FloatMeter(40000, 0, powerWatts: 500);
        RegisterDevice after = Chain(40000, [(1, 65), (203, 105)], out int[] at);
        SetAll(after, at[1] + 2, 105);
        after[3, at[1] + 18] = 700;
        after[3, at[1] + 22] = 0;
        after.IsSilent = true;
        MeterModule module = Module("powerTotal");
        var line = new MeterLine([module], before, after);
        line.Run(5000);
        Assert.Equal(500000, _points.Milli(0));

        before.IsSilent = true;
        line.Run(10000);
        Assert.Equal(Quality.Failed, _points.Quality(0));
        Assert.True(module.IsDiscovering);

        after.IsSilent = false;
        while (_points.Quality(0) != Quality.Good && line.NowMs < 60000) line.Run(10);
        Assert.Equal(700000, _points.Milli(0));
    }

    [Fact]
    public void Silence_during_the_walk_fails_the_points_and_the_walk_goes_on_later()
    {
        RegisterDevice device = FloatMeter(40000, 2, powerWatts: 42);
        device.IsSilent = true;
        MeterModule module = Module("powerTotal");
        var line = new MeterLine([module], device);
        line.Run(10000);
        Assert.Equal(Quality.Failed, _points.Quality(0));
        device.IsSilent = false;
        line.Run(3000);
        Assert.Equal(42000, _points.Milli(0));
    }

    [Fact]
    public void A_device_without_sunspec_is_asked_again_only_now_and_then()
    {
        var device = new RegisterDevice(Slave);
        for (int i = 0; i < 200; i++) device[3, 40000 + i] = 7;
        MeterModule module = Module("powerTotal");
        new MeterLine([module], device).Run(60000);
        Assert.InRange(device.Requests.Count, 6, 21);
        Assert.Equal(Quality.Failed, _points.Quality(0));
    }

    [Fact]
    public void A_chain_without_an_end_stops()
    {
        var device = new RegisterDevice(Slave);
        for (int i = 0; i < 4000; i++) device[3, 40002 + i] = 0;
        device[3, 40000] = 0x5375;
        device[3, 40001] = 0x6E53;
        MeterModule module = Module("powerTotal");
        new MeterLine([module], device).Run(10000);
        Assert.InRange(device.Requests.Count, 60, 130);
        Assert.True(module.IsDiscovering);
    }

    private MeterModule Module(params string[] rowIds)
    {
        ModuleSettings settings = ModuleSettings.Of(PresetCatalog.Create("fronius-sunspec"));
        Assert.Equal(Slave, settings.Slave);
        var module = new MeterModule(_points, new BlockPlanner());
        module.Configure(settings);
        var ids = new string[PointId.MeterCount];
        rowIds.CopyTo(ids, 0);
        module.Map(ids);
        return module;
    }

    private static RegisterDevice FloatMeter(int start, int modelsBefore, float powerWatts)
    {
        var models = new List<(int, int)> { (1, 66) };
        for (int i = 0; i < modelsBefore; i++) models.Add((120 + i, 26));
        models.Add((213, 124));
        RegisterDevice device = Chain(start, models, out int[] at);
        for (int i = 2; i < 126; i += 2) device.SetFloat(3, at[^1] + i, float.NaN);
        device.SetFloat(3, at[^1] + 28, powerWatts);
        return device;
    }

    private static RegisterDevice Chain(int start, IReadOnlyList<(int Model, int Length)> models, out int[] at)
    {
        var device = new RegisterDevice(Slave);
        device[3, start] = 0x5375;
        device[3, start + 1] = 0x6E53;
        int address = start + 2;
        at = new int[models.Count];
        for (int i = 0; i < models.Count; i++)
        {
            at[i] = address;
            device[3, address] = (ushort)models[i].Model;
            device[3, address + 1] = (ushort)models[i].Length;
            address += 2 + models[i].Length;
        }

        device[3, address] = 0xFFFF;
        device[3, address + 1] = 0;
        return device;
    }

    private static void SetAll(RegisterDevice device, int first, int count)
    {
        for (int i = 0; i < count; i++) device[3, first + i] = 0x8000;
    }
}
