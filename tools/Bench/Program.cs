// SPDX-License-Identifier: MIT
namespace Wattwarden.Bench;

internal static class Program
{
    public static int Main(string[] args)
    {
        var f = new Step.StepBench().Run(args.Contains("--quick"));
        Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(f));
        return 0;
    }
}
