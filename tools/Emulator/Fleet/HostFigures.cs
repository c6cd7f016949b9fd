// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;

namespace Wattwarden.Emulator.Fleet;

/// <summary>What processes of this computer have used: this one, and the one that listens on a port (Linux; elsewhere nothing is known of it).</summary>
internal static class HostFigures
{
    private const int TicksPerSecond = 100;   // USER_HZ, the unit of /proc/<pid>/stat on every Linux

    public sealed record Figures(double CpuSeconds, double Megabytes);

    public static Figures Own()
    {
        using Process process = Process.GetCurrentProcess();
        return new Figures(process.TotalProcessorTime.TotalSeconds, process.WorkingSet64 / 1e6);
    }

    public static int OwnThreads()
    {
        using Process process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }

    /// <summary>One-minute load average; null where there is none.</summary>
    public static double? Load() =>
        File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : null;

    /// <summary>CPU seconds of one of this process's threads, found by its name; 0 when there is none.</summary>
    public static double ThreadCpuSeconds(string name)
    {
        if (!Directory.Exists("/proc/self/task")) return 0;
        foreach (string task in Directory.GetDirectories("/proc/self/task"))
        {
            if (File.ReadAllText(Path.Combine(task, "comm")).TrimEnd() == name) return CpuSeconds(Path.Combine(task, "stat"));
        }

        return 0;
    }

    /// <summary>The process that listens on a TCP port of this computer; null: none that may be looked at.</summary>
    public static int? ListenerOn(int port)
    {
        if (!File.Exists("/proc/net/tcp")) return null;
        string end = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        string? socket = File.ReadLines("/proc/net/tcp").Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(it => it[1].EndsWith(end, StringComparison.Ordinal) && it[3] == "0A")   // 0A: LISTEN
            .Select(it => $"socket:[{it[9]}]")
            .FirstOrDefault();
        if (socket is null) return null;
        foreach (string folder in Directory.GetDirectories("/proc").Where(it => char.IsAsciiDigit(Path.GetFileName(it)[0])))
        {
            try
            {
                if (Directory.GetFiles(Path.Combine(folder, "fd")).Any(it => File.ResolveLinkTarget(it, false)?.Name == socket)) return int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // Ended meanwhile, or somebody else's.
            }
        }

        return null;
    }

    public static Figures? Of(int? processId)
    {
        if (processId is not { } id || !File.Exists($"/proc/{id}/stat")) return null;
        using var process = Process.GetProcessById(id);
        return new Figures(CpuSeconds($"/proc/{id}/stat"), process.WorkingSet64 / 1e6);
    }

    // pid (name) state … utime is the 14th field, stime the 15th; the name may hold blanks.
    private static double CpuSeconds(string statPath)
    {
        string text = File.ReadAllText(statPath);
        string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (double)(long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
