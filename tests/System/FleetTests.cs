// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text.Json.Nodes;
using Wattwarden.Points;
using Wattwarden.SystemTests.Support;
using Xunit;

namespace Wattwarden.SystemTests;

/// <summary>Fifty devices in one process against a real Mosquitto with the rules of docs/fleet: the short form of what docs/fleet.md reports of five hundred.</summary>
public sealed class FleetTests
{
    private const int Devices = 50;
    private const int IntervalSeconds = 5;
    private const int Seconds = 30;
    private const string Stranger = "fleet-0051";
    private const string OwnCommand = "wattwarden/" + Stranger + "/cmd";
    private const string App = "homeassistant";

    [NeedsPeersFact(Peer.Mosquitto, Peer.MosquittoSub)]
    public void Fifty_devices_lose_no_sample_and_switch_and_keep_to_their_own_prefix()
    {
        using var broker = new FleetBroker([.. Enumerable.Range(1, Devices + 1).Select(i => Login($"fleet-{i:D4}")), Login(App), Login("telegraf")]);
        broker.Say(App, "pw-" + App, OwnCommand, "out1=1", retain: true);
        string path = Path.Combine(Path.GetTempPath(), $"wattwarden-fleet-{broker.DevicePort}.json");
        Task<(int Code, string Words)> run = Task.Run(() => EmulatorProcess.Run(
            "--fleet", $"{Devices}", "--mqtt", $"127.0.0.1:{broker.DevicePort}", "--mqtt-user", "{id}", "--mqtt-password", "pw-{id}", "--interval", $"{IntervalSeconds}",
            "--measure", $"{Seconds}s", "--measure-user", App, "--measure-password", "pw-" + App, "--report", path));

        Patience.Until("the first device is online", TimeSpan.FromSeconds(60), () => broker.Hear("telegraf", "pw-telegraf", "wattwarden/fleet-0001/status", 1).Contains("wattwarden/fleet-0001/status online"));
        string[] strange = broker.Hear(Stranger, "pw-" + Stranger, "#", 5);
        broker.Say(Stranger, "pw-" + Stranger, "wattwarden/fleet-0001/out0/set", "1");
        broker.Say(Stranger, "pw-" + Stranger, "wattwarden/fleet-0001/sample", "forged");
        string[] samples = broker.Hear("telegraf", "pw-telegraf", "#", IntervalSeconds + 1);

        (int code, string words) = run.Result;
        Assert.True(code == 0, words);
        Assert.Equal([OwnCommand + " out1=1"], strange);   // it hears its own topics and nobody else's
        Assert.DoesNotContain(samples, line => !line.Contains("/sample {") && !line.Contains("/status "));
        Assert.Contains(samples, line => line.StartsWith("wattwarden/fleet-0050/sample", StringComparison.Ordinal));

        Each_sample_fits_the_database([.. samples.Where(line => line.Contains("/sample ")).Select(line => JsonNode.Parse(line[line.IndexOf('{')..])!.AsObject())]);

        JsonNode report = JsonNode.Parse(File.ReadAllText(path))!;
        File.Delete(path);
        Report.Write("fleet", words.Split('\n').Where(line => line.Length > 0));
        Assert.Equal(0, (long)report["samplesMissing"]!);
        Assert.True((int)report["fewestSamples"]! >= (Seconds / IntervalSeconds) - 1, words);
        Assert.Equal(0, (int)report["switchesUnanswered"]!);
        Assert.True((int)report["switches"]! >= Devices, words);
        Assert.Equal(0, (int)report["restarts"]!);
        Assert.True((double)report["switchP99Ms"]! < 3000, words);
    }

