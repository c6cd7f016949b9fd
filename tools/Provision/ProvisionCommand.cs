// SPDX-License-Identifier: MIT
using System.CommandLine;
using Spectre.Console;

namespace Wattwarden.Provision;

/// <summary>"provision PORT --profile board.json": one board after the other, without a keyboard.</summary>
public static class ProvisionCommand
{
    private static readonly Argument<string> Port = new("PORT") { Description = "Serial port of the board, such as /dev/ttyUSB0, COM3 or a pty." };

    private static readonly Option<string> Profile = new("--profile") { Description = "File with the board's profile (JSON).", Required = true };

    private static readonly Option<int> Count = new("--count")
    {
        Description = "Boards to provision one after the other: unplug one, plug in the next. Default 1.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "Folder for records, labels and the next serial number. Default: provisioned.",
        DefaultValueFactory = _ => "provisioned",
    };

    private static readonly Option<bool> Again = new("--again") { Description = "Also a board that is provisioned already: it keeps its serial number and gets new secrets." };

    /// <summary>In the order of the documentation.</summary>
    public static readonly Option[] Options = [Profile, Count, Out, Again];

    public static Command Create(IAnsiConsole console)
    {
        var command = new Command("provision", "Writes serial number, settings and secrets to a board, tests it, and prints its label.");
        command.Arguments.Add(Port);
        foreach (Option option in Options) command.Options.Add(option);
        Count.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 100_000) result.AddError("--count: give a number from 1 to 100000");
        });
        command.SetAction(result => Run(console, result));
        return command;
    }

    private static int Run(IAnsiConsole console, ParseResult result)
    {
        try
        {
            var series = new BoardSeries(
                () => new SerialDevicePort(result.GetValue(Port)!),
                BoardProfile.Load(result.GetValue(Profile)!),
                new FactoryFolder(result.GetValue(Out)!),
                result.GetValue(Again),
                console);
            return series.Run(result.GetValue(Count)) ? 0 : 1;
        }
        catch (ProvisionError error)
        {
            console.MarkupLineInterpolated($"[red]{error.Message}[/]");
            return 1;
        }
    }
}
