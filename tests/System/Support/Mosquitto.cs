// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Wattwarden.SystemTests.Support;

/// <summary>Debian's mosquitto on a free port of this computer. Without a disk of its own, who restarts it has lost its sessions and what it kept.</summary>
public sealed class Mosquitto : IDisposable
{
    public const string User = "ems";
    public const string Password = "broker-pass-7";

    private readonly string _folder = Directory.CreateTempSubdirectory("wattwarden-mosquitto").FullName;
    private readonly int _diskKb;
    private Process? _process;

    /// <param name="login">A password file and an ACL: user ems may use ems/# and announce itself; watcher may read everything and command.</param>
    /// <param name="tls">A certificate of a private CA for "localhost".</param>
    /// <param name="diskKb">It keeps sessions and messages on a file system of its own of so many kilobytes, written at each change; 0: it keeps them in memory.</param>
    public Mosquitto(bool login = false, bool tls = false, int diskKb = 0)
    {
        _diskKb = diskKb;
        Port = EmulatorProcess.FreePort();
        List<string> lines = [$"listener {Port} 127.0.0.1", "log_type all", $"log_dest file {LogFile}"];
        // "user root": within its name space there is no other to become.
        if (diskKb > 0) lines.AddRange(["persistence true", $"persistence_location {Disk}/", "autosave_on_changes true", "autosave_interval 1", "user root"]);
        else lines.Add("persistence false");
        if (login) lines.AddRange(["allow_anonymous false", $"password_file {PasswordFile()}", $"acl_file {AclFile()}"]);
        else lines.Add("allow_anonymous true");
        if (tls) lines.AddRange(TlsLines());
        File.WriteAllLines(Path.Combine(_folder, "mosquitto.conf"), lines);
        Start();
    }

    public int Port { get; }

    /// <summary>The CA's certificate, PEM.</summary>
    public string Ca { get; private set; } = "";

    /// <summary>What it has logged until now.</summary>
    public string Log
    {
        get
        {
            using var reader = new StreamReader(new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return reader.ReadToEnd();
        }
    }

    private string LogFile => Path.Combine(_folder, "mosquitto.log");

    private string Disk => Path.Combine(_folder, "disk");

    public void Start()
    {
        string program = Peer.Find("mosquitto") ?? "/usr/sbin/mosquitto";
        string[] command = [program, "-c", Path.Combine(_folder, "mosquitto.conf")];
        if (_diskKb > 0)
        {
            // A mount that only this process sees: no right of the administrator is needed.
            Directory.CreateDirectory(Disk);
            command = ["unshare", "--map-root-user", "--mount", "sh", "-c", $"mount -t tmpfs -o size={_diskKb}k none {Disk} && exec \"$@\"", "mosquitto", .. command];
        }

        _process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
        Patience.Until("mosquitto listens", TimeSpan.FromSeconds(20), () => Listens());
    }

    /// <summary>As when its computer loses power.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    /// <summary>It accepts (its kernel does) and never answers.</summary>
    public void Freeze() => Signal("-STOP");

    public void Thaw() => Signal("-CONT");

    /// <summary>Not a byte is left on its disk.</summary>
    public void FillDisk()
    {
        using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        try
        {
            while (true) filler.WriteByte(1);
        }
        catch (IOException)
        {
        }
    }

    public void EmptyDisk() => File.Delete(Filler);

    public void Publish(string topic, string payload, string user = "watcher")
    {
        using Process pub = Process.Start(new ProcessStartInfo("mosquitto_pub", ["-h", "127.0.0.1", "-p", $"{Port}", "-u", user, "-P", Password, "-q", "1", "-t", topic, "-m", payload]))!;
        pub.WaitForExit();
        if (pub.ExitCode != 0) throw new InvalidOperationException("mosquitto_pub: " + pub.ExitCode);
    }

    public void Dispose()
    {
        if (!_process!.HasExited)
        {
            Thaw();
            Kill();
        }

        _process.Dispose();
        Directory.Delete(_folder, true);
    }

    // Into the process's own view of the files.
    private string Filler => $"/proc/{_process!.Id}/root{Disk}/filler";

    private bool Listens()
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Signal(string signal)
    {
        using Process kill = Process.Start("kill", [signal, $"{_process!.Id}"])!;
        kill.WaitForExit();
    }

    // 0644 or 0777: mosquitto gives up root before it reads.
    private static void Open(string path, int mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)mode);
    }

    private string PasswordFile()
    {
        string file = Path.Combine(_folder, "passwords");
        File.WriteAllText(file, "");
        foreach (string user in new[] { User, "watcher" })
        {
            using Process passwd = Process.Start(new ProcessStartInfo("mosquitto_passwd", ["-b", file, user, Password]) { RedirectStandardError = true })!;
            passwd.WaitForExit();
        }

        Open(file, 0x1A4);
        Open(_folder, 0x1FF);
        return file;
    }

    private string AclFile()
    {
        string file = Path.Combine(_folder, "acl");
        File.WriteAllText(file, $"""
            user {User}
            topic write ems/#
            topic read ems/+/set
            topic read ems/cmd
            topic write homeassistant/device/#
            topic read homeassistant/status

            user watcher
            topic read #
            topic write ems/+/set
            topic write ems/cmd
            topic write homeassistant/status

            """);
        Open(file, 0x1A4);
        return file;
    }

    private string[] TlsLines()
    {
        var certificate = new BrokerCertificate();
        Ca = certificate.Ca;
        foreach (string file in certificate.WriteInto(_folder)) Open(file, 0x1A4);
        Open(_folder, 0x1FF);
        return [$"cafile {_folder}/{BrokerCertificate.CaFile}", $"certfile {_folder}/{BrokerCertificate.OwnFile}", $"keyfile {_folder}/{BrokerCertificate.KeyFile}"];
    }
}

/// <summary>mosquitto_sub -v: what a subscriber sees, line by line.</summary>
public sealed class MosquittoSub : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    public MosquittoSub(Mosquitto broker, string filter, bool login = true)
    {
        string[] who = login ? ["-u", "watcher", "-P", Mosquitto.Password] : [];
        _process = Process.Start(new ProcessStartInfo("mosquitto_sub", ["-h", "127.0.0.1", "-p", $"{broker.Port}", .. who, "-q", "1", "-v", "-t", filter]) { RedirectStandardOutput = true })!;
        _process.OutputDataReceived += (_, e) => { if (e.Data is { } line) _lines.Enqueue(line); };
        _process.BeginOutputReadLine();
    }

    public string[] Lines => [.. _lines];

    public string[] Payloads(string topic) => [.. Lines.Where(line => line.StartsWith(topic + " ", StringComparison.Ordinal)).Select(line => line[(topic.Length + 1)..])];

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
