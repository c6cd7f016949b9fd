// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Emulator.House;

namespace Wattwarden.Emulator;

/// <summary>The result of a run, written as JSON. docs/reference/emulator.md explains the fields; a test compares.</summary>
public sealed record Report
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public required double ProducedKWh { get; init; }

    public required double ImportedKWh { get; init; }

    public required double ExportedKWh { get; init; }

    public required double ConsumedKWh { get; init; }

    public required double SelfConsumedKWh { get; init; }

    public required double SelfConsumptionPercent { get; init; }

    public required double BalanceErrorPercent { get; init; }

    public required LoadReport[] Loads { get; init; }

    public required OutputReport[] Outputs { get; init; }

    public required BoilerReport Boiler { get; init; }

    public required double SimulatedSeconds { get; init; }

    public required double WallSeconds { get; init; }

    public required long LoopSteps { get; init; }

    public required long BusRequests { get; init; }

    public required long BusBytes { get; init; }

    public required int Restarts { get; init; }

    /// <summary>From the house's own counters; the rest comes from the run.</summary>
    public static Report Of(HouseState house, double wallSeconds, long loopSteps, long busRequests, long busBytes, int restarts) => new()
    {
        ProducedKWh = Round(house.ProducedKWh),
        ImportedKWh = Round(house.ImportedKWh),
        ExportedKWh = Round(house.ExportedKWh),
        ConsumedKWh = Round(house.ConsumedKWh),
        SelfConsumedKWh = Round(house.SelfConsumedKWh),
        SelfConsumptionPercent = house.ProducedKWh > 0 ? Math.Round(100 * house.SelfConsumedKWh / house.ProducedKWh, 2) : 0,
        BalanceErrorPercent = BalanceError(house),
        Loads = Array.ConvertAll(house.Loads, load => new LoadReport(load.Id, load.Name, Round(load.KWh), Math.Round(load.OnSeconds, 3), load.Switchings)),
        Outputs = [.. Wiring.Terminals.Select((terminal, i) => new OutputReport(terminal.Id, house.RelaySwitchings[i]))],
        Boiler = new BoilerReport(Round(house.BoilerMinCelsius), Round(house.BoilerMaxCelsius), Round(house.BoilerCelsius)),
        SimulatedSeconds = Math.Round(house.Seconds, 3),
        WallSeconds = Math.Round(wallSeconds, 3),
        LoopSteps = loopSteps,
        BusRequests = busRequests,
        BusBytes = busBytes,
        Restarts = restarts,
    };

    /// <summary>Produced and imported against exported and consumed, percent of what came in.</summary>
    public static double BalanceError(HouseState house)
    {
        double came = house.ProducedKWh + house.ImportedKWh;
        double went = house.ExportedKWh + house.ConsumedKWh;
        return came > 0 ? Math.Round(100 * Math.Abs(came - went) / came, 6) : 0;
    }

    public string ToJson() => JsonSerializer.Serialize(this, Format);

    private static double Round(double value) => Math.Round(value, 4);
}

/// <summary>One load of the house.</summary>
public sealed record LoadReport(string Id, string Name, double KWh, double OnSeconds, int Switchings);

/// <summary>One relay of the board.</summary>
public sealed record OutputReport(string Id, int Switchings);

/// <summary>Hot water over the run.</summary>
public sealed record BoilerReport(double MinCelsius, double MaxCelsius, double EndCelsius);
