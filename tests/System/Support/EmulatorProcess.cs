// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Wattwarden.SystemTests.Support;

/// <summary>The emulator as its users start it: a process, its console, its page. Logs in with the password that the device prints.</summary>
public sealed partial class EmulatorProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _console = new();
    private readonly DeviceClient _client;
    private readonly bool _keepsState;

    public EmulatorProcess(params string[] options)
        : this(null, options)
    {
    }

    /// <param name="stateFolder">The device's flash, kept afterwards; null: a fresh one that goes with this object.</param>
    /// <param name="options">Options of the emulator.</param>
    /// <param name="port">Of the page; 0: a free one.</param>
    /// <param name="patience">How long the page may take to come; null: a minute.</param>
    public EmulatorProcess(string? stateFolder, string[] options, int port = 0, TimeSpan? patience = null)
    {
        _keepsState = stateFolder is not null;
        StateFolder = stateFolder ?? Directory.CreateTempSubdirectory("wattwarden-state").FullName;
        Port = port == 0 ? FreePort() : port;
        string[] warmUp = options.Contains("--warm-up") ? [] : ["--warm-up", "0"];   // tests see a device from its start
        _process = Start(["--http", $"{Port}", "--state", StateFolder, .. warmUp, .. options], _console);
        int address = Array.IndexOf(options, "--address");
        _client = address < 0 ? new DeviceClient(Port) : new DeviceClient(Port, options[address + 1]);
        try
        {
            StartedIn = Patience.Until("the page answers", patience ?? TimeSpan.FromSeconds(60), Answers);
        }
        catch (Exception error)
        {
            // Nobody holds this object yet, so nobody else would end the process.
            string console = Console;
            Dispose();
            throw new InvalidOperationException("the emulator did not come up; console:\n" + console, error);
        }
    }

    /// <summary>Starts the emulator with exactly these options; its lines go to the console queue.</summary>
    public static Process Start(string[] options, ConcurrentQueue<string> console, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. options]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, e) => { if (e.Data is { } line) console.Enqueue(line); };
        process.ErrorDataReceived += (_, e) => { if (e.Data is { } line) console.Enqueue(line); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Ctrl-C for a process. Returns its exit code.</summary>
    public static int Interrupt(Process process)
    {
        using Process kill = Process.Start("kill", ["-INT", $"{process.Id}"])!;
        kill.WaitForExit();
        return process.WaitForExit(10_000) ? process.ExitCode : throw new TimeoutException("the emulator did not end within 10 s of Ctrl-C");
    }

    /// <summary>Runs the emulator to its end.</summary>
    public static (int ExitCode, string Console) Run(params string[] options)
    {
        var console = new ConcurrentQueue<string>();
        using Process process = Start(options, console);
        if (!process.WaitForExit(120_000))
        {
            process.Kill(true);
            throw new TimeoutException("the emulator did not end within two minutes");
        }

        process.WaitForExit();   // its last lines
        return (process.ExitCode, string.Join('\n', console));
    }

    public static string Program => Path.Combine(Report.Root(), "artifacts", "bin", "Emulator", Configuration, "Wattwarden.Emulator.dll");

    public int Port { get; }

    public string StateFolder { get; }

    public TimeSpan StartedIn { get; }

    public string Console => string.Join('\n', _console);

    /// <summary>The last one that it has printed: a factory reset makes a new one.</summary>
    public string Password => PasswordLine().Matches(Console).LastOrDefault() is { } m ? m.Groups[1].Value : throw new InvalidOperationException("no password on the console:\n" + Console);

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Name;

    public void LogIn()
    {
        Patience.Until("the device prints its password", TimeSpan.FromSeconds(10), () => PasswordLine().IsMatch(Console));
        LogIn(Password);
    }

    public void LogIn(string password) => _client.LogIn(password);

    public JsonNode Get(string path) => _client.Get(path);

    public void Put(string path, string json) => _client.Put(path, json);

    public void Post(string path, string json) => _client.Post(path, json);

    public JsonNode Output(string id) => _client.Output(id);

    public bool IsOn(string id) => (bool)Output(id)["on"]!;

    public JsonNode Point(string id) => _client.Point(id);

    /// <summary>Ctrl-C. Returns the exit code.</summary>
    public int Interrupt() => Interrupt(_process);

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(true);
        _process.WaitForExit();
        _process.Dispose();
        _client.Dispose();
        if (!_keepsState) Directory.Delete(StateFolder, true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private bool Answers()
    {
        if (_process.HasExited) throw new InvalidOperationException("the emulator ended:\n" + Console);
        return Console.Contains("Ctrl-C ends it.", StringComparison.Ordinal) && _client.Answers();   // after a warm-up
    }

    [GeneratedRegex(@"[Pp]assword:?\s+([A-Za-z0-9]{8,})")]
    private static partial Regex PasswordLine();
}
