// SPDX-License-Identifier: MIT
using System.Text;
using Wattwarden.ConsoleEdge;
using Wattwarden.Controller;
using Wattwarden.Emulator.OneWire;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Scenarios;

/// <summary>The manual's two steps at the serial console, in the same words as over the API: read the identifier, save it at a position.</summary>
public sealed class SensorsOverTheConsole
{
    private readonly SensorRig _rig = new([0x28, 0x10, 0x28], [new SerialNumber(Dow.Rom(0x01, 7))]);
    private readonly PowerCutFileStore _flash = new();
    private HandBoard _board;

    public SensorsOverTheConsole()
    {
        for (int i = 0; i < 3; i++) _rig.Heat(i, 20 + 10 * i);
        _board = PowerOn();
    }

    [Fact]
    public void An_installer_puts_sensors_at_their_positions_and_later_replaces_one()
    {
        string first = Next();
        Assert.Matches(@"^[0-9a-f]{2}-[0-9a-f]{12,14} \(.+\), .*at no position", first);
        Assert.Equal("saved", Type("sensor save 1"));
        string id = first.Split(' ')[0];
        _board.Run(5);
        Assert.StartsWith($"DS1: {id} ", Type("sensors").Split('\n')[0]);
        Assert.Contains(" °C", Type("sensors").Split('\n')[0]);

        _board = PowerOn();
        _board.Run(5);
        Assert.StartsWith($"DS1: {id} ", Type("sensors").Split('\n')[0]);

        // The same two steps put another in its place.
        string other = Enumerable.Range(0, 8).Select(_ => Next()).First(found => found.Contains("at no position", StringComparison.Ordinal));
        Assert.Equal("saved", Type("sensor save 1"));
        _board.Run(1);
        Assert.StartsWith($"DS1: {other.Split(' ')[0]} ", Type("sensors").Split('\n')[0]);
        Assert.Equal("saved", Type("sensor free 1"));
        _board.Run(1);
        Assert.Equal("DS1: free", Type("sensors").Split('\n')[0]);
    }

    [Fact]
    public void Every_device_is_found_once_before_the_first_comes_again()
    {
        string[] found = [.. Enumerable.Range(0, 5).Select(_ => Next())];
        Assert.Equal(4, found.Take(4).Select(answer => answer.Split(' ')[0]).Distinct().Count());
        Assert.Equal(found[0].Split(' ')[0], found[4].Split(' ')[0]);
        Assert.Contains("this is the first again", found[4]);
    }

    [Fact]
    public void What_cannot_be_saved_is_refused_with_the_reason()
    {
        Assert.StartsWith("no identifier has been read", Type("sensor save 1"));
        Assert.Equal("saved", Type("sensor save 1 " + _rig.Id(0)));
        _board.Run(1);
        Assert.Equal("refused: id is at position 1 already; free that position first", Type("sensor save 2 " + _rig.Id(0)));
        Assert.Contains("not a thermometer", Type("sensor save 2 " + Dow.Text(Dow.Rom(0x01, 7))));
        Assert.StartsWith("usage: sensor save 1..8", Type("sensor save 9"));
        Assert.StartsWith("usage: sensor", Type("sensor free 1 " + _rig.Id(0)));
    }

    [Fact]
    public void A_bus_without_a_device_and_a_board_without_a_bus_say_so()
    {
        foreach (Thermometer sensor in _rig.Sensors) sensor.IsConnected = false;
        Assert.Contains("DS8: free", Type("sensors"));
        _board = PowerOn(hasBus: false);
        Assert.Equal("this board has no 1-Wire bus", Type("sensors next"));
    }

    [Fact]
    public void The_self_test_lists_the_devices()
    {
        string report = Type("selftest", 10_000);
        Assert.Contains("1-wire: passed, 4 of at least 0: ", report);
        Assert.Contains(_rig.Id(2), report);
        Assert.EndsWith("self-test passed", report);
    }

    private string Next() => Type("sensors next");

    private string Type(string line, int quietMs = 3000)
    {
        var console = (HandConsole)_board.Console;
        console.Sent.Clear();
        console.Put(Encoding.UTF8.GetBytes(line + "\r"));
        int seen = -1;
        _board.Run(30, () =>
        {
            // The answer is whole when the board has been silent for so long.
            if (console.Sent.Count != seen) (seen, _quietSince) = (console.Sent.Count, _board.UptimeMs);
            return _board.UptimeMs - _quietSince > quietMs;
        });
        return console.Text[(line.Length + 2)..].Replace("\r\n", "\n").TrimEnd('\n');
    }

    private long _quietSince;

    private HandBoard PowerOn(bool hasBus = true)
    {
        var board = new HandBoard(hasBus ? _rig.Port : null, nowMs => _rig.Port.NowMs = nowMs) { Flash = _flash };
        board.Controller = new EnergyController(board);
        board.Controller.Start(false);
        board.Controller.Attach(new ConsoleTask(board.Controller));
        return board;
    }
}
