// SPDX-License-Identifier: MIT
using FsCheck;
using FsCheck.Fluent;
using Wattwarden.Meters;
using Xunit;

namespace Wattwarden.Tests.Unit.Meters;

public class PlannerTests
{
    public static TheoryData<string> Presets => VectorTests.Presets;

    [Theory]
    [MemberData(nameof(Presets))]
    public void Any_choice_of_rows_is_read_whole_once_within_the_meters_limits(string preset)
    {
        RegisterTable table = PresetCatalog.Create(preset);
        Assert.InRange(table.Count, 1, BlockPlanner.MaxRows);
        var planner = new BlockPlanner();
        Gen<bool[]> choices = Gen.Choose(0, 100).SelectMany(share => Gen.Choose(0, 99).Select(n => n < share).ArrayOf(table.Count));
        Gen<byte[]> marks = Gen.Frequency((12, Gen.Constant((byte)0)), (1, Gen.Elements(BlockPlanner.Alone, BlockPlanner.BreakBefore, BlockPlanner.Absent))).ArrayOf(table.Count);
        Prop.ForAll(choices.ToArbitrary(), marks.ToArbitrary(), (wanted, mark) =>
        {
            CheckPlan(table, wanted, mark, planner.Plan(table, wanted, mark, false), strict: false);
            CheckPlan(table, wanted, mark, planner.Plan(table, wanted, mark, true), strict: true);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));
    }

    [Theory]
    [InlineData("eastron-sdm72dm", "powerTotal", "52+2")]
    [InlineData("eastron-sdm72dm", "powerTotal energyImport energyExport", "52+2 72+4")]
    [InlineData("eastron-sdm630-v2", "voltageL1 powerTotal", "0+2 52+2")]
    [InlineData("eastron-sdm630-v2", "voltageL1 voltageL3 currentL1 powerL3 powerTotal", "0+18 52+2")]
    [InlineData("eastron-sdm630-v2", "voltageAverage powerTotal frequency", "42+30")]
    [InlineData("carlo-gavazzi-em24", "powerL1 powerL2 powerL3 powerTotal", "18+6 40+2")]
    [InlineData("carlo-gavazzi-em24", "voltageL1 voltageL12 currentL1", "0+8 12+2")]
    [InlineData("siemens-pac2200", "powerFactorL3 voltageAverage", "41+2 57+2")]
    [InlineData("abb-b23", "powerTotal energyImport", "20480+4 23316+2")]
    public void Requests_are_as_few_and_as_long_as_expected(string preset, string quantities, string requests)
    {
        RegisterTable table = PresetCatalog.Create(preset);
        var wanted = new bool[table.Count];
        foreach (string id in quantities.Split(' ')) wanted[table.FindRow(id)] = true;
        Assert.Equal(requests, Describe(new BlockPlanner().Plan(table, wanted, new byte[table.Count], false)));
    }

    [Fact]
    public void One_request_reads_all_that_the_sdm630_has_up_to_register_80()
    {
        RegisterTable table = PresetCatalog.Create("eastron-sdm630-v2");
        var wanted = new bool[table.Count];
        for (int row = 0; row < table.Count; row++) wanted[row] = table.End(row) <= 0x50;
        Assert.Equal("0+80", Describe(new BlockPlanner().Plan(table, wanted, new byte[table.Count], false)));
    }

    [Fact]
    public void A_value_and_its_scale_register_come_in_the_same_request()
    {
        var table = new RegisterTable("t", "t", "t");
        table.Reads(3, 10, 0, 100);
        table.AddScaled(Quantity.PowerTotal, 20, Encoding.Int16, 24);
        table.AddScaled(Quantity.PowerL1, 26, Encoding.Int16, 21);
        table.AddScaled(Quantity.PowerL2, 23, Encoding.Int16, 31);
        BlockPlan plan = new BlockPlanner().Plan(table, [true, true, true], new byte[3], false);
        Assert.Equal("20+7 23+9", Describe(plan));
    }

    [Fact]
    public void Functions_are_not_mixed_and_bits_are_counted_as_bits()
    {
        var table = new RegisterTable("custom", "Custom", "");
        table.AddCustom("a", "", 3, 0, Encoding.UInt16, 1, 0, false);
        table.AddCustom("b", "", 1, 1, Encoding.Bit, 1, 0, false);
        table.AddCustom("c", "", 3, 1, Encoding.Int32, 1, 0, false);
        table.AddCustom("d", "", 1, 2, Encoding.Bit, 1, 0, false);
        BlockPlan plan = new BlockPlanner().Plan(table, [true, true, true, true], new byte[4], false);
        Assert.Equal("1+2 0+3", Describe(plan));
        Assert.Equal(1, plan.Function(0));
        Assert.Equal(3, plan.Function(1));
    }

    private static void CheckPlan(RegisterTable table, bool[] wanted, byte[] marks, BlockPlan plan, bool strict)
    {
        int[] expected = Enumerable.Range(0, table.Count).Where(r => wanted[r] && (marks[r] & BlockPlanner.Absent) == 0).ToArray();
        Assert.Equal(expected, Enumerable.Range(0, plan.Blocks).SelectMany(b => Rows(plan, b)).Order());
        Assert.True(plan.Blocks <= expected.Select(r => (table.Function(r), table.Address(r), table.EncodingOf(r), marks[r], r * (marks[r] == 0 ? 0 : 1))).Distinct().Count());
        for (int block = 0; block < plan.Blocks; block++)
        {
            int[] rows = Rows(plan, block);
            Assert.InRange(plan.Count(block), 1, table.MaxRegisters);
            Assert.Equal(rows.Min(table.First), plan.Address(block));
            Assert.Equal(rows.Max(table.End), plan.Address(block) + plan.Count(block));
            Assert.All(rows, r => Assert.Equal(plan.Function(block), table.Function(r)));
            Assert.True(rows.Length == 1 || rows.All(r => (marks[r] & BlockPlanner.Alone) == 0));
            for (int register = plan.Address(block); register < plan.Address(block) + plan.Count(block); register++)
                Assert.True(IsReadable(table, rows, marks, register, strict), table.Id + " reads " + register);
        }
    }

    private static bool IsReadable(RegisterTable table, int[] rows, byte[] marks, int register, bool strict)
    {
        bool Holds(int row) => table.First(row) <= register && register < table.End(row);
        if (rows.Any(Holds)) return true;
        if (strict) return false;
        return table.MayReadThrough(register, register + 1)
            || Enumerable.Range(0, table.Count).Any(r => Holds(r) && !table.IsOptional(r) && (marks[r] & BlockPlanner.Absent) == 0);
    }

    private static int[] Rows(BlockPlan plan, int block) => Enumerable.Range(0, plan.RowCount(block)).Select(i => plan.Row(block, i)).ToArray();

    private static string Describe(BlockPlan plan) => string.Join(' ', Enumerable.Range(0, plan.Blocks).Select(b => plan.Address(b) + "+" + plan.Count(b)));
}
