// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Wattwarden.Provision;
using Wattwarden.SystemTests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Wattwarden.SystemTests;

/// <summary>The board's serial console on a tty: the factory's tool as a process of its own, somebody else's Improv client, and a hostile cable.</summary>
[Collection(nameof(AloneOnTheComputer))]
public sealed class ConsoleTests(ITestOutputHelper output) : IDisposable
{
    private const string ImprovPackage = "improv-wifi-serial-sdk";
    private const string ImprovVersion = "2.8.1";

    private const string Profile = """
        { "profile": "ems-a 1", "model": "Wattwarden EMS", "board": "Wattwarden EMS rev A",
          "serial": { "prefix": "WW-A-", "digits": 6 },
          "settings": { "time": { "zone": "CET-1CEST,M3.5.0,M10.5.0/3" }, "outputs": [ { "name": "{serial}" } ] },
          "selftest": { "relays": true, "slave": 1, "sensors": 1 },
          "label": { "address": "http://192.168.0.100/" } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("wattwarden-console").FullName;

    private string Out => Path.Combine(_folder, "out");

    private string[] Records => [.. File.ReadAllLines(Path.Combine(Out, "records.csv")).Skip(1)];

    public void Dispose() => Directory.Delete(_folder, true);

    [NeedsPeersFact(Peer.Socat)]
    public void A_factory_new_board_becomes_a_labelled_product_without_a_keyboard()
    {
        using var cable = new PtyPair();
        using var device = new EmulatorProcess("--console", cable.Near, "--panel", "0");
        long start = Stopwatch.GetTimestamp();
        (int code, string said) = Provision(cable.Far);
        output.WriteLine($"from nothing to the label: {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
        Assert.True(code == 0, said);
        Assert.Contains("label printed: ", said);
        Assert.Contains("Serial number  WW-A-000001", said);
        foreach (string ending in new[] { "txt", "png", "svg" }) Assert.True(File.Exists(Path.Combine(Out, "labels", "WW-A-000001." + ending)));
        Assert.Contains("rs485: passed, slave 1 answers; 1-wire: passed, 1 of at least 1", Assert.Single(Records));

        // The label is true: its password opens the page, and the board carries its number.
        using var browser = new DeviceClient(device.Port);
        Patience.Until("the page answers after the restart", TimeSpan.FromSeconds(30), browser.Answers);
        browser.LogIn(LabelPassword("WW-A-000001"));
        Assert.Equal("WW-A-000001", (string?)browser.Get("/api/v1/outputs-settings")[0]!["name"]);

        (code, said) = Provision(cable.Far);
        Assert.Equal(1, code);
        Assert.Contains("this board is provisioned already, as WW-A-000001", said);
        (code, said) = Provision(cable.Far, "--again");
        Assert.True(code == 0, said);
        Assert.Equal(2, Records.Length);
    }

    [NeedsPeersFact(Peer.Socat)]
    public void Boards_pulled_out_and_changed_go_through_one_run_of_the_tool()
    {
        using var cable = new PtyPair();
        var said = new ConcurrentQueue<string>();
        using Process tool = Start(said, "provision", cable.Far, "--profile", ProfilePath(), "--out", Out, "--count", "2");
        try
        {
            string first = Path.Combine(_folder, "first");
            using (var device = new EmulatorProcess(first, ["--console", cable.Near, "--panel", "0"]))
                Patience.Until("the self-test is reached", TimeSpan.FromSeconds(60), () => Said(said).Contains("self-test"));

            // Pulled out in its middle; back in it goes on and is done.
            using (var device = new EmulatorProcess(first, ["--console", cable.Near, "--panel", "0"]))
                Patience.Until("the first board is done", TimeSpan.FromSeconds(120), () => Said(said).Contains("1 of 2 done"));
            using (var device = new EmulatorProcess(Path.Combine(_folder, "second"), ["--console", cable.Near, "--panel", "0"]))
                Assert.True(tool.WaitForExit(120_000), Said(said));
        }
        finally
        {
            if (!tool.HasExited) tool.Kill(true);
        }

        Assert.Equal(0, tool.ExitCode);
        Assert.Equal(2, Records.Select(line => line.Split(',')[1]).Distinct().Count());
        Assert.Equal(2, Records.Length);
        Assert.NotEqual(LabelPassword(Records[0].Split(',')[1]), LabelPassword(Records[1].Split(',')[1]));
    }

    [NeedsPeersFact(Peer.Socat)]
    public void A_hostile_cable_gets_errors_and_changes_nothing()
    {
        using var cable = new PtyPair();
        using var device = new EmulatorProcess("--console", cable.Near, "--panel", "0");
        using var port = new SerialDevicePort(cable.Far);
        var link = new DeviceLink(port);
        string before = link.Ask(new JsonObject { ["op"] = "get", ["section"] = "events" })["value"]!.ToJsonString();
        Assert.Contains("the line is too long", Send(port, Encoding.UTF8.GetBytes("@" + new string('a', 1_000_000) + "\n")));
        Assert.Contains("the line is too long", Send(port, Encoding.UTF8.GetBytes(new string('b', 1_000_000) + "\n")));
        Assert.Contains("its checksum does not match", Send(port, "@{\"id\":1,\"op\":\"factory-reset\"}#00000000\n"u8));
        byte[] noise = new byte[100_000];
        new Random(5).NextBytes(noise);
        Send(port, noise);
        Assert.Equal(before, link.Ask(new JsonObject { ["op"] = "get", ["section"] = "events" })["value"]!.ToJsonString());
        device.LogIn();
        Assert.Equal(0, device.Get("/api/v1/system")["tasks"]!.AsArray().Sum(task => (int)task!["faults"]! + (int)task["late"]!));
    }

    [NeedsPeersFact(Peer.Node, Peer.Npm)]
    public void The_Improv_projects_own_client_finds_the_board_and_brings_it_into_a_Wi_Fi()
    {
        string sdk = NpmPeer.Fetch(ImprovPackage, ImprovVersion);
        using var device = new EmulatorProcess("--console", "auto", "--panel", "0", "--wifi", "house:secret word");
        string tty = device.Console.Split('\n').Single(line => line.StartsWith("console ", StringComparison.Ordinal))[8..];
        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "Peers", "improv-client.mjs"), sdk, tty, "house", "secret word", "wrong word"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process client = Process.Start(start)!;
        client.ErrorDataReceived += (_, line) => output.WriteLine(line.Data ?? "");
        client.BeginErrorReadLine();
        Task<string> reading = client.StandardOutput.ReadToEndAsync();
        if (!reading.Wait(TimeSpan.FromMinutes(3))) client.Kill(true);
        string answer = reading.Result;
        output.WriteLine(answer);
        JsonNode seen = JsonNode.Parse(answer)!;
        Assert.Equal("Wattwarden", (string?)seen["info"]!["firmware"]);
        Assert.Equal("house", (string?)seen["networks"]![0]!["name"]);
        Assert.Equal(2, (int)seen["stateBefore"]!);
        Assert.Equal("UNABLE_TO_CONNECT", (string?)seen["refusal"]);
        Assert.Equal(4, (int)seen["stateAfter"]!);
        Assert.Equal("http://127.0.0.1/", (string?)seen["url"]);
        Assert.Equal("UNKNOWN_RPC_COMMAND", (string?)seen["unknown"]);
    }

    private (int Code, string Said) Provision(string tty, params string[] more)
    {
        var said = new ConcurrentQueue<string>();
        using Process tool = Start(said, ["provision", tty, "--profile", ProfilePath(), "--out", Out, .. more]);
        if (!tool.WaitForExit(120_000))
        {
            tool.Kill(true);
            throw new TimeoutException("the tool did not end within two minutes:\n" + Said(said));
        }

        tool.WaitForExit();   // its last lines
        return (tool.ExitCode, Said(said));
    }

    private static Process Start(ConcurrentQueue<string> said, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Wattwarden.Provision.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = Process.Start(start)!;
        process.StandardInput.Close();   // there is no keyboard
        process.OutputDataReceived += (_, e) => { if (e.Data is { } line) said.Enqueue(line); };
        process.ErrorDataReceived += (_, e) => { if (e.Data is { } line) said.Enqueue(line); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static string Said(ConcurrentQueue<string> said) => string.Join('\n', said);

    private string ProfilePath()
    {
        string path = Path.Combine(_folder, "board.json");
        File.WriteAllText(path, Profile);
        return path;
    }

    private string LabelPassword(string serial) =>
        File.ReadAllLines(Path.Combine(Out, "labels", serial + ".txt")).Single(line => line.StartsWith("Password", StringComparison.Ordinal)).Split(' ')[^1];

    // In pieces, so that the tty takes them; gives what came back until it was silent.
    private static string Send(SerialDevicePort port, ReadOnlySpan<byte> bytes)
    {
        var answer = new StringBuilder();
        byte[] piece = new byte[512];
        for (int at = 0; at < bytes.Length; at += 1024)
        {
            port.Write(bytes.Slice(at, Math.Min(1024, bytes.Length - at)));
            Take(TimeSpan.FromMilliseconds(1));
        }

        while (Take(TimeSpan.FromMilliseconds(700)))
        {
        }

        return answer.ToString();

        bool Take(TimeSpan patience)
        {
            int count = port.Read(piece, patience);
            answer.Append(Encoding.Latin1.GetString(piece, 0, count));
            return count > 0;
        }
    }
}
