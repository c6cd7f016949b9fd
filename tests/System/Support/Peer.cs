// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace Wattwarden.SystemTests.Support;

/// <summary>The programs of others that the system tests talk to: where they are, and building the small ones of ours on their libraries.</summary>
public static class Peer
{
    public const string Libmodbus = "libmodbus";
    public const string Socat = "socat";
    public const string Compiler = "gcc";
    public const string Chromium = "chromium";
    public const string Digitemp = "digitemp_DS9097";
    public const string Owserver = "owserver";
    public const string Owread = "owread";
    public const string Node = "node";
    public const string Npm = "npm";
    public const string Postgres = "postgres";
    public const string Mosquitto = "mosquitto";
    public const string MosquittoSub = "mosquitto_sub";
    public const string PythonZeroconf = "python-zeroconf";

    /// <summary>Loopback that carries broadcasts.</summary>
    public const string Linux = "Linux";

    /// <summary>Where Debian's Python packages are found, whatever other Python the path names first.</summary>
    public const string DebianPython = "/usr/bin/python3";

    public static bool Has(string peer) => peer switch
    {
        PythonZeroconf => File.Exists("/usr/lib/python3/dist-packages/zeroconf/__init__.py"),
        Linux => OperatingSystem.IsLinux(),
        Libmodbus => File.Exists("/usr/include/modbus/modbus.h"),
        Postgres => PostgresPrograms is not null,
        _ => Find(peer) is not null,
    };

    public static string DebianPackage(string peer) => peer switch
    {
        Libmodbus => "libmodbus-dev",
        PythonZeroconf => "python3-zeroconf",
        Compiler => "g++",
        Digitemp => "digitemp",
        Owread => "ow-shell",
        Node => "nodejs",
        Postgres => "postgresql",
        MosquittoSub => "mosquitto-clients",
        _ => peer,
    };

    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(d => Path.Combine(d, program)).Append("/usr/sbin/" + program).FirstOrDefault(File.Exists);

    /// <summary>Where Debian keeps the programs of the PostgreSQL server; null: it is not installed.</summary>
    public static string? PostgresPrograms =>
        Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(it => Path.Combine(it, "bin")).Where(it => File.Exists(Path.Combine(it, "initdb"))).Max() : null;

    /// <summary>Compiles a C program of the Peers folder against libmodbus; returns the path of the executable.</summary>
    public static string Build(string source)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Peers");
        string program = Path.Combine(folder, Path.GetFileNameWithoutExtension(source));
        var start = new ProcessStartInfo("gcc", ["-Wall", "-O2", "-I/usr/include/modbus", "-o", program, Path.Combine(folder, source), "-lmodbus"])
        {
            RedirectStandardError = true,
        };
        using Process compiler = Process.Start(start)!;
        string errors = compiler.StandardError.ReadToEnd();
        compiler.WaitForExit();
        return compiler.ExitCode == 0 ? program : throw new InvalidOperationException($"gcc {source}: {errors}");
    }
}
