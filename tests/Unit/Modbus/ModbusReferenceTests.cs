// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text.RegularExpressions;
using Wattwarden.Modbus;
using Xunit;

namespace Wattwarden.Tests.Unit.Modbus;

/// <summary>docs/reference/modbus.md says what the code does.</summary>
public class ModbusReferenceTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "reference", "modbus.md"));

    [Fact]
    public void Every_status_is_in_the_table_with_its_number_and_nothing_else_is()
    {
        string[] expected = [.. Enum.GetValues<ModbusStatus>().Select(s => $"{(int)s} {s}")];
        string[] actual = [.. Regex.Matches(Page, @"^\| (\d+) \| `(\w+)` \|", RegexOptions.Multiline).Select(m => $"{m.Groups[1].Value} {m.Groups[2].Value}")];
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData("first pause", ModbusBus.FirstPauseMs)]
    [InlineData("longest pause", ModbusBus.LongestPauseMs)]
    [InlineData("longest pause, alone on the bus", ModbusBus.LongestLonePauseMs)]
    [InlineData("pause of a line that does not open", ModbusBus.LinePauseMs)]
    [InlineData("pause before a busy slave is asked again", ModbusBus.BusyPauseMs)]
    [InlineData("turnaround after a broadcast", RtuMaster.TurnaroundMs)]
    [InlineData("waiting for silence before giving up", RtuMaster.BabbleMs)]
    [InlineData("waiting for the echo of a probe", RtuMaster.ProbeMs)]
    public void The_times_on_the_page_are_those_of_the_code(string name, int milliseconds) =>
        Assert.Contains($"| {name} | {milliseconds.ToString(CultureInfo.InvariantCulture)} ms |", Page);

    [Fact]
    public void Every_counter_is_on_the_page()
    {
        foreach (string name in new[] { nameof(SlaveCounters.Requests), nameof(SlaveCounters.Ok), nameof(SlaveCounters.Timeouts), nameof(SlaveCounters.CrcErrors), nameof(SlaveCounters.Exceptions), nameof(SlaveCounters.BadFrames), nameof(SlaveCounters.LastLatencyMs), nameof(SlaveCounters.LastStatus) })
            Assert.Contains($"| `{name}` |", Page);
    }

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder != null && !File.Exists(Path.Combine(folder, "Directory.Build.props"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("not inside the repository");
    }
}
