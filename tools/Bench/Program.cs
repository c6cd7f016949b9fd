// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using Wattwarden.Bench.Bus;
using Wattwarden.Bench.Peers;
using Wattwarden.Bench.Step;

namespace Wattwarden.Bench;

/// <summary>Exit codes: 0 measured, 1 a control step allocates or something could not be measured, 2 wrong options.</summary>
internal static class Program
{
    private const string Usage = "usage: dotnet run -c Release --project tools/Bench -- [--quick] [--report FILE.json]";

    public static int Main(string[] arguments)
    {
        bool quick = false;
        string? reportPath = null;
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--quick")
            {
                quick = true;
            }
            else if (arguments[i] == "--report" && i + 1 < arguments.Length)
            {
                reportPath = arguments[++i];
            }
            else
            {
                Console.Error.WriteLine(Usage);
                return 2;
            }
        }

        try
        {
            return Measure(quick, reportPath);
        }
        catch (BenchError error)
        {
            Console.Error.WriteLine("bench: " + error.Message);
            return 1;
        }
    }

    private static int Measure(bool quick, string? reportPath)
    {
        string machine = $"{Environment.ProcessorCount} cores {RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.FrameworkDescription}";
        var report = new BenchReport(quick, machine, new StepBench().Run(quick), SnapshotBench.Run(quick), PeerBench.Run(quick));
        Tables.Print(report);
        if (reportPath is not null) File.WriteAllText(reportPath, report.ToJson());
        return report.Step.AllocatedBytes == 0 ? 0 : 1;
    }
}
