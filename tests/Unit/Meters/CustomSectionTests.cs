// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Meters;
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Meters;

public class CustomSectionTests
{
    private const string HeatMeter = """
        {"name":"Heat meter","slave":12,"bitRate":2400,"parity":"even","stopBits":1,"delayS":0.25,"timeoutMs":800,"maxRegisters":20,"reads":[
        {"name":"Flow","unit":"l/h","function":4,"address":"0x0010","type":"uint32","order":"CDAB","divisor":0.1,"offset":-2.5,"negate":true},
        {"name":"Pump","function":1,"address":7,"type":"bit"},
        {"name":"Fault","function":3,"address":40,"type":"bit","order":"BADC","bit":12},
        {"name":"Energy","unit":"kWh","function":3,"address":41,"type":"uint64","divisor":1000}]}
        """;

    private readonly PointTable _points = new();
    private readonly MeterBank _bank;

    public CustomSectionTests()
    {
        _bank = new MeterBank(_points);
    }

    [Theory]
    [InlineData("{}", "", "The custom modules must be a list.")]
    [InlineData("[1]", "[0]", "A custom module must be an object, or null.")]
    [InlineData("[null,null,null,null]", "[3]", "There are only three modules.")]
    [InlineData("[{\"colour\":1}]", "[0].colour", "A custom module has no such setting.")]
    [InlineData("[{\"name\":\"12345678901234567890123456789012345678901\"}]", "[0].name", "A name has at most 40 characters.")]
    [InlineData("[{\"slave\":0}]", "[0].slave", "This must be a whole number from 1 to 247.")]
    [InlineData("[{\"slave\":248}]", "[0].slave", "This must be a whole number from 1 to 247.")]
    [InlineData("[{\"bitRate\":9601}]", "[0].bitRate", "The bit rate must be 1200, 2400, 4800, 9600, 19200, 38400, 57600 or 115200.")]
    [InlineData("[{\"parity\":\"mark\"}]", "[0].parity", "The parity must be \"none\", \"even\" or \"odd\".")]
    [InlineData("[{\"stopBits\":3}]", "[0].stopBits", "This must be a whole number from 1 to 2.")]
    [InlineData("[{\"delayS\":600.001}]", "[0].delayS", "The delay must be a number of seconds from 0 to 600.")]
    [InlineData("[{\"timeoutMs\":49}]", "[0].timeoutMs", "This must be a whole number from 50 to 5000.")]
    [InlineData("[{\"maxRegisters\":126}]", "[0].maxRegisters", "This must be a whole number from 4 to 125.")]
    [InlineData("[{\"reads\":{}}]", "[0].reads", "The reads must be a list.")]
    [InlineData("[null,{\"reads\":[7]}]", "[1].reads[0]", "A read must be an object.")]
    [InlineData("[null,{\"reads\":[{\"address\":1,\"type\":\"int16\"}]}]", "[1].reads[0].name", "The read has no name.")]
    [InlineData("[{\"reads\":[{\"name\":\"a\"}]}]", "[0].reads[0].address", "The read has no address.")]
    [InlineData("[{\"reads\":[{\"name\":\"a\",\"address\":65536}]}]", "[0].reads[0].address", "The address must be a number from 0 to 65535, or hexadecimal text from \"0x0\" to \"0xFFFF\".")]
    [InlineData("[{\"reads\":[{\"name\":\"a\",\"address\":\"FFFF\"}]}]", "[0].reads[0].address", "The address must be a number from 0 to 65535, or hexadecimal text from \"0x0\" to \"0xFFFF\".")]
    [InlineData("[{\"reads\":[{\"name\":\"a\",\"address\":\"0x10000\"}]}]", "[0].reads[0].address", "The address must be a number from 0 to 65535, or hexadecimal text from \"0x0\" to \"0xFFFF\".")]
    [InlineData("[{\"reads\":[{\"name\":\"a\",\"address\":65535,\"type\":\"int32\"}]}]", "[0].reads[0].address", "The value would reach beyond register 65535.")]
    [InlineData("[{\"reads\":[{\"name\":\"a\",\"address\":1,\"function\":5}]}]", "[0].reads[0].function", "This must be a whole number from 1 to 4.")]
    [InlineData("[{\"reads\":[{\"name\":\"a\",\"address\":1,\"type\":\"word\"}]}]", "[0].reads[0].type", "There is no type \"word\"; known: uint16, int16, uint32, int32, uint64, int64, float32, float64, bcd, bcd32, bit.")]
    [InlineData("[{\"reads\":[{\"name\":\"a\",\"address\":1,\"order\":\"ACBD\"}]}]", "[0].reads[0].order", "The order must be \"ABCD\", \"CDAB\", \"BADC\" or \"DCBA\".")]
    [InlineData("[{\"reads\":[{\"name\":\"a\",\"address\":1,\"function\":1}]}]", "[0].reads[0].type", "Functions 1 and 2 read bits: the type must be \"bit\".")]
    [InlineData("[{\"reads\":[{\"name\":\"a\",\"address\":1,\"bit\":3}]}]", "[0].reads[0].bit", "Only the type \"bit\" has a bit number.")]
    [InlineData("[{\"reads\":[{\"name\":\"a\",\"address\":1,\"type\":\"bit\",\"bit\":16}]}]", "[0].reads[0].bit", "This must be a whole number from 0 to 15.")]
    [InlineData("[{\"reads\":[{\"name\":\"a\",\"address\":1,\"type\":\"bit\",\"function\":2,\"bit\":1}]}]", "[0].reads[0].bit", "Functions 1 and 2 have no bit number: the address names the bit.")]
    [InlineData("[{\"reads\":[{\"name\":\"a\",\"address\":1,\"type\":\"bit\",\"divisor\":10}]}]", "[0].reads[0].type", "A bit has neither divisor nor offset.")]
    [InlineData("[{\"reads\":[{\"name\":\"a\",\"address\":1,\"divisor\":0}]}]", "[0].reads[0].divisor", "The divisor must be a number from 0.001 to 1000000.")]
    [InlineData("[{\"reads\":[{\"name\":\"a\",\"address\":1,\"offset\":1000000001}]}]", "[0].reads[0].offset", "The offset must be a number from -1000000000 to 1000000000.")]
    [InlineData("[{\"reads\":[{\"name\":\"a\",\"address\":1,\"unit\":\"1234567890123\"}]}]", "[0].reads[0].unit", "A unit has at most 12 characters.")]
    [InlineData("[{\"reads\":[{\"name\":\"a\",\"address\":1,\"negate\":1}]}]", "[0].reads[0].negate", "This must be true or false.")]
    [InlineData("[{\"reads\":[{\"name\":\"a\",\"address\":1,\"colour\":1}]}]", "[0].reads[0].colour", "A read has no such setting.")]
    public void A_mistake_is_named_with_its_row_and_field(string json, string key, string words)
    {
        SettingsFault fault = _bank.Custom.Refusal(json);
        Assert.Equal((key, words), (fault.Key, fault.Message));
        Assert.Equal("[]", _bank.Custom.Json());
    }