    [NeedsPeersFact(Peer.Mosquitto, Peer.MosquittoSub)]
    public void Over_tls_with_a_private_ca_a_fleet_does_the_same()
    {
        const int devices = 8;
        using var broker = new FleetBroker([.. Enumerable.Range(1, devices).Select(i => Login($"fleet-{i:D4}")), Login(App), Login("telegraf")], new BrokerCertificate());
        string path = Path.Combine(Path.GetTempPath(), $"wattwarden-fleet-{broker.DevicePort}.json");
        Task<(int Code, string Words)> run = Task.Run(() => EmulatorProcess.Run([.. Secure(broker, broker.CaPath, devices), "--report", path]));
        Patience.Until("the first device is online", TimeSpan.FromSeconds(60), () => broker.Hear("telegraf", "pw-telegraf", "wattwarden/fleet-0001/status", 1).Contains("wattwarden/fleet-0001/status online"));

        (int code, string words) = run.Result;
        Assert.True(code == 0, words);
        Assert.Contains($"at localhost:{broker.DevicePort} by TLS", words);
        JsonNode report = JsonNode.Parse(File.ReadAllText(path))!;
        File.Delete(path);
        Report.Write("fleet-tls", words.Split('\n').Where(line => line.Length > 0));
        Assert.Equal((0, 0, 0), ((long)report["samplesMissing"]!, (int)report["switchesUnanswered"]!, (int)report["restarts"]!));
        Assert.True((int)report["fewestSamples"]! >= 3, words);
        Assert.True((int)report["switches"]! >= devices, words);
    }

    [NeedsPeersFact(Peer.Mosquitto, Peer.MosquittoSub)]
    public void A_fleet_does_not_start_at_a_broker_that_does_not_prove_itself_and_says_why()
    {
        using var broker = new FleetBroker([Login("fleet-0001"), Login(App)], new BrokerCertificate());
        string other = Path.Combine(Path.GetTempPath(), $"wattwarden-other-ca-{broker.DevicePort}.pem");
        File.WriteAllText(other, BrokerCertificate.OtherCa());
        (int code, string words) = EmulatorProcess.Run(Secure(broker, other, 1));
        File.Delete(other);
        Assert.True(code == 1 && words.Contains($"--mqtt localhost:{broker.DevicePort}: the broker's certificate does not come from the one in --mqtt-ca"), words);
        (code, words) = EmulatorProcess.Run(Secure(broker, broker.CaPath, 1, host: "127.0.0.1"));
        Assert.True(code == 1 && words.Contains("the broker's certificate does not name \"127.0.0.1\""), words);
        (code, words) = EmulatorProcess.Run(Secure(broker, broker.CaPath, 1, port: broker.ServicePort));
        Assert.True(code == 1 && words.Contains("no TLS is spoken there"), words);
        Assert.Empty(broker.Hear(App, "pw-" + App, "wattwarden/#", 1));
    }

    private static string[] Secure(FleetBroker broker, string caPath, int devices, string host = "localhost", int port = 0) =>
    [
        "--fleet", $"{devices}", "--mqtt", $"{host}:{(port == 0 ? broker.DevicePort : port)}", "--mqtt-ca", caPath, "--mqtt-user", "{id}", "--mqtt-password", "pw-{id}",
        "--interval", "3", "--measure", "15s", "--measure-user", App, "--measure-password", "pw-" + App,
    ];

    // A column in docs/fleet/schema.sql for all that arrives but the mark that Telegraf leaves out, and the time of today as soon as the device knows it.
    private static void Each_sample_fits_the_database(JsonObject[] samples)
    {
        string[] columns = ["time", "run", "seq", "dup", .. Enumerable.Range(0, PointId.Time).Select(PointId.Format)];
        foreach (JsonObject sample in samples) Assert.Empty(sample.Select(it => it.Key).Except(columns));
        DateTimeOffset[] moments = [.. samples.Where(it => it["time"] is not null).Select(it => DateTimeOffset.Parse((string)it["time"]!, CultureInfo.InvariantCulture))];
        Assert.NotEmpty(moments);
        Assert.All(moments, it => Assert.InRange(it, DateTimeOffset.UtcNow.AddMinutes(-10), DateTimeOffset.UtcNow.AddMinutes(1)));
    }

    private static (string User, string Password) Login(string user) => (user, "pw-" + user);
}
