// SPDX-License-Identifier: MIT
extern alias boardcheck;
extern alias nano;
using System.Reflection;
using nanoFramework.Emulation;
using Wattwarden.Boards;
using Wattwarden.Emulator.OneWire;
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Boards;

/// <summary>The pin files, and the programs on an emulated board.</summary>
public sealed class BoardTests : IDisposable
{
    private static readonly int[] StrappingPins = [0, 2, 5, 12, 15];
    private static readonly int[] RmiiPins = [0, 19, 21, 22, 25, 26, 27];
    private static readonly int[] FlashAndPsramPins = [6, 7, 8, 9, 10, 11, 16, 17];

    private readonly TestChip _chip = new();

    public void Dispose() => _chip.Dispose();

    public static TheoryData<Type, string, int> Boards => new()
    {
        { typeof(WattwardenEmsRevA), "ESP32_PSRAM_REV3", 6 },
        { typeof(OlimexEsp32EvbRevI), "ESP32_REV3", 2 },
        { typeof(WaveshareEsp32S3Relay6Ch), "ESP32_S3_QUAD", 6 },
    };

    [Theory]
    [MemberData(nameof(Boards))]
    public void A_board_comes_up_with_its_relays_off_and_its_bus_working(Type type, string target, int relays)
    {
        using TestChip chip = new(target: target);
        TestWire wire = new();
        chip.Machine.ConnectUart("COM2", wire);
        chip.Run(() =>
        {
            IBoard board = (IBoard)Activator.CreateInstance(type)!;
            Assert.Equal(relays, board.Relays.Length);
            Assert.All(board.Relays, r => Assert.True(r.TryGet(out bool on) && !on));
            Assert.True(board.Rs485.Configure(9600, LineParity.None, 1));
            board.Rs485.Write([1, 2], 0, 2);
            Assert.Equal(new byte[] { 1, 2 }, wire.Sent);
            Assert.True(board.Files.Write("x", [1], 1));
            Assert.Equal(board.Name, board.System.BoardName);
        });
    }

    [Theory]
    [InlineData(typeof(WattwardenEmsRevAPins))]
    [InlineData(typeof(OlimexEsp32EvbRevIPins))]
    [InlineData(typeof(WaveshareEsp32S3Relay6ChPins))]
    public void A_pin_has_one_use(Type pins) => Assert.Equal(PinsOf(pins).Count, PinsOf(pins).Values.Distinct().Count());

    [Fact]
    public void Relays_of_our_own_board_are_on_pins_that_decide_nothing_at_reset()
    {
        Dictionary<string, int> pins = PinsOf(typeof(WattwardenEmsRevAPins));
        int[] relays = pins.Where(p => p.Key.StartsWith("Out", StringComparison.Ordinal)).Select(p => p.Value).ToArray();
        Assert.Equal(6, relays.Length);
        Assert.Empty(relays.Intersect(StrappingPins));
        Assert.All(relays, p => Assert.InRange(p, 0, 33));
        Assert.Empty(pins.Where(p => p.Key != "PhyClock").Select(p => p.Value).Intersect(RmiiPins));
        Assert.Empty(pins.Values.Intersect(FlashAndPsramPins));
        Assert.All(pins.Where(p => p.Key.StartsWith("Input", StringComparison.Ordinal)), p => Assert.InRange(p.Value, 34, 39));
    }

    [Fact]
    public void The_device_program_runs_until_power_is_cut_and_tells_where_its_page_is()
    {
        int port = _chip.ConnectNetwork().Port;
        StopAfter(minutes: 10);
        _chip.Run(Wattwarden.Device.Program.Main);
        Assert.Contains("Wattwarden on Wattwarden EMS rev A", _chip.Console);
        Assert.Contains($"page: http://127.0.0.1:{port}/", _chip.Console);
        Assert.DoesNotContain("fatal", _chip.Console);
        Assert.False(_chip.Machine.RestartAsked);
    }

    [Fact]
    public void The_device_program_enters_safe_mode_after_three_quick_restarts()
    {
        for (int start = 1; start <= 4; start++)
        {
            StopAfter(minutes: 1);
            _chip.Run(Wattwarden.Device.Program.Main);
            Assert.Equal(start == 4, _chip.Console.Contains("SAFE MODE", StringComparison.Ordinal));
            _chip.PowerCycle();
        }
    }

    [Fact]
    public void A_fault_that_the_program_cannot_survive_ends_in_a_restart()
    {
        _chip.Run(() =>
        {
            new nano::System.Device.Gpio.GpioController().OpenPin(WattwardenEmsRevAPins.Out0);
            Wattwarden.Device.Program.Main();
        });
        Assert.Contains("fatal", _chip.Console);
        Assert.True(_chip.Machine.RestartAsked);
    }

    [Fact]
    public void The_board_check_passes_on_a_board_with_a_meter_and_switches_every_relay_once()
    {
        List<int> switchedOn = [];
        _chip.Machine.Pins.Written += (pin, level) =>
        {
            if (level) switchedOn.Add(pin);
        };
        ConnectMeter(answers: true);
        Thermometer[] sensors = [new(Dow.Rom(0x28, 1), _ => 20), new(Dow.Rom(0x10, 2), _ => 20)];
        _chip.Machine.ConnectOneWire(new OneWireBus(sensors));
        StopAfter(minutes: 2);
        _chip.Run(boardcheck::Wattwarden.BoardCheck.Program.Main);
        Assert.Contains($"1-Wire: {Dow.Text(sensors[0].Rom)} DS18B20", _chip.Console);
        Assert.Contains($"1-Wire: {Dow.Text(sensors[1].Rom)} DS18S20", _chip.Console);
        Assert.Contains("RS-485 9600 8N1: answer 01 04 04 43 66 33 33 5a fa", _chip.Console);
        Assert.Contains("RESULT: passed", _chip.Console);
        Assert.Equal([4, 13, 18, 23, 32, 33], switchedOn);
    }

    [Fact]
    public void The_board_check_tells_an_echo_from_an_answer()
    {
        ConnectMeter(answers: false);
        StopAfter(minutes: 2);
        _chip.Run(boardcheck::Wattwarden.BoardCheck.Program.Main);
        Assert.Contains("RS-485 9600 8N1: echo of the question 01 04", _chip.Console);
        Assert.Contains("no meter answers as slave 1", _chip.Console);
        Assert.Contains("1-Wire: the line does not carry what is sent", _chip.Console);
        Assert.Contains("RESULT: FAILED", _chip.Console);
    }

    private void ConnectMeter(bool answers) => _chip.Machine.ConnectUart("COM2", new TestWire
    {
        // 230.2 V as a float.
        Answer = question => answers ? (5000, [0x01, 0x04, 0x04, 0x43, 0x66, 0x33, 0x33, 0x5A, 0xFA]) : (0, question),
    });

    private void StopAfter(int minutes)
    {
        Machine machine = _chip.Machine;
        long atUs = _chip.Time.NowUs + minutes * 60_000_000L;
        ((VirtualTimeline)_chip.Time).Advanced += (_, nowUs) =>
        {
            if (nowUs >= atUs) machine.Stop();
        };
    }

    private static Dictionary<string, int> PinsOf(Type pins) =>
        pins.GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(f => f.Name, f => (int)f.GetRawConstantValue()!);
}
