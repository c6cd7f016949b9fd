// SPDX-License-Identifier: MIT
using System.Text.Json;

namespace Wattwarden.Emulator.Fleet;

/// <summary>What was measured of a fleet, written as JSON. docs/reference/emulator.md explains the fields; a test compares.</summary>
public sealed record FleetReport
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public required int Devices { get; init; }

    public required double Seconds { get; init; }

    public required int IntervalSeconds { get; init; }

    public required double StartSeconds { get; init; }

    public required double MessagesPerSecond { get; init; }

    public required double BytesPerSecond { get; init; }

    public required long Samples { get; init; }

    public required long SamplesMissing { get; init; }

    public required long SamplesRepeated { get; init; }

    public required int FewestSamples { get; init; }

    public required int Switches { get; init; }

    public required int SwitchesUnanswered { get; init; }

    public required double SwitchP50Ms { get; init; }

    public required double SwitchP99Ms { get; init; }

    public required double SwitchMaxMs { get; init; }

    public required double DeviceCpuPercent { get; init; }

    public required double DeviceMegabytes { get; init; }

    public required double MeasuringCpuPercent { get; init; }

    public required double? BrokerCpuPercent { get; init; }

    public required double? BrokerMegabytes { get; init; }

    public required int Threads { get; init; }

    public required int Restarts { get; init; }

    public required int Processors { get; init; }

    public required double? LoadAverage { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, Format);

    /// <summary>For people.</summary>
    public IEnumerable<string> Lines() =>
    [
        $"{Devices} devices, {Seconds:0} s, a sample every {IntervalSeconds} s; all there after {StartSeconds:0.0} s; {Processors} processors, load {LoadAverage:0.0}",
        $"messages     {MessagesPerSecond,8:0.0} /s   {BytesPerSecond / 1000:0.0} kB/s   {(MessagesPerSecond > 0 ? BytesPerSecond / MessagesPerSecond : 0):0} B each",
        $"samples      {Samples,8}      missing {SamplesMissing}, repeated {SamplesRepeated}, fewest of a device {FewestSamples}",
        $"switching    {Switches,8}      unanswered {SwitchesUnanswered}, p50 {SwitchP50Ms:0} ms, p99 {SwitchP99Ms:0} ms, longest {SwitchMaxMs:0} ms",
        $"a device     {DeviceCpuPercent,8:0.000} % of a processor, {DeviceMegabytes:0.00} MB, {(double)Threads / Devices:0.0} threads",
        $"broker       {BrokerCpuPercent,8:0.0} % of a processor, {BrokerMegabytes:0.0} MB",
        $"measuring    {MeasuringCpuPercent,8:0.0} % of a processor",
    ];

    /// <summary>The value below which that share of the values lies; 0 of none.</summary>
    public static double Percentile(double[] values, double share)
    {
        if (values.Length == 0) return 0;
        double[] sorted = [.. values.Order()];
        return Math.Round(sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)], 1);
    }
}
