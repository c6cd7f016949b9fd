// SPDX-License-Identifier: MIT
using System.CommandLine;
using Spectre.Console;

namespace Wattwarden.Provision;

/// <summary>The tool's entry. Exit codes: 0 done, 1 it failed or was refused, 2 wrong options.</summary>
internal static class Program
{
    // Lines in a file are not broken where a terminal would end.
    private const int RedirectedWidth = 1000;

    public static int Main(string[] arguments)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = RedirectedWidth;
            AnsiConsole.Profile.Capabilities.Ansi = false;
        }

        ParseResult parsed = CommandLine.Build(AnsiConsole.Console).Parse(arguments);
        if (parsed.Errors.Count == 0) return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors) Console.Error.WriteLine(error.Message);
        Console.Error.WriteLine("--help lists all options.");
        return 2;
    }
}
