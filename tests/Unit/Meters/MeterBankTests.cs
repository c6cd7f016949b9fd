// SPDX-License-Identifier: MIT
using Wattwarden.Meters;
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Wattwarden.Text;
using Xunit;

namespace Wattwarden.Tests.Unit.Meters;

public class MeterBankTests
{
    private readonly PointTable _points = new();
    private readonly MeterBank _bank;

    public MeterBankTests() => _bank = new MeterBank(_points);

    [Fact]
    public void The_factory_has_one_sdm72_with_power_and_energies_mapped()
    {
        Assert.Equal(
            """[{"on":true,"preset":"eastron-sdm72dm","name":"EASTRON SDM72D-M","slave":1,"bitRate":9600,"parity":"none","stopBits":1,"pollMs":0,"invert":false,"ctRatio":1}]""",
            Written(_bank.Modules, false));
        Assert.Equal(
            """[{"module":1,"quantity":"powerTotal","point":"m1","name":"Grid power"},{"module":1,"quantity":"energyImport","point":"m2","name":"Energy from the grid"},{"module":1,"quantity":"energyExport","point":"m3","name":"Energy to the grid"}]""",
            Written(_bank.Mapping, false));
        Assert.Equal("Grid power", _points.Name(0));
        Assert.Equal("W", _points.Unit(0));
        Assert.Equal("kWh", _points.Unit(1));
        Assert.Equal(long.MaxValue, _bank.Module(1).DueAtMs);
    }

