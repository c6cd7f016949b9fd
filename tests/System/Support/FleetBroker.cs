// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Wattwarden.SystemTests.Support;

/// <summary>
/// A Mosquitto with the configuration and the rules of docs/fleet, on ports of this computer. Other than in the files are only the places of other files and the
/// ports; and the devices come without TLS unless a certificate is given.
/// </summary>
public sealed class FleetBroker : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wattwarden-broker").FullName;
    private readonly bool _tls;
    private readonly Process _process;

    public FleetBroker(IEnumerable<(string User, string Password)> logins, BrokerCertificate? certificate = null)
    {
        _tls = certificate is not null;
        certificate?.WriteInto(_folder);
        string docs = Path.Combine(Report.Root(), "docs", "fleet");
        string passwords = Path.Combine(_folder, "passwords");
        File.WriteAllLines(passwords, logins.Select(it => $"{it.User}:{it.Password}"));
        using (Process hashing = Process.Start(Peer.Find("mosquitto_passwd")!, ["-U", passwords])) hashing.WaitForExit();
        string rules = Path.Combine(_folder, "rules");
        File.Copy(Path.Combine(docs, "mosquitto.acl"), rules);
        string configuration = Path.Combine(_folder, "mosquitto.conf");
        File.WriteAllLines(configuration, File.ReadLines(Path.Combine(docs, "mosquitto.conf")).Select(line => Here(line, passwords, rules)).Append("user " + Environment.UserName));
        _process = Process.Start(new ProcessStartInfo(Peer.Find(Peer.Mosquitto)!, ["-c", configuration]) { RedirectStandardError = true })!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        Patience.Until("mosquitto listens", TimeSpan.FromSeconds(20), () => Listens(DevicePort) && Listens(ServicePort));
    }

    public string CaPath => Path.Combine(_folder, BrokerCertificate.CaFile);

    public int DevicePort { get; } = EmulatorProcess.FreePort();

    public int ServicePort { get; } = EmulatorProcess.FreePort();

    private int PlainPort => _tls ? ServicePort : DevicePort;

    /// <summary>What a client with that login hears within some seconds: lines of topic and payload.</summary>
    public string[] Hear(string user, string password, string filter, int seconds)
    {
        string[] arguments = ["-h", "127.0.0.1", "-p", Text(PlainPort), "-u", user, "-P", password, "-t", filter, "-v", "-W", Text(seconds)];
        using Process client = Process.Start(new ProcessStartInfo("mosquitto_sub", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string heard = client.StandardOutput.ReadToEnd();
        client.WaitForExit();
        return heard.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public void Say(string user, string password, string topic, string payload, bool retain = false)
    {
        using Process client = Process.Start("mosquitto_pub", ["-h", "127.0.0.1", "-p", Text(PlainPort), "-u", user, "-P", password, "-q", "1", "-t", topic, "-m", payload, .. retain ? ["-r"] : Array.Empty<string>()]);
        client.WaitForExit();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, true);
    }

    private string Here(string line, string passwords, string rules) => line.Split(' ')[0] switch
    {
        "cafile" => Own(line, BrokerCertificate.CaFile),
        "certfile" => Own(line, BrokerCertificate.OwnFile),
        "keyfile" => Own(line, BrokerCertificate.KeyFile),
        "password_file" => "password_file " + passwords,
        "acl_file" => "acl_file " + rules,
        "persistence_location" => $"persistence_location {_folder}/",
        "listener" => line.EndsWith("8883", StringComparison.Ordinal) ? $"listener {DevicePort} 127.0.0.1" : $"listener {ServicePort} 127.0.0.1",
        _ => line,
    };

    private string Own(string line, string name) => _tls ? $"{line.Split(' ')[0]} {_folder}/{name}" : "";

    private static bool Listens(int port)
    {
        try
        {
            using var probe = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
