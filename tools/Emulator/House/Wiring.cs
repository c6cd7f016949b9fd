// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.House;

/// <summary>How the reference board is wired into the house: relay terminal, pin (active high), what hangs on it.</summary>
public static class Wiring
{
    /// <summary>The board's RS-485 port.</summary>
    public const string MeterUart = "COM2";

    public const int Out0Pin = 4;
    public const int Out1Pin = 5;
    public const int Out2Pin = 6;
    public const int Out3Pin = 7;
    public const int Out4Pin = 15;
    public const int Out5Pin = 16;

    public static readonly Terminal[] Terminals =
    [
        //   terminal  pin      load id         load name        phase  watts            cos φ → var per watt
        new("out0",    Out0Pin, "heatPump",     "Heat pump",     2,     HeatPump.Watts,  0.48, LoadKind.HeatPump),
        new("out1",    Out1Pin, "heater1",      "Heater 1",      0,     2000,            0,    LoadKind.Heater),
        new("out2",    Out2Pin, "heater2",      "Heater 2",      1,     2000,            0,    LoadKind.Heater),
        new("out3",    Out3Pin, "poolPump",     "Pool pump",     2,     450,             0.62, LoadKind.Plain),
        new("out4",    Out4Pin, "dehumidifier", "Dehumidifier",  2,     300,             0.55, LoadKind.Plain),
        new("out5",    Out5Pin, "socket",       "Garden socket", 1,     150,             0,    LoadKind.Plain),
    ];

    /// <summary>Index of the terminal that a pin drives, −1 for other pins.</summary>
    public static int TerminalOf(int pin) => Array.FindIndex(Terminals, terminal => terminal.Pin == pin);
}

public enum LoadKind
{
    Plain,
    Heater,
    HeatPump,
}

public sealed record Terminal(string Id, int Pin, string LoadId, string LoadName, int Phase, double Watts, double ReactiveShare, LoadKind Kind);
