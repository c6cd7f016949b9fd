// SPDX-License-Identifier: MIT
extern alias nano;
using nanoFramework.Emulation;
using Wattwarden.Boards;
using Wattwarden.Emulator.OneWire;
using Wattwarden.OneWire;
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Sensors;
using Wattwarden.Tests.Support;
using Xunit;
using OneWireHost = nano::nanoFramework.Device.OneWire.OneWireHost;

namespace Wattwarden.Tests.Unit.Packages;

/// <summary>The emulated 1-Wire host has the chip's quirks, and the board's adapter lives with them.</summary>
public sealed class OneWireHostTests : IDisposable
{
    private const int Com3Tx = 0x30300;

    private readonly TestChip _chip = new();

    public void Dispose() => _chip.Dispose();

    [Fact]
    public void It_needs_its_pins_and_exists_once() => _chip.Run(() =>
    {
        Assert.Throws<ArgumentException>(() => new OneWireHost());
        SetPins();
        var host = new OneWireHost();
        Assert.Throws<InvalidOperationException>(() => new OneWireHost());
        Assert.Throws<ArgumentException>(() => new nano::System.IO.Ports.SerialPort("COM3"));
        host.Dispose();
        Assert.Throws<ObjectDisposedException>(() => host.TouchReset());
        new OneWireHost().Dispose();
    });

    [Fact]
    public void It_cannot_share_com3_with_a_serial_port() => _chip.Run(() =>
    {
        SetPins();
        using var port = new nano::System.IO.Ports.SerialPort("COM3");
        Assert.Throws<ArgumentException>(() => new OneWireHost());
        Assert.Null(OneWireHostBus.TryOpen());
    });

    [Fact]
    public void Bytes_go_lowest_bit_first()
    {
        var sensor = new Thermometer(Dow.Rom(0x28, 0x123456), _ => 25.0625);
        _chip.Machine.ConnectOneWire(new OneWireBus([sensor]));
        _chip.Run(() =>
        {
            SetPins();
            var host = new OneWireHost();
            Assert.True(host.TouchReset());
            Assert.Equal(0x33, host.TouchByte(0x33));
            ulong rom = 0;
            for (int i = 0; i < 8; i++) rom |= (ulong)host.TouchByte(0xFF) << 8 * i;
            Assert.Equal(sensor.Rom, rom);
        });
    }

    [Fact]
    public void A_host_that_hears_nothing_reports_a_presence_that_the_firmware_does_not_believe() => _chip.Run(() =>
    {
        SetPins();
        OneWireHostBus bus = OneWireHostBus.TryOpen();
        Assert.True(bus.Reset());
        var points = new PointTable();
        var task = new TemperatureSensors(bus, points);
        task.Section.Commit("""[{"position":1,"id":"28-ff641e0f160390"}]""");
        task.AskNext(null!);
        var found = new FoundSensor();
        long slowestMs = 0;
        for (int i = 0; i < 1000; i++)
        {
            long beforeUs = _chip.Time.NowUs;
            task.Step(beforeUs / 1000);
            slowestMs = Math.Max(slowestMs, (_chip.Time.NowUs - beforeUs) / 1000);
            if (found.State != FinderState.LineFault) task.TakeAnswer(found);
            _chip.Time.Sleep(10);
        }

        Assert.Equal(FinderState.LineFault, found.State);
        Assert.Equal(Quality.Failed, points.Quality(PointId.FirstSensor));
        Assert.InRange(slowestMs, 20, 60);
    });

    [Fact]
    public void The_board_has_a_bus_that_finds_its_sensors()
    {
        var sensor = new Thermometer(Dow.Rom(0x28, 99), _ => 21.5);
        _chip.Machine.ConnectOneWire(new OneWireBus([sensor]));
        _chip.Run(() =>
        {
            IBoard board = new WattwardenEmsRevA();
            var search = new RomSearch(board.OneWire);
            search.Next();
            while (search.Step() == SearchStatus.Working)
            {
            }

            Assert.Equal(SearchStatus.Found, search.Status);
            Assert.Equal((long)sensor.Rom, search.Id);
        });
    }

    private static void SetPins()
    {
        Machine.Current.SetPinFunction(Com3Tx, 15);
        Machine.Current.SetPinFunction(Com3Tx + 1, 35);
    }
}
