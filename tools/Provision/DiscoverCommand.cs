// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Wattwarden.Provision;

/// <summary>"provision discover": the devices in the LAN, as a table or as JSON.</summary>
public static class DiscoverCommand
{
    private const int RedirectedWidth = 160;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Option<double> Wait = new("--wait")
    {
        Description = "Seconds to wait for answers, 0.2 to 60. Default 2.",
        DefaultValueFactory = _ => 2,
    };

    private static readonly Option<string[]> To = new("--to")
    {
        Description = "Address to ask, a device's or a broadcast address; may be given several times. Default: the broadcast address of each interface.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print a JSON array instead of a table." };

    /// <summary>In the order of the documentation.</summary>
    public static readonly Option[] Options = [Wait, To, Json];

    public static Command Create(IAnsiConsole console)
    {
        var command = new Command("discover", "Lists the devices in the local network.");
        foreach (Option option in Options) command.Options.Add(option);
        Wait.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0.2 and <= 60)) result.AddError("--wait: give seconds from 0.2 to 60");
        });
        To.Validators.Add(result =>
        {
            foreach (string text in result.GetValueOrDefault<string[]>() ?? [])
            {
                if (!IPAddress.TryParse(text, out _)) result.AddError($"--to {text}: give an address such as 192.168.0.255");
            }
        });
        command.SetAction(result => Run(console, result));
        return command;
    }

    private static int Run(IAnsiConsole console, ParseResult result)
    {
        string[] to = result.GetValue(To) ?? [];
        IEnumerable<IPAddress> where = to.Length > 0 ? to.Select(IPAddress.Parse) : Finder.Broadcasts();
        IReadOnlyList<FoundDevice> found = new Finder().Find(where, TimeSpan.FromSeconds(result.GetValue(Wait)));
        if (result.GetValue(Json)) Console.Out.WriteLine(JsonSerializer.Serialize(found, Readable));
        else Show(console, found);
        return found.Count > 0 ? 0 : 1;
    }

    private static void Show(IAnsiConsole console, IReadOnlyList<FoundDevice> found)
    {
        if (found.Count == 0)
        {
            console.MarkupLine("[yellow]No device has answered.[/] Is this computer in the same network? A firewall must let UDP port 22359 out, and the answers in.");
            return;
        }

        if (Console.IsOutputRedirected) console.Profile.Width = Math.Max(console.Profile.Width, RedirectedWidth);
        var table = new Table().Border(TableBorder.Rounded);
        foreach (string title in new[] { "Name", "Page", "MAC", "Model", "Version", "Serial" }) table.AddColumn(new TableColumn(title).NoWrap());
        foreach (FoundDevice device in found)
        {
            table.AddRow(new[] { device.Name, device.Url, device.Mac, device.Model, device.Version, device.Serial }.Select(cell => new Text(cell)).ToArray());
        }

        console.Write(table);
        console.MarkupLine(found.Count == 1 ? "1 device" : found.Count.ToString(CultureInfo.InvariantCulture) + " devices");
    }
}
