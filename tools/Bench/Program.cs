// SPDX-License-Identifier: MIT
namespace Wattwarden.Bench;

internal static class Program
{
    public static int Main(string[] args)
    {
        foreach (var f in Bus.SnapshotBench.Run(args.Contains("--quick"))) Console.WriteLine(f);
        return 0;
    }
}
