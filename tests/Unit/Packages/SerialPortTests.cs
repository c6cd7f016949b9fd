// SPDX-License-Identifier: MIT
extern alias nano;
using nanoFramework.Emulation;
using Wattwarden.Tests.Support;
using Xunit;
using Configuration = nano::nanoFramework.Hardware.Esp32.Configuration;
using DeviceFunction = nano::nanoFramework.Hardware.Esp32.DeviceFunction;
using SerialMode = nano::System.IO.Ports.SerialMode;
using SerialPort = nano::System.IO.Ports.SerialPort;

namespace Wattwarden.Tests.Unit.Packages;

public sealed class SerialPortTests : IDisposable
{
    private readonly TestChip _chip = new();
    private readonly TestWire _wire = new();

    public SerialPortTests() => _chip.Machine.ConnectUart("COM1", _wire);

    public void Dispose() => _chip.Dispose();

    [Theory]
    [InlineData("COM0")]
    [InlineData("COM10")]
    [InlineData("/dev/ttyUSB0")]
    [InlineData("UART")]
    public void A_port_has_one_digit(string name) => _chip.Run(() => Assert.Throws<ArgumentException>(() => new SerialPort(name)));

    [Fact]
    public void A_second_instance_is_refused_until_the_first_is_disposed_of() => _chip.Run(() =>
    {
        SerialPort first = new("COM1");
        first.Open();
        first.Close();
        Assert.Throws<ArgumentException>(() => new SerialPort("COM1"));
        first.Dispose();
        new SerialPort("COM1").Open();
    });

    [Fact]
    public void Reading_takes_all_that_was_asked_for_or_nothing() => _chip.Run(() =>
    {
        SerialPort port = Opened();
        port.ReadTimeout = 50;
        _wire.Send([1, 2, 3], 0);
        byte[] buffer = new byte[8];

        Assert.Throws<TimeoutException>(() => port.Read(buffer, 0, 4));
        Assert.Equal(new byte[8], buffer);
        Assert.Equal(3, port.BytesToRead);
        Assert.Equal(3, port.Read(buffer, 1, 3));
        Assert.Equal(new byte[] { 0, 1, 2, 3, 0, 0, 0, 0 }, buffer);
        Assert.Equal(0, port.BytesToRead);
    });

    [Fact]
    public void Timeouts_are_infinite_until_they_are_set() => _chip.Run(() =>
    {
        SerialPort port = Opened();
        Assert.Equal((-1, -1), (port.ReadTimeout, port.WriteTimeout));
        _wire.Send([9], 3_600_000_000);
        Assert.Equal(1, port.Read(new byte[1], 0, 1));
        Assert.InRange(_chip.Time.NowUs, 3_600_000_000, 3_600_100_000);
    });

    [Fact]
    public void Bytes_arrive_one_by_one_at_the_speed_of_the_line() => _chip.Run(() =>
    {
        SerialPort port = Opened();
        _wire.Send(new byte[20], 0);
        int atOnce = port.BytesToRead;
        _chip.Time.Sleep(10);
        int afterATick = port.BytesToRead;
        Assert.Equal(0, atOnce);
        Assert.Equal(9, afterATick); // 10 bits at 9600 are 1.042 ms
    });

    [Fact]
    public void An_overflow_loses_the_whole_input() => _chip.Run(() =>
    {
        SerialPort port = Opened();
        byte[] long300 = Enumerable.Range(0, 300).Select(i => (byte)i).ToArray();
        _wire.Send(long300, 0);
        _chip.Time.Sleep(1000);
        Assert.Equal(300 - 256 - 1, port.BytesToRead);
        byte[] rest = new byte[43];
        port.Read(rest, 0, 43);
        Assert.Equal(long300[257..], rest);
    });

    [Fact]
    public void Both_buffer_sizes_are_one_figure_set_before_opening() => _chip.Run(() =>
    {
        SerialPort port = new("COM1");
        Assert.Equal(256, port.ReadBufferSize);
        port.WriteBufferSize = 512;
        Assert.Equal(512, port.ReadBufferSize);
        Assert.Throws<ArgumentOutOfRangeException>(() => port.ReadBufferSize = 128);
        port.Open();
        Assert.Throws<InvalidOperationException>(() => port.ReadBufferSize = 300);
    });

    [Fact]
    public void Writing_returns_when_the_rest_fits_the_fifo() => _chip.Run(() =>
    {
        SerialPort port = Opened();
        port.Write(new byte[128], 0, 128);
        Assert.Equal(0, _chip.Time.NowUs);
        port.Write(new byte[228], 0, 228);
        Assert.InRange(_chip.Time.NowUs, 104_000, 120_000);
    });

    [Fact]
    public void A_closed_port_neither_reads_nor_writes() => _chip.Run(() =>
    {
        SerialPort port = new("COM1");
        Assert.Throws<InvalidOperationException>(() => port.BytesToRead);
        Assert.Throws<InvalidOperationException>(() => port.Write(new byte[1], 0, 1));
        port.Open();
        Assert.Throws<InvalidOperationException>(port.Open);
    });

    [Fact]
    public void Other_ports_of_an_esp32_want_their_pins_first() => _chip.Run(() =>
    {
        SerialPort port = new("COM2");
        Assert.Throws<ArgumentException>(port.Open);
        Configuration.SetPinFunction(17, DeviceFunction.COM2_TX);
        Configuration.SetPinFunction(18, DeviceFunction.COM2_RX);
        port.Open();
    });

    [Theory]
    [InlineData("ESP32_PSRAM_REV3", true)]
    [InlineData("ST_STM32F769I_DISCOVERY", false)]
    public void Only_an_esp32_drives_the_direction_of_rs485(string target, bool expected)
    {
        using TestChip chip = new(target: target);
        chip.Machine.ConnectUart("COM1", _wire);
        chip.Run(() =>
        {
            SerialPort port = new("COM1") { Mode = SerialMode.RS485 };
            port.Open();
        });
        Assert.Equal(expected, _wire.Setup.Rs485);
    }

    private SerialPort Opened()
    {
        SerialPort port = new("COM1");
        port.Open();
        Assert.Equal(new UartSetup(9600, 8, 'N', 1), _wire.Setup);
        return port;
    }
}
