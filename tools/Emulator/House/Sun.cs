// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.House;

/// <summary>What the inverter delivers.</summary>
public abstract class Sun
{
    /// <summary>Watts, never negative, at a moment of the house clock: seconds since 1970-01-01T00:00 of that clock.</summary>
    public abstract double WattsAt(double second);

    /// <summary>Where it comes from, in a few words for people.</summary>
    public abstract string Title { get; }
}
