// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Wattwarden.SystemTests.Support;
using Xunit;

namespace Wattwarden.SystemTests;

/// <summary>Three emulators on one computer: the tool finds them by a broadcast on loopback, and so does an mDNS browser that shares no code with us.</summary>
public sealed class DiscoveryTests
{
    private const string Board = "Wattwarden EMS rev A";

    // Addresses of this run alone: other emulators on this computer hear the same broadcasts.
    private static readonly int Middle = (1 + Environment.ProcessId % 200) << 8 | Environment.ProcessId / 200 % 250;
    private static readonly string Net = string.Create(CultureInfo.InvariantCulture, $"127.{Middle >> 8}.{Middle & 0xFF}.");

    [NeedsPeersFact(Peer.Linux)]
    public void The_tool_lists_three_emulators_in_a_table_and_as_json()
    {
        using EmulatorProcess one = Emulator(11), two = Emulator(12), three = Emulator(13);
        EmulatorProcess[] all = [one, two, three];
        JsonArray found = [];
        TimeSpan took = Patience.Until("three devices answer", TimeSpan.FromSeconds(60), () => (found = Ours()).Count == 3);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal($"{Net}{11 + i}", (string)found[i]!["address"]!);
            Assert.Equal($"http://{Net}{11 + i}:{all[i].Port}/", (string)found[i]!["url"]!);
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"wattwarden-{Middle:x4}{11 + i:x2}"), (string)found[i]!["name"]!);
            Assert.Equal(Board, (string)found[i]!["model"]!);
        }

        string table = Provision("discover", "--wait", "1", "--to", "127.255.255.255").Output;
        foreach (EmulatorProcess emulator in all) Assert.Contains($":{emulator.Port}/ ", table);
        Report.Write("discovery", [$"provision discover found three emulators on one computer, {took.TotalSeconds:0.0} s after the last one's page answered:", .. table.Split('\n')]);

        (int exitCode, string nobody) = Provision("discover", "--wait", "0.5", "--to", Net + "99");
        Assert.Equal(1, exitCode);
        Assert.Contains("No device has answered.", nobody);
    }

    [NeedsPeersFact(Peer.PythonZeroconf)]
    public void A_browser_for_mdns_resolves_a_device_and_sees_the_old_name_go_when_it_changes()
    {
        using EmulatorProcess device = Emulator(21);
        var told = new ConcurrentQueue<string>();
        using Process browser = Browse(told);
        try
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"{Middle:x4}15");
            string service = $"wattwarden-{id}._http._tcp.local.";
            Patience.Until("the browser resolves the device; it said:\n" + string.Join('\n', told), TimeSpan.FromSeconds(60), () => told.Any(it => it.StartsWith($"found {service}", StringComparison.Ordinal)));
            Assert.Contains($"found {service} wattwarden-{id}.local. {Net}21:{device.Port} mac=025757{id} model={Board} path=/ version=0.1.0", told);
            device.LogIn();
            device.Put("/api/v1/network", $$"""{"dhcp":true,"name":"cellar-{{id}}"}""");
            Patience.Until("the old name goes and the new one comes", TimeSpan.FromSeconds(60),
                () => told.Contains("gone " + service) && told.Any(it => it.StartsWith($"found cellar-{id}._http._tcp.local. cellar-{id}.local.", StringComparison.Ordinal)));
        }
        finally
        {
            browser.StandardInput.Close();
            if (!browser.WaitForExit(10_000)) browser.Kill(true);
        }
    }

    private static EmulatorProcess Emulator(int last) =>
        new("--address", $"{Net}{last}", "--panel", "0");

    private static JsonArray Ours()
    {
        JsonArray all = JsonNode.Parse(Provision("discover", "--wait", "1", "--json", "--to", "127.255.255.255").Output)!.AsArray();
        return [.. all.Where(it => ((string)it!["address"]!).StartsWith(Net, StringComparison.Ordinal)).Select(it => it!.DeepClone())];
    }

    private static (int ExitCode, string Output) Provision(params string[] arguments)
    {
        string program = EmulatorProcess.Program.Replace("Wattwarden.Emulator.dll", "Wattwarden.Provision.dll").Replace(Path.Combine("bin", "Emulator"), Path.Combine("bin", "Wattwarden.Provision"));
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    private static Process Browse(ConcurrentQueue<string> told)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "Peers", "mdns_browse.py");
        Process browser = Process.Start(new ProcessStartInfo(Peer.DebianPython, [script]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        browser.OutputDataReceived += (_, e) =>
        {
            if (e.Data is { } line) told.Enqueue(line);
        };
        browser.BeginOutputReadLine();
        return browser;
    }
}
