// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Wattwarden.SystemTests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Wattwarden.SystemTests;

/// <summary>The emulator as somebody who has just cloned the repository uses it.</summary>
[Collection(nameof(AloneOnTheComputer))]
public sealed class EmulatorTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wattwarden-emulator").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void Without_options_it_serves_a_house_at_work_within_a_minute_and_ctrl_c_ends_it_with_0()
    {
        foreach (int port in new[] { 8080, 8081 }) Patience.Until($"port {port} of this computer is free", TimeSpan.FromSeconds(60), () => !Answers(port));
        var console = new ConcurrentQueue<string>();
        long start = Stopwatch.GetTimestamp();
        using Process emulator = EmulatorProcess.Start([], console, ("XDG_DATA_HOME", _folder), ("HOME", _folder));
        try
        {
            Patience.Until("the page answers", TimeSpan.FromSeconds(60), () => Answers(8080) && Answers(8081));
            string Console() => string.Join('\n', console);
            Patience.Until("its addresses and the login are printed", TimeSpan.FromSeconds(60), () => Regex.IsMatch(Console(), "^login .* password: \\w{8,}.*^Ctrl-C", RegexOptions.Multiline | RegexOptions.Singleline));
            output.WriteLine($"a day lived, page and panel after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
            Assert.Contains("http://localhost:8080/", Console());
            Assert.Contains("http://localhost:8081/", Console());
            using var browser = new DeviceClient(8080);
            browser.LogIn(Regex.Match(Console(), "password: (\\w+)").Groups[1].Value);
            Patience.Until("grid power is read", TimeSpan.FromSeconds(10), () => (string?)browser.Point("m1")["quality"] == "good");
            double first = (double)browser.Point("m1")["value"]!;
            Patience.Until("grid power changes", TimeSpan.FromSeconds(15), () => (double)browser.Point("m1")["value"]! != first);
            // It has lived a day already, and nothing failed in it.
            JsonArray grid = browser.Get("/api/v1/day")["series"]![0]!["values"]!.AsArray();
            Assert.True(grid.Count(value => value is not null) >= 287, $"{grid.Count} values");
            Assert.Empty(browser.Get("/api/v1/live")["warnings"]!.AsArray());
            foreach (JsonNode? row in browser.Get("/api/v1/outputs")["outputs"]!.AsArray()) Assert.EndsWith(".", (string)row!["why"]!);

            // The factory's events: at ten on a June morning there is surplus, and heater 1 takes it.
            Patience.Until("heater 1 is on", TimeSpan.FromSeconds(60), () => (bool)browser.Output("out1")["on"]!);
            Assert.Contains("event 'Surplus heats 1' is met", (string)browser.Output("out1")["why"]!);
            Assert.Equal(0, EmulatorProcess.Interrupt(emulator));
            Assert.False(Answers(8080));
        }
        finally
        {
            if (!emulator.HasExited) emulator.Kill(true);
        }
    }

    [Theory]
    [InlineData("--preset", "sdm99")]
    [InlineData("--http", "99999")]
    [InlineData("--panel", "x")]
    [InlineData("--for", "abc")]
    [InlineData("--for", "-5m")]
    [InlineData("--poll", "0")]
    [InlineData("--start", "yesterday")]
    [InlineData("--seed", "x")]
    [InlineData("--day", "/nonexistent.csv")]
    [InlineData("--rs485", "/dev/nonexistent")]
    [InlineData("--report", "/nonexistent/report.json")]
    [InlineData("--nonsense", "1")]
    public void A_bad_option_ends_it_with_its_name_and_without_a_stack_trace(string option, string value)
    {
        (int exitCode, string console) = EmulatorProcess.Run(option, value, "--state", _folder);
        Assert.InRange(exitCode, 1, 2);
        Assert.Contains(option, console);
        Assert.DoesNotContain("   at ", console);
        Assert.DoesNotContain("Exception", console);
    }

    [Fact]
    public void A_port_that_is_taken_is_named()
    {
        using var taken = new TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        int port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        (int exitCode, string console) = EmulatorProcess.Run("--http", $"{port}", "--panel", "0", "--state", _folder);
        Assert.Equal(1, exitCode);
        Assert.Contains($"--http {port}: the port cannot be used", console);
    }

    [NeedsPeersFact(Peer.Linux)]
    public void A_device_that_does_not_come_up_in_time_leaves_no_process_behind()
    {
        Assert.Throws<InvalidOperationException>(() => new EmulatorProcess(_folder, ["--panel", "0"], patience: TimeSpan.Zero));
        Assert.DoesNotContain(Process.GetProcessesByName("dotnet"), it => File.ReadAllText($"/proc/{it.Id}/cmdline").Contains(_folder, StringComparison.Ordinal));
    }

    [Fact]
    public void A_fast_hour_writes_a_report_whose_energy_balances()
    {
        string path = Path.Combine(_folder, "report.json");
        (int exitCode, string console) = EmulatorProcess.Run("--for", "1h", "--fast", "--start", "2026-06-21T11:00", "--report", path);
        Assert.True(exitCode == 0, console);
        JsonObject report = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        string[] documented = [.. Regex.Matches(File.ReadAllText(Path.Combine(Report.Root(), "docs", "reference", "emulator.md")), "^\\| `([a-zA-Z0-9.\\[\\]]+)` \\| [^|]*\\| ", RegexOptions.Multiline)
            .Select(row => row.Groups[1].Value)];
        string[] fields = [.. report.SelectMany(field => Names(field.Key, field.Value!))];
        Assert.Equal(fields, documented.Where(fields.Contains).Distinct());   // the fleet's report has some of the same names
        Assert.InRange((double)report["balanceErrorPercent"]!, 0, 0.1);
        Assert.Equal(3600, (double)report["simulatedSeconds"]!);
        Assert.InRange((double)report["producedKWh"]!, 1, 6);
        Assert.True((long)report["busRequests"]! > 10_000);
        double came = (double)report["producedKWh"]! + (double)report["importedKWh"]!;
        double went = (double)report["exportedKWh"]! + report["loads"]!.AsArray().Sum(load => (double)load!["kWh"]!);
        Assert.InRange(Math.Abs(came - went) / came, 0, 0.001);
        output.WriteLine($"an hour in {report["wallSeconds"]} s, {report["busRequests"]} requests");
    }

    [Fact]
    public void A_second_start_on_the_same_state_keeps_settings_and_password()
    {
        string password;
        using (var first = new EmulatorProcess(_folder, ["--panel", "0"]))
        {
            first.LogIn();
            password = first.Password;
            first.Put("/api/v1/events", """[{"name":"Kept","on":true,"per":true,"a":{"source":"m1","op":"<","value":-1234},"action":{"target":"out3","on":true}}]""");
            Assert.Equal(0, first.Interrupt());
        }

        using var second = new EmulatorProcess(_folder, ["--panel", "0"]);
        second.LogIn(password);
        Assert.Equal("Kept", (string)second.Get("/api/v1/events")[0]!["name"]!);
        Assert.Equal("loaded", (string)second.Get("/api/v1/system")["settings"]!);
        Assert.Contains(password, second.Console);
        Assert.Equal(0, second.Interrupt());
    }

    [Fact]
    public void Starting_and_ending_it_again_and_again_is_no_row_of_quick_restarts()
    {
        for (int i = 0; i < 5; i++)
        {
            using var emulator = new EmulatorProcess(_folder, ["--panel", "0"]);
            emulator.LogIn();
            Assert.False((bool)emulator.Get("/api/v1/system")["safeMode"]!);
            Assert.Equal(0, emulator.Interrupt());
        }
    }

    private static IEnumerable<string> Names(string name, JsonNode value) => value switch
    {
        JsonArray list => list[0]!.AsObject().Select(member => $"{name}[].{member.Key}"),
        JsonObject members => members.Select(member => $"{name}.{member.Key}"),
        _ => [name],
    };

    private static bool Answers(int port)
    {
        using var socket = new TcpClient();
        try
        {
            socket.Connect("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
