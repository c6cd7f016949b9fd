// SPDX-License-Identifier: MIT
using Pins = Wattwarden.Boards.WattwardenEmsRevAPins;

namespace Wattwarden.Emulator.House;

/// <summary>How the reference board is wired into the house: relay terminal, pin (active high), what hangs on it.</summary>
public static class Wiring
{
    /// <summary>The board's RS-485 port.</summary>
    public const string MeterUart = "COM2";

    /// <summary>The board's serial console.</summary>
    public const string ConsoleUart = "COM1";

    /// <summary>S0 output of the inverter, 1000 pulses per kWh.</summary>
    public const int SolarPulsePin = Pins.Input1;

    /// <summary>Reed contact of the water meter, 1 pulse per litre. The outside sensor has this input when it is fitted.</summary>
    public const int WaterPulsePin = Pins.Input2;

    /// <summary>PT1000 outside.</summary>
    public const int OutsideAdcChannel = Boards.WattwardenEmsRevA.Input2AdcChannel;

    public static readonly Terminal[] Terminals =
    [
        //   terminal  pin      load id         load name        phase  watts            cos φ → var per watt
        new("out0",    Pins.Out0, "heatPump",     "Heat pump",     2,     HeatPump.Watts,  0.48, LoadKind.HeatPump),
        new("out1",    Pins.Out1, "heater1",      "Heater 1",      0,     2000,            0,    LoadKind.Heater),
        new("out2",    Pins.Out2, "heater2",      "Heater 2",      1,     2000,            0,    LoadKind.Heater),
        new("out3",    Pins.Out3, "poolPump",     "Pool pump",     2,     450,             0.62, LoadKind.Plain),
        new("out4",    Pins.Out4, "dehumidifier", "Dehumidifier",  2,     300,             0.55, LoadKind.Plain),
        new("out5",    Pins.Out5, "socket",       "Garden socket", 1,     150,             0,    LoadKind.Plain),
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
