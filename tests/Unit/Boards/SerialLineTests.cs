// SPDX-License-Identifier: MIT
extern alias nano;
using nanoFramework.Emulation;
using Wattwarden.Boards;
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Xunit;
using GpioController = nano::System.Device.Gpio.GpioController;
using SerialMode = nano::System.IO.Ports.SerialMode;

namespace Wattwarden.Tests.Unit.Boards;

public sealed class SerialLineTests : IDisposable
{
    private const int DirectionPin = 12;

    private readonly TestChip _chip = new();
    private readonly TestWire _wire = new();
    private readonly byte[] _buffer = new byte[300];

    public SerialLineTests() => _chip.Machine.ConnectUart("COM1", _wire);

    public void Dispose() => _chip.Dispose();

    [Theory]
    [InlineData(9600, LineParity.None, 1, 'N')]
    [InlineData(2400, LineParity.Even, 1, 'E')]
    [InlineData(115200, LineParity.Odd, 2, 'O')]
    public void Parameters_reach_the_wire(int bitRate, LineParity parity, int stopBits, char expected) => _chip.Run(() =>
    {
        Assert.True(Rs485Line().Configure(bitRate, parity, stopBits));
        Assert.Equal(new UartSetup(bitRate, 8, expected, stopBits, Rs485: true), _wire.Setup);
    });

    [Fact]
    public void The_port_is_reopened_when_parameters_change_and_left_alone_otherwise() => _chip.Run(() =>
    {
        SerialPortLine line = Rs485Line();
        line.Configure(9600, LineParity.None, 1);
        _wire.Send([1, 2], 0);
        _chip.Time.Sleep(10);
        line.Configure(9600, LineParity.None, 1);
        Assert.Equal(2, line.Available);
        Assert.True(line.Configure(19200, LineParity.None, 1));
        Assert.Equal(0, line.Available);
        Assert.Equal(19200, _wire.Setup.BaudRate);
    });

    [Fact]
    public void Reading_never_waits_and_gives_what_has_arrived() => _chip.Run(() =>
    {
        SerialPortLine line = Rs485Line();
        line.Configure(9600, LineParity.None, 1);
        Assert.Equal(0, line.Read(_buffer, 0, 5));
        _wire.Send([1, 2, 3], 0);
        _chip.Time.Sleep(10);
        Assert.Equal(2, line.Read(_buffer, 7, 2));
        Assert.Equal(1, line.Read(_buffer, 9, 100));
        Assert.Equal(new byte[] { 1, 2, 3 }, _buffer[7..10]);
        Assert.Equal(10_000, _chip.Time.NowUs);
    });

    [Fact]
    public void A_whole_frame_fits_even_if_nobody_looks_meanwhile() => _chip.Run(() =>
    {
        SerialPortLine line = Rs485Line();
        line.Configure(9600, LineParity.None, 1);
        _wire.Send(new byte[256 + 40], 0);
        _chip.Time.Sleep(1000);
        Assert.Equal(296, line.Available);
    });

    [Fact]
    public void Discarding_drops_everything_received() => _chip.Run(() =>
    {
        SerialPortLine line = Rs485Line();
        line.Configure(9600, LineParity.None, 1);
        _wire.Send(new byte[200], 0);
        _chip.Time.Sleep(500);
        line.DiscardInput();
        Assert.Equal(0, line.Available);
    });

    [Fact]
    public void A_port_in_use_or_without_pins_cannot_be_configured() => _chip.Run(() =>
    {
        Rs485Line().Configure(9600, LineParity.None, 1);
        SerialPortLine second = Rs485Line();
        Assert.False(second.Configure(9600, LineParity.None, 1));
        Assert.False(new SerialPortLine("COM3", SerialMode.Normal).Configure(9600, LineParity.None, 1));
        Assert.Equal(0, second.Available);
        second.Write(_buffer, 0, 3);
        Assert.Empty(_wire.Sent);
    });

    [Fact]
    public void A_line_that_did_not_open_is_tried_again() => _chip.Run(() =>
    {
        SerialPortLine first = Rs485Line();
        first.Configure(9600, LineParity.None, 1);
        SerialPortLine second = Rs485Line();
        Assert.False(second.Configure(9600, LineParity.None, 1));
        Assert.False(first.Configure(-1, LineParity.None, 1) && second.Configure(9600, LineParity.None, 1));
    });

    [Fact]
    public void The_driver_is_on_until_the_last_character_and_one_more_have_gone() => _chip.Run(() =>
    {
        GpioDirectionSerialLine line = new("COM1", new NanoClock(), new GpioController(), DirectionPin, activeHigh: true);
        line.Configure(9600, LineParity.Even, 1);
        Assert.False(_chip.Machine.Pins.Level(DirectionPin));

        line.Write(_buffer, 0, 8);
        long lastBitUs = 8 * _wire.Setup.CharacterUs;
        long releasedUs = 0;
        while (releasedUs == 0)
        {
            _ = line.Available;
            if (!_chip.Machine.Pins.Level(DirectionPin)) releasedUs = _chip.Time.NowUs;
            _chip.Time.Sleep(10);
        }

        Assert.InRange(releasedUs, lastBitUs + _wire.Setup.CharacterUs, lastBitUs + _wire.Setup.CharacterUs + 14_000);
        Assert.False(_wire.Setup.Rs485);
    });

    [Fact]
    public void A_line_at_work_allocates_nothing() => _chip.Run(() =>
    {
        SerialPortLine line = new("COM1", SerialMode.RS485);
        line.Configure(9600, LineParity.None, 1);
        _wire.Send(new byte[200], 0);
        _chip.Time.Sleep(300);
        line.Read(_buffer, 0, 50);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int read = 0;
        for (int i = 0; i < 10; i++)
        {
            line.Configure(9600, LineParity.None, 1);
            if (line.Available > 0) read += line.Read(_buffer, 0, 20);
            line.DiscardInput();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(20, read);
    });

    [Fact]
    public void Input_that_overflows_between_looking_and_reading_is_no_fault() => _chip.Run(() =>
    {
        _chip.Machine.ConnectUart("COM1", new BurstWire());
        SerialPortLine line = Rs485Line();
        line.Configure(9600, LineParity.None, 1);
        Assert.Equal(0, line.Read(_buffer, 0, 10));
    });

    /// <summary>Ten bytes at the first look, more than the port can hold at the second.</summary>
    private sealed class BurstWire : UartWire
    {
        private readonly Queue<int> _bursts = new([10, 0, 200, 200, 110, 0]);

        public override void Configure(UartSetup setup)
        {
        }

        public override void Transmit(ReadOnlySpan<byte> bytes, long nowUs)
        {
        }

        public override int Receive(Span<byte> into, long nowUs) => _bursts.TryDequeue(out int count) ? count : 0;
    }

    private static SerialPortLine Rs485Line() => new("COM1", SerialMode.RS485);
}
