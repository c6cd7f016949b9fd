// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;

namespace Wattwarden.Emulator.House;

/// <summary>
/// The pulse output of a meter, wired to a pin of the board: closes its contact once for each started part of what it counts. It goes on counting
/// while the board is off; such pulses are lost, as in a real house.
/// </summary>
public sealed class S0Output(string name, int pin, double pulsesPerUnit, Func<long, double> counted)
{
    private long _given;

    public string Name { get; } = name;

    public int Pin { get; } = pin;

    /// <summary>Pulses given so far.</summary>
    public long Given => _given;

    /// <summary>The contact is open; call it for a chip that has just got power.</summary>
    public void Release(PinBank pins) => pins.Drive(Pin, true);

    /// <summary>Gives the pulses that are due at this moment of the house.</summary>
    public void AdvanceTo(long nowUs, PinBank pins)
    {
        long due = (long)Math.Floor(counted(nowUs) * pulsesPerUnit);
        for (; _given < due; _given++)
        {
            pins.Drive(Pin, false);
            pins.Drive(Pin, true);
        }
    }
}