    [Fact]
    public void What_is_left_out_is_as_the_preset_has_it()
    {
        Accept(_bank.Modules, """[{"preset":"schneider-iem3155"},{"preset":"eastron-sdm120","slave":7,"ctRatio":2.5,"invert":true,"name":"Garage"}]""");
        Assert.Equal(
            """[{"on":true,"preset":"schneider-iem3155","name":"Schneider iEM3155","slave":1,"bitRate":19200,"parity":"even","stopBits":1,"pollMs":0,"invert":false,"ctRatio":1},{"on":true,"preset":"eastron-sdm120","name":"Garage","slave":7,"bitRate":2400,"parity":"none","stopBits":1,"pollMs":0,"invert":true,"ctRatio":2.5}]""",
            Written(_bank.Modules, false));
    }

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        Accept(_bank.Modules, """[{"preset":"orno-we-517","on":false,"pollMs":250,"parity":"odd","stopBits":2,"bitRate":115200},{"preset":"fronius-sunspec"}]""");
        Accept(_bank.Mapping, """[{"module":2,"quantity":"powerTotal","point":"m30"},{"quantity":"voltageL2","point":"M4","name":"L2 \"kitchen\""}]""");
        string modules = Written(_bank.Modules, false);
        string mapping = Written(_bank.Mapping, false);
        var other = new MeterBank(new PointTable());
        Accept(other.Modules, modules);
        Accept(other.Mapping, mapping);
        Assert.Equal(modules, Written(other.Modules, false));
        Assert.Equal(mapping, Written(other.Mapping, false));
        Assert.Equal("Power, total", _points.Name(29));
        Assert.Equal("", _points.Name(0));
    }

    [Theory]
    [InlineData("""{"on":true}""", "", "list")]
    [InlineData("""[{},{},{},{}]""", "[3]", "three")]
    [InlineData("""[7]""", "[0]", "object")]
    [InlineData("""[{"preset":"sdm9000"}]""", "[0].preset", "sdm9000")]
    [InlineData("""[{},{"slave":0}]""", "[1].slave", "1 to 247")]
    [InlineData("""[{"slave":248}]""", "[0].slave", "1 to 247")]
    [InlineData("""[{"slave":"1"}]""", "[0].slave", "1 to 247")]
    [InlineData("""[{"bitRate":9601}]""", "[0].bitRate", "9600")]
    [InlineData("""[{"parity":"mark"}]""", "[0].parity", "even")]
    [InlineData("""[{"stopBits":3}]""", "[0].stopBits", "1 to 2")]
    [InlineData("""[{"pollMs":-1}]""", "[0].pollMs", "0 to 600000")]
    [InlineData("""[{"pollMs":1.5}]""", "[0].pollMs", "whole")]
    [InlineData("""[{"invert":1}]""", "[0].invert", "true or false")]
    [InlineData("""[{"ctRatio":0}]""", "[0].ctRatio", "0.001")]
    [InlineData("""[{"ctRatio":10000.001}]""", "[0].ctRatio", "10000")]
    [InlineData("""[{"name":"12345678901234567890123456789012345678901"}]""", "[0].name", "40")]
    [InlineData("""[{"baud":9600}]""", "[0].baud", "no such")]
    [InlineData("""[{"slave":1}""", "", "broken off")]
    [InlineData("""[{"slave":1""", "[0]", "broken off")]
    public void Wrong_modules_are_refused_with_key_and_reason(string json, string key, string words)
    {
        string before = Written(_bank.Modules, true);
        var fault = new SettingsFault();
        Assert.False(_bank.Modules.Read(Reader(json), fault));
        Assert.Equal(key, fault.Key);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, Written(_bank.Modules, true));
    }

    [Theory]
    [InlineData("""{}""", "", "list")]
    [InlineData("""["m1"]""", "[0]", "object")]
    [InlineData("""[{"quantity":"powerTotal","point":"m0"}]""", "[0].point", "m1 to m30")]
    [InlineData("""[{"quantity":"powerTotal","point":"m31"}]""", "[0].point", "m1 to m30")]
    [InlineData("""[{"quantity":"powerTotal","point":"ds1"}]""", "[0].point", "m1 to m30")]
    [InlineData("""[{"quantity":"powerTotal"}]""", "[0].point", "m1 to m30")]
    [InlineData("""[{"point":"m1"}]""", "[0].quantity", "no quantity")]
    [InlineData("""[{"quantity":"powerTotal","point":"m1"},{"quantity":"energyImport","point":"m1"}]""", "[1].point", "mapped twice")]
    [InlineData("""[{"quantity":"powerTotal","point":"m1"},{"quantity":"powerTotal","point":"m2"}]""", "[1].quantity", "already mapped onto m1")]
    [InlineData("""[{"quantity":"voltageL1","point":"m1"}]""", "[0].quantity", "SDM72D-M of module 1 has no quantity \"voltageL1\"")]
    [InlineData("""[{"quantity":"warp","point":"m1"}]""", "[0].quantity", "warp")]
    [InlineData("""[{"module":2,"quantity":"powerTotal","point":"m1"}]""", "[0].module", "not set up")]
    [InlineData("""[{"module":4,"quantity":"powerTotal","point":"m1"}]""", "[0].module", "1 to 3")]
    [InlineData("""[{"quantity":"powerTotal","point":"m1","unit":"kW"}]""", "[0].unit", "no such")]
    [InlineData("""[{"quantity":7,"point":"m1"}]""", "[0].quantity", "text")]
    [InlineData("""[{"quantity":"powerTotal","point":"m1"}""", "", "broken off")]
    public void A_wrong_mapping_is_refused_with_key_and_reason(string json, string key, string words)
    {
        string before = Written(_bank.Mapping, true);
        var fault = new SettingsFault();
        Assert.False(_bank.Mapping.Read(Reader(json), fault));
        Assert.Equal(key, fault.Key);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, Written(_bank.Mapping, true));
    }

    [Fact]
    public void A_mapping_may_use_the_modules_of_the_same_document_before_they_are_committed()
    {
        var fault = new SettingsFault();
        Assert.True(_bank.Modules.Read(Reader("""[{"preset":"eastron-sdm630-v2"}]"""), fault));
        Assert.True(_bank.Mapping.Read(Reader("""[{"quantity":"voltageL1","point":"m1"}]"""), fault), fault.Message);
        Assert.Contains("sdm72dm", Written(_bank.Modules, false), StringComparison.Ordinal);
        Assert.Contains("voltageL1", Written(_bank.Mapping, true), StringComparison.Ordinal);
        Assert.Equal("Grid power", _points.Name(0));
        _bank.Modules.Commit();
        _bank.Mapping.Commit();
        Assert.Equal("Voltage L1", _points.Name(0));
        Assert.Equal("V", _points.Unit(0));
    }

    [Fact]
    public void Points_whose_quantity_the_new_meter_lacks_have_no_value()
    {
        var meter = new RegisterDevice(1);
        foreach (int address in new[] { 0x34, 0x48, 0x4A }) meter.SetFloat(4, address, 5);
        new MeterLine([_bank.Module(0)], meter).Run(3000);
        Assert.Equal(Quality.Good, _points.Quality(1));
        Accept(_bank.Modules, """[{"preset":"siemens-pac2200"}]""");
        Assert.Equal(Quality.Never, _points.Quality(0));
        Assert.Equal(Quality.Failed, _points.Quality(1));   // energies by tariff only
        Accept(_bank.Modules, "[]");
        Assert.All(Enumerable.Range(0, 3), m => Assert.False(_points.IsGood(m)));
        Assert.Equal(long.MaxValue, _bank.Module(0).DueAtMs);
    }

    [Fact]
    public void A_new_name_or_another_modules_change_does_not_interrupt_a_module()
    {
        var meter = new RegisterDevice(1);
        foreach (int address in new[] { 0x34, 0x48, 0x4A }) meter.SetFloat(4, address, 5);
        new MeterLine([_bank.Module(0)], meter).Run(3000);
        int version = _points.Version;
        RegisterTable table = _bank.Module(0).Table;
        Accept(_bank.Modules, """[{"name":"House"},{"preset":"eastron-sdm120","slave":9}]""");
        Assert.Equal(version, _points.Version);
        Assert.Same(table, _bank.Module(0).Table);
        Assert.Equal("House", _bank.Module(0).Settings.Name);
        Accept(_bank.Mapping, """[{"quantity":"powerTotal","point":"m1","name":"Mains"},{"quantity":"energyImport","point":"m9"}]""");
        Assert.True(_points.IsGood(0));
        Assert.Equal("Mains", _points.Name(0));
        Assert.Equal(Quality.Never, _points.Quality(1));
        Assert.Equal("", _points.Name(1));
        Assert.Equal("kWh", _points.Unit(8));
    }

    [Fact]
    public void An_inverted_meter_offers_what_it_really_measures()
    {
        Accept(_bank.Modules, """[{"preset":"schneider-iem3155","invert":true}]""");
        Accept(_bank.Mapping, """[{"quantity":"energyExportL1","point":"m1"}]""");
        var fault = new SettingsFault();
        Assert.False(_bank.Mapping.Read(Reader("""[{"quantity":"energyImportL1","point":"m1"}]"""), fault));
    }

    [Fact]
    public void Custom_rows_can_be_mapped()
    {
        Accept(_bank.Custom, """[null,null,{"slave":5,"reads":[{"name":"Flow","unit":"l/h","address":100,"divisor":10}]}]""");
        Accept(_bank.Modules, """[{},{"on":false},{"preset":"custom"}]""");
        Accept(_bank.Mapping, """[{"module":3,"quantity":"r1","point":"m5"}]""");
        Assert.Equal("Flow", _points.Name(4));
        Assert.Equal("l/h", _points.Unit(4));
        var meter = new RegisterDevice(5);
        meter[3, 100] = 123;
        new MeterLine([_bank.Module(2)], meter).Run(2000);
        Assert.Equal(12300, _points.Milli(4));
        var live = new MeterSnapshot();
        _bank.CopyLive(2, live, 3000);
        Assert.Equal("r1", live.Id(0));
    }

    [Fact]
    public void Every_quantity_has_an_id_of_its_own_that_is_found_again()
    {
        var ids = new HashSet<string>();
        for (int i = 1; i < QuantityCatalog.Count; i++)
        {
            string id = QuantityCatalog.Id((Quantity)i);
            string name = ((Quantity)i).ToString();
            Assert.Equal(char.ToLowerInvariant(name[0]) + name[1..], id);
            Assert.True(ids.Add(id));
            Assert.True(QuantityCatalog.TryFind(id, out Quantity found) && found == (Quantity)i);
            Assert.NotEqual("", QuantityCatalog.Title(found));
        }

        Assert.False(QuantityCatalog.TryFind("power", out _));
        Assert.False(QuantityCatalog.TryFind("custom", out _));
    }

    private static void Accept(ISettingsSection section, string json)
    {
        var fault = new SettingsFault();
        Assert.True(section.Read(Reader(json), fault), fault.Key + ": " + fault.Message);
        section.Commit();
    }

    private static JsonReader Reader(string json)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(json);
        var reader = new JsonReader();
        reader.Reset(bytes, 0, bytes.Length);
        return reader;
    }

    private static string Written(ISettingsSection section, bool staged)
    {
        var text = new TextBuffer(4096);
        section.Write(new JsonWriter(text), staged);
        return text.ToString();
    }
}
