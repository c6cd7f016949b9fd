// SPDX-License-Identifier: MIT
using System.Text.Json;

namespace Wattwarden.Bench;

/// <summary>All figures of a run; docs/reference/bench.md says what each means.</summary>
internal sealed record BenchReport(bool Quick, string Machine, StepFigures Step, SnapshotFigures[] Snapshots, PeerFigures Peers)
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public string ToJson() => JsonSerializer.Serialize(this, Format);
}

/// <summary>The control step at full configuration. Units: iterations of the empty loop that takes UnitNs each.</summary>
internal sealed record StepFigures(
    long Steps, long AllocatedBytes, BusyFigures Busy, double IdleNs, double AllEventsNs, double AllFlipNs, HourFigures Hour, double UnitNs, double IdleUnits, double AllEventsUnits, double AllFlipUnits);

/// <summary>What happened while allocation was watched.</summary>
internal sealed record BusyFigures(double SimulatedHours, int Switchings, int FileWrites);

/// <summary>An hour of polling in virtual time.</summary>
internal sealed record HourFigures(long Steps, int Requests, double NsPerStep);

/// <summary>Reading all quantities of a meter once, in virtual time. Limit: characters + silences + the meter's thinking.</summary>
internal sealed record SnapshotFigures(
    string Meter, string Reading, int TickMs, int Quantities, int Requests, int Bytes, double SnapshotMs, double LimitMs, double OverLimitPercent, double CharactersMs, double SilencesMs, double ThinkingMs);

/// <summary>The same line and meter for the firmware's master and libmodbus, in real time. Why: why there are no rows.</summary>
internal sealed record PeerFigures(string? Why, int Rounds, PeerRow[] Rows);

internal sealed record PeerRow(string Meter, string Reading, double OursMs, double LibmodbusMs, double Ratio);