    [Fact]
    public void Forty_reads_are_taken_and_the_next_one_refused_with_its_place()
    {
        string read = """{"name":"a","address":1}""";
        _bank.Custom.Commit("[{\"reads\":[" + string.Join(',', Enumerable.Repeat(read, 40)) + "]}]");
        SettingsFault fault = _bank.Custom.Refusal("[null,{\"reads\":[" + string.Join(',', Enumerable.Repeat(read, 41)) + "]}]");
        Assert.Equal(("[1].reads[40]", "A custom module has at most 40 reads."), (fault.Key, fault.Message));
    }

    [Fact]
    public void What_is_exported_can_be_imported_and_is_the_same()
    {
        _bank.Custom.Commit("[null," + HeatMeter + "]");
        string exported = _bank.Custom.Json();
        JsonElement given = JsonDocument.Parse(HeatMeter).RootElement;
        JsonElement written = JsonDocument.Parse(exported).RootElement[1];
        foreach (JsonProperty member in given.EnumerateObject())
            Assert.True(JsonElement.DeepEquals(member.Value, written.GetProperty(member.Name)), $"{member.Name}: {written.GetProperty(member.Name)}");

        var other = new MeterBank(new PointTable());
        other.Custom.Commit(exported);
        Assert.Equal(exported, other.Custom.Json());
        Assert.Equal(exported, other.Custom.Json(staged: true));
    }

