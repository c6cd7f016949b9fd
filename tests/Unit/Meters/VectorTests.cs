// SPDX-License-Identifier: MIT
using Wattwarden.Meters;
using Wattwarden.Points;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Meters;

public class VectorTests
{
    public static TheoryData<string> Presets => new(Enumerable.Range(0, PresetCatalog.Count).Select(PresetCatalog.Id));

    [Theory]
    [MemberData(nameof(Presets))]
    public void Every_preset_has_vectors_with_provenance_and_right_checksums(string preset)
    {
        MeterVector[] vectors = MeterVector.Of(preset).ToArray();
        Assert.NotEmpty(vectors);
        foreach (MeterVector vector in vectors)
        {
            Assert.StartsWith("# ", vector.Provenance, StringComparison.Ordinal);
            Assert.NotEmpty(vector.Exchanges);
            foreach (MeterExchange exchange in vector.Exchanges)
            {
                Assert.True(RtuFrames.IsClosed(exchange.Request), vector + ": request");
                Assert.True(RtuFrames.IsClosed(exchange.Reply), vector + ": reply");
            }
        }
    }

    [Fact]
    public void Every_vector_folder_belongs_to_a_preset()
    {
        foreach (string folder in Directory.GetDirectories(MeterVector.Folder).Where(f => Path.GetFileName(f) is not ("modbus" or "mqtt" or "onewire" or "time")).Where(f => Directory.GetFiles(f).Any(file => MeterVector.Load(file).Exchanges.Count > 0)))
            Assert.True(PresetCatalog.Create(Path.GetFileName(folder)) != null, folder);
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void The_planned_request_of_each_quantity_lies_in_the_vector_and_decodes_to_its_value(string preset)
    {
        foreach (MeterVector vector in MeterVector.Of(preset))
        {
            RegisterTable table = TableOf(vector);
            foreach (MeterExchange exchange in vector.Exchanges)
            {
                foreach ((string quantity, long milli, string unit) in exchange.Values) Check(table, vector, exchange, quantity, milli, unit);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void Vectors_of_a_preset_show_every_quantity_that_it_offers(string preset)
    {
        var shown = MeterVector.Of(preset).SelectMany(v => v.Exchanges).SelectMany(e => e.Values).Select(v => v.Quantity).ToHashSet();
        RegisterTable table = PresetCatalog.Create(preset);
        Assert.All(Enumerable.Range(0, table.Count).Select(table.RowId), id => Assert.Contains(id, shown));
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void A_module_reads_all_values_from_a_device_that_has_only_the_registers_of_the_vector(string preset)
    {
        foreach (MeterVector vector in MeterVector.Of(preset).Where(v => v.Exchanges.Select(e => e.Request[0]).Distinct().Count() == 1))
        {
            var snapshot = ReadAll(vector, out _);
            foreach ((string quantity, long milli, _) in vector.Exchanges.SelectMany(e => e.Values))
            {
                int row = Enumerable.Range(0, snapshot.Count).Single(r => snapshot.Id(r) == quantity);
                Assert.True(snapshot.Quality(row) == Quality.Good, vector + " " + quantity);
                Assert.True(milli == snapshot.Milli(row), vector + " " + quantity + " " + snapshot.Milli(row));
            }
        }
    }

    private static void Check(RegisterTable table, MeterVector vector, MeterExchange exchange, string quantity, long milli, string unit)
    {
        string what = vector + " " + quantity;
        int row = table.FindRow(quantity);
        Assert.True(row >= 0, what);
        Assert.Equal(unit, table.RowUnit(row));
        var wanted = new bool[table.Count];
        wanted[row] = true;
        BlockPlan plan = new BlockPlanner().Plan(table, wanted, new byte[table.Count], false);
        Assert.Equal(1, plan.Blocks);
        Assert.Equal(exchange.Request[1], plan.Function(0));
        int address = exchange.Request[2] << 8 | exchange.Request[3];
        int end = address + (exchange.Request[4] << 8 | exchange.Request[5]);
        Assert.True(plan.Address(0) >= address && plan.Address(0) + plan.Count(0) <= end, what);
        int offset = 3 + (plan.Address(0) - address) * 2;
        Assert.True(RegisterDecoder.TryMilli(table, row, exchange.Reply, offset, plan.Address(0), out long actual), what);
        Assert.True(milli == actual, what + ": " + actual);
    }

    // SunSpec tables depend on the device: the one that the module found.
    private static RegisterTable TableOf(MeterVector vector)
    {
        RegisterTable preset = PresetCatalog.Create(vector.Preset);
        if (!preset.IsSunSpec) return preset;
        ReadAll(vector, out RegisterTable found);
        return found;
    }

    private static MeterSnapshot ReadAll(MeterVector vector, out RegisterTable table)
    {
        byte slave = vector.Exchanges[0].Request[0];
        var device = new RegisterDevice(slave);
        foreach (MeterExchange exchange in vector.Exchanges) device.Learn(exchange.Request, exchange.Reply);
        ModuleSettings settings = ModuleSettings.Of(PresetCatalog.Create(vector.Preset));
        settings.Slave = slave;
        var module = new MeterModule(new PointTable(), new BlockPlanner());
        module.Configure(settings);
        var line = new MeterLine([module], device);
        line.Run(60000);
        var snapshot = new MeterSnapshot();
        module.CopyLive(snapshot, line.NowMs);
        int most = module.Table.MaxRegisters;
        Assert.All(device.Requests, r => Assert.InRange(r[4] << 8 | r[5], 1, most));
        table = module.Table;
        return snapshot;
    }
}
