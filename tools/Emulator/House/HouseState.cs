// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.House;

/// <summary>The house at one moment, for the panel and the report.</summary>
public sealed record HouseState
{
    public required DateTime Clock { get; init; }

    public required double Seconds { get; init; }

    public required double SunWatts { get; init; }

    public required bool SunIsFixed { get; init; }

    public required double HouseholdWatts { get; init; }

    public required bool HouseholdIsFixed { get; init; }

    public required double ConsumedWatts { get; init; }

    /// <summary>Import positive.</summary>
    public required double GridWatts { get; init; }

    public required double[] PhaseVolts { get; init; }

    public required double[] PhaseWatts { get; init; }

    public required double BoilerCelsius { get; init; }

    public required double BoilerMinCelsius { get; init; }

    public required double BoilerMaxCelsius { get; init; }

    public required bool[] HeaterMayHeat { get; init; }

    public required bool[] Relays { get; init; }

    public required int[] RelaySwitchings { get; init; }

    public required LoadState[] Loads { get; init; }

    public required double ProducedKWh { get; init; }

    public required double ImportedKWh { get; init; }

    public required double ExportedKWh { get; init; }

    public required double SelfConsumedKWh { get; init; }

    /// <summary>Sum of the loads' own counters.</summary>
    public double ConsumedKWh => Loads.Sum(load => load.KWh);
}

public sealed record LoadState(string Id, string Name, double Watts, double KWh, double OnSeconds, int Switchings)
{
    internal static LoadState Of(Load load) => new(load.Id, load.Name, load.Watts, load.KWh, load.OnSeconds, load.Switchings);
}