    [Fact]
    public void Any_set_of_reads_survives_export_and_import()
    {
        var random = new Random(3);
        for (int i = 0; i < 300; i++)
        {
            string json = "[{\"reads\":[" + string.Join(',', Enumerable.Range(0, random.Next(1, 41)).Select(_ => RandomRead(random))) + "]}]";
            _bank.Custom.Commit(json);
            string exported = _bank.Custom.Json();
            var other = new MeterBank(new PointTable());
            other.Custom.Commit(exported);
            Assert.Equal(exported, other.Custom.Json());
        }
    }

    [Fact]
    public void A_custom_module_is_read_over_the_bus_and_mapped()
    {
        var device = new RegisterDevice(12) { [4, 16] = 1, [4, 17] = 0, [3, 40] = 0x1000, [3, 41] = 0, [3, 42] = 0, [3, 43] = 1, [3, 44] = 0x86A0 };
        _bank.Custom.Commit("[null," + HeatMeter.Replace("{\"name\":\"Pump\",\"function\":1,\"address\":7,\"type\":\"bit\"},", "") + "]");
        _bank.Modules.Commit("""[{"on":false},{"preset":"custom"}]""");
        _bank.Mapping.Commit("""[{"module":2,"quantity":"r1","point":"m4"},{"module":2,"quantity":"r2","point":"m5"},{"module":2,"quantity":"r3","point":"m6","name":"Heat"}]""");
        new MeterLine([_bank.Module(1)], device).Run(2000);
        Assert.Equal("12 2400 Even 250", $"{_bank.Module(1).Settings.Slave} {_bank.Module(1).Settings.BitRate} {_bank.Module(1).Settings.Parity} {_bank.Module(1).Settings.PollMs}");
        Assert.Equal((-12_500, "l/h", "Flow"), (_points.Milli(3), _points.Unit(3), _points.Name(3)));   // -(1 ÷ 0.1) - 2.5
        Assert.Equal(0, _points.Milli(4));
        Assert.Equal((100_000, "kWh", "Heat"), (_points.Milli(5), _points.Unit(5), _points.Name(5)));
        Assert.All(new[] { 3, 4, 5 }, point => Assert.True(_points.IsGood(point)));
    }

    [Fact]
    public void Changed_rows_take_effect_where_they_are_in_use_and_nowhere_else()
    {
        _bank.Custom.Commit("""[{"reads":[{"name":"a","address":1}]}]""");
        _bank.Modules.Commit("""[{"preset":"custom"},{"preset":"eastron-sdm120"}]""");
        RegisterTable other = _bank.Module(1).Table;
        _bank.Mapping.Commit("""[{"quantity":"r1","point":"m1"}]""");
        _points.Set(0, 1, 1);
        _bank.Custom.Commit("""[{"slave":9,"reads":[{"name":"b","address":2},{"name":"c","address":3}]}]""");
        Assert.Equal((2, 9), (_bank.Module(0).Table.Count, _bank.Module(0).Settings.Slave));
        Assert.Equal(Quality.Never, _points.Quality(0));
        Assert.Same(other, _bank.Module(1).Table);
    }

