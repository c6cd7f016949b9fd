// SPDX-License-Identifier: MIT
using System.CommandLine;
using Spectre.Console;

namespace Wattwarden.Provision;

/// <summary>All commands of the tool: one file each, one line here.</summary>
public static class CommandLine
{
    public static RootCommand Build(IAnsiConsole console)
    {
        var root = new RootCommand("Provisions Wattwarden boards over their serial console, and finds devices in the LAN.");
        root.Subcommands.Add(ProvisionCommand.Create(console));
        root.Subcommands.Add(DiscoverCommand.Create(console));
        return root;
    }
}
