// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using Wattwarden.Controller;
using Wattwarden.Diagnostics;
using Wattwarden.Points;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Diagnostics;

public sealed class DiagnosticsTaskTests
{
    private readonly DeskDevice _device = new(settings: FactorySettings.Document);

    [Fact]
    public void The_reference_has_every_condition_that_the_firmware_defines_and_no_other()
    {
        DiagnosticLog log = _device.Controller.Diagnostics;
        IEnumerable<string> defined = Enumerable.Range(0, log.ConditionCount).Select(i => $"{log.Kind(i).ToString()[0]} {log.Source(i)} {log.Message(i)}");
        IEnumerable<string> written = DocumentTable.Rows("docs/reference/diagnostics.md", "Messages").Where(row => row[3] == "condition").SelectMany(row => Sources(row[1]).Select(source => $"{row[0]} {source} {row[2]}"));
        Assert.Equal(written.Order(), defined.Order());
    }

    [Fact]
    public void The_start_is_noted() => Assert.Equal(["I device started"], Log());

    [Fact]
    public void A_meter_that_does_not_answer_comes_after_three_looks_and_goes_when_it_is_switched_off()
    {
        _device.Step(1900);
        Assert.DoesNotContain(Log(), entry => entry.Contains("module1"));
        _device.Step(10_000);
        Assert.Contains("E module1 does not answer, present", Log());
        _device.Read("""{"version":1,"mapping":[],"modules":[{"on":false}]}""");
        _device.Step(2000);
        Assert.Contains("E module1 does not answer", Log());
    }

    [Fact]
    public void A_relay_that_does_not_follow_comes_and_goes()
    {
        _device.Board.Contacts[4].RefusesCommands = true;
        _device.Send("POST", "/api/v1/outputs/out4", """{"on":true}""", _device.AdminCookie());
        _device.Step(5000);
        Assert.Contains("E out4 relay does not follow, present", Log());
        _device.Board.Contacts[4].RefusesCommands = false;
        _device.Step(5000);
        Assert.Contains("E out4 relay does not follow", Log());
    }

    [Fact]
    public void Flash_that_refuses_comes_with_the_write_and_goes_with_the_next_that_is_taken()
    {
        string admin = _device.AdminCookie();
        _device.Board.Flash.Full = true;
        _device.Send("PUT", "/api/v1/events", "[]", admin);
        _device.Step(2000);
        Assert.Contains("E flash does not take what is to be stored, present", Log());
        _device.Board.Flash.Full = false;
        _device.Send("PUT", "/api/v1/events", "[]", admin);
        _device.Step(2000);
        Assert.Contains("E flash does not take what is to be stored", Log());
    }

    [Fact]
    public void An_unknown_time_is_worth_a_word_after_a_minute_until_it_is_known()
    {
        _device.Step(58_000);
        Assert.DoesNotContain(Log(), entry => entry.Contains("clock"));
        _device.Step(3000);
        Assert.Contains("W clock time is unknown, present", Log());
        _device.Board.UnixMs = 1_764_000_000_000;
        _device.Step(3000);
        Assert.Contains("W clock time is unknown", Log());
    }

    [Fact]
    public void A_sensor_that_fails_and_a_fault_of_the_loop_are_in_the_log()
    {
        _device.Controller.Points.Fail(PointId.FirstSensor + 2);
        _device.Controller.Points.Fail(PointId.FirstAnalog);
        _device.Board.LineFails = new InvalidOperationException("port");
        _device.Step(3000);
        Assert.Contains("W ds3 sensor fails, present", Log());
        Assert.Contains("W a1 sensor fails, present", Log());
        Assert.Contains("E loop outputs are safe after a fault, present", Log());
    }

    [Fact]
    public void Safe_mode_is_in_the_log()
    {
        var device = new DeskDevice(safeMode: true);
        device.Step(2000);
        Assert.Contains("E loop safe mode: rules do not run, present", Log(device));
    }

    private string[] Log() => Log(_device);

    private static string[] Log(DeskDevice device)
    {
        var snapshot = new DiagnosticSnapshot();
        device.Controller.Diagnostics.CopyTo(snapshot);
        return [.. Enumerable.Range(0, snapshot.Count).Select(i =>
        {
            var entry = new DiagnosticEntry();
            snapshot.Read(i, entry);
            return $"{entry.Letter} {entry.Source} {entry.Message}{(entry.IsPresent ? ", present" : "")}";
        })];
    }

    // `ds1` … `ds8` are eight.
    private static IEnumerable<string> Sources(string cell)
    {
        Match range = Regex.Match(cell, "([a-z]+)(\\d)` … `[a-z]+(\\d)");
        if (!range.Success) return [cell];
        int first = int.Parse(range.Groups[2].Value);
        return Enumerable.Range(first, int.Parse(range.Groups[3].Value) - first + 1).Select(i => range.Groups[1].Value + i);
    }
}