    [Fact]
    public void A_document_brings_modules_rows_and_mapping_at_once_in_any_order_of_modules_and_custom()
    {
        foreach (string first in new[] { "custom", "modules" })
        {
            var bank = new MeterBank(new PointTable());
            var store = new SettingsStore(new PowerCutFileStore(), [bank.Custom, bank.Modules, bank.Mapping], 4000);
            string custom = "\"custom\":[null," + HeatMeter + "]";
            const string modules = "\"modules\":[{\"on\":false},{\"preset\":\"custom\"}]";
            string document = "{\"version\":1," + (first == "custom" ? custom + "," + modules : modules + "," + custom) + ",\"mapping\":[{\"module\":2,\"quantity\":\"r4\",\"point\":\"m7\"}]}";
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(document);
            var fault = new SettingsFault();
            Assert.True(store.PutDocument(bytes, 0, bytes.Length, fault) == SaveOutcome.Saved, fault.Section + fault.Key + fault.Message);
            store.CommitPending();
            Assert.Equal(4, bank.Module(1).Table.Count);
            Assert.Equal(12, bank.Module(1).Settings.Slave);
            Assert.Contains("\"name\":\"Energy\"", bank.Mapping.Json());
        }
    }

    [Fact]
    public void The_line_of_a_custom_module_is_set_in_one_place_only()
    {
        SettingsFault fault = _bank.Modules.Refusal("""[{"preset":"custom","slave":3}]""");
        Assert.Equal(("[0].slave", "Of a custom module this is set in the section custom."), (fault.Key, fault.Message));
        _bank.Modules.Commit("""[{"preset":"custom"}]""");
        Assert.Equal("""[{"on":true,"preset":"custom"}]""", _bank.Modules.Json());
    }

    [Fact]
    public void A_row_that_is_not_there_cannot_be_mapped()
    {
        _bank.Custom.Commit("""[{"reads":[{"name":"a","address":1}]}]""");
        _bank.Modules.Commit("""[{"preset":"custom"}]""");
        Assert.Equal("[0].quantity", _bank.Mapping.Refusal("""[{"quantity":"r2","point":"m1"}]""").Key);
        Assert.Equal("[0].quantity", _bank.Mapping.Refusal("""[{"quantity":"powerTotal","point":"m1"}]""").Key);
    }

    [Fact]
    public void Requests_stay_within_the_modules_limit()
    {
        string reads = string.Join(',', Enumerable.Range(0, 40).Select(i => $$"""{"name":"a","address":{{100 + i * 2}},"type":"float32"}"""));
        _bank.Custom.Commit("[{\"maxRegisters\":10,\"reads\":[" + reads + "]}]");
        _bank.Modules.Commit("""[{"preset":"custom"}]""");
        BlockPlan plan = _bank.Module(0).SlowPlan;
        BlockPlan fast = _bank.Module(0).FastPlan;
        Assert.Equal(8, plan.Blocks + fast.Blocks);
        Assert.All(Enumerable.Range(0, plan.Blocks), block => Assert.InRange(plan.Count(block), 1, 10));
    }

    private static string RandomRead(Random random)
    {
        string type = CustomTypes.Word(random.Next(CustomTypes.Count));
        bool isBit = type == "bit";
        int function = isBit ? random.Next(1, 5) : random.Next(3, 5);
        var read = new Dictionary<string, object> { ["name"] = "read " + random.Next(100), ["function"] = function, ["type"] = type };
        int address = random.Next(65532);
        read["address"] = random.Next(2) == 0 ? address : "0x" + address.ToString("X");
        if (function > 2 && random.Next(2) == 0) read["order"] = CustomTypes.Order(random.Next(4));
        if (isBit && function > 2) read["bit"] = random.Next(16);
        if (!isBit && random.Next(2) == 0) read["divisor"] = random.Next(1, 1_000_000_000) / 1000m;
        if (!isBit && random.Next(2) == 0) read["offset"] = random.Next(-1_000_000, 1_000_000) / 1000m;
        if (random.Next(2) == 0) read["negate"] = true;
        if (random.Next(2) == 0) read["unit"] = "m³/h";
        return JsonSerializer.Serialize(read);
    }
}
