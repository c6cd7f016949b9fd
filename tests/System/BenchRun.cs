// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Text.Json.Nodes;
using Wattwarden.SystemTests.Support;

namespace Wattwarden.SystemTests;

/// <summary>One quick run of the bench as its users start it; what it prints is kept as a report.</summary>
public sealed class BenchRun
{
    private const int LimitMs = 120_000;

    public BenchRun()
    {
        string figures = Path.GetTempFileName();
        var start = new ProcessStartInfo("dotnet", [Program, "--quick", "--report", figures]) { RedirectStandardOutput = true, RedirectStandardError = true };
        long startedAt = Stopwatch.GetTimestamp();
        using Process bench = Process.Start(start)!;
        Task<string> errors = bench.StandardError.ReadToEndAsync();
        Task<string> output = bench.StandardOutput.ReadToEndAsync();
        if (!bench.WaitForExit(LimitMs))
        {
            bench.Kill(true);
            throw new TimeoutException($"the bench did not end within {LimitMs / 1000} s");
        }

        ExitCode = bench.ExitCode;
        Output = output.Result + errors.Result;
        Figures = File.ReadAllText(figures) is { Length: > 0 } json ? JsonNode.Parse(json)! : throw new InvalidOperationException($"the bench ended with {ExitCode}: {Output}");
        File.Delete(figures);
        Report.Write("bench", [.. Output.TrimEnd().Split('\n').Select(line => line.TrimEnd()), $"measured in {Stopwatch.GetElapsedTime(startedAt).TotalSeconds:0.0} s"]);
    }

    public int ExitCode { get; }

    public string Output { get; }

    public JsonNode Figures { get; }

    private static string Program =>
        Path.Combine(Report.Root(), "artifacts", "bin", "Wattwarden.Bench", new DirectoryInfo(AppContext.BaseDirectory).Name, "Wattwarden.Bench.dll");
}
