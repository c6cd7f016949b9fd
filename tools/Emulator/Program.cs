// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Runtime.InteropServices;
using Wattwarden.Emulator.Fleet;
using Wattwarden.Emulator.Wires;

namespace Wattwarden.Emulator;

/// <summary>The emulator's entry. Exit codes: 0 done, 1 the run failed, 2 wrong options.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        ParseResult parsed = CommandLine.Build(Start).Parse(arguments);
        if (parsed.Errors.Count == 0) return parsed.Invoke(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
        foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors) Screen.Error(error.Message);
        Screen.Error("--help lists all options.");
        return 2;
    }

    private static int Start(EmulatorOptions options)
    {
        try
        {
            using IRun run = options.Fleet is { } plan ? new FleetRun(options, plan) : new EmulatorRun(options);
            void OnSignal(PosixSignalContext context)
            {
                context.Cancel = true;
                run.Stop();
            }

            using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
            using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
            return run.Run();
        }
        catch (Exception error) when (error is RunError or TtyError)
        {
            Screen.Error(error.Message);
            return 1;
        }
    }
}
