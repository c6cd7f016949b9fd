// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Wattwarden.SystemTests.Support;
using Xunit;

namespace Wattwarden.SystemTests;

/// <summary>The whole firmware in the emulator against Debian's mosquitto.</summary>
[Collection(nameof(AloneOnTheComputer))]
public sealed class MqttBrokerTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [NeedsPeersFact(Peer.Mosquitto, Peer.MosquittoSub)]
    public void With_password_file_and_acl_it_publishes_the_documented_topics_is_switched_and_answers_refusals()
    {
        using var broker = new Mosquitto(login: true);
        using var everything = new MosquittoSub(broker, "#");
        using EmulatorProcess device = Device(broker.Port);
        Patience.Until("the device is online", Soon, () => everything.Payloads("ems/status").LastOrDefault() == "online");
        Patience.Until("grid power is published", Soon, () => everything.Payloads("ems/m1").Any(payload => Regex.IsMatch(payload, "^-?[0-9.]+$")));
        Patience.Until("a sample is published", Soon, () => everything.Payloads("ems/sample").Length >= 2);

        broker.Publish("ems/cmd", "out3=1&out4=1");
        Patience.Until("the command is answered", Soon, () => everything.Payloads("ems/cmdr").LastOrDefault() == "1");
        Patience.Until("the state comes back", Soon, () => everything.Payloads("ems/out3").LastOrDefault() == "1" && everything.Payloads("ems/out4").LastOrDefault() == "1");
        Assert.True(device.IsOn("out3"));
        Assert.Contains("MQTT", (string)device.Output("out3")["why"]!, StringComparison.OrdinalIgnoreCase);
        broker.Publish("ems/out3/set", "off");
        Patience.Until("set switches", Soon, () => everything.Payloads("ems/out3").LastOrDefault() == "0");
        broker.Publish("ems/out1/set", "on");
        Patience.Until("a refusal is answered", Soon, () => everything.Payloads("ems/cmdr").Any(answer => answer.StartsWith("out1: a permanent (Per) event holds this output", StringComparison.Ordinal)));
        broker.Publish("ems/cmd", "out9=1");
        Patience.Until("nonsense is answered", Soon, () => everything.Payloads("ems/cmdr").Any(answer => answer.StartsWith("out9: there is no such output", StringComparison.Ordinal)));

        string[] topics = [.. everything.Lines.Select(line => line.Split(' ')[0]).Where(topic => topic.StartsWith("ems/", StringComparison.Ordinal)).Select(topic => Kind(topic[4..])).Distinct().Order()];
        string[] documented = [.. Rows().Order()];
        Assert.Empty(topics.Except(documented));
        Assert.Empty(documented.Except(topics).Except(["<threshold>/set", "restart/set"]));
        Assert.All(everything.Lines.Where(line => line.StartsWith("homeassistant/", StringComparison.Ordinal)), line => Assert.Matches("^homeassistant/device/ems-test(/[a-z0-9-]+)?/config \\{", line));

        device.Interrupt();
        Patience.Until("the broker says that the device is lost", Soon, () => everything.Payloads("ems/status").LastOrDefault() == "offline");
    }

    [NeedsPeersFact(Peer.Mosquitto, Peer.MosquittoSub)]
    public void Home_assistant_builds_its_entities_and_switches_one()
    {
        using var broker = new Mosquitto(login: true);
        using EmulatorProcess device = Device(broker.Port);
        using var home = new MosquittoSub(broker, "#");
        Patience.Until("the device announces itself", Soon, () => home.Payloads("homeassistant/device/ems-test/config").Any(payload => payload.Contains("\"out2\"")));
        JsonNode config = JsonNode.Parse(home.Payloads("homeassistant/device/ems-test/config").Last(payload => payload.Contains("\"out2\"")))!;
        JsonNode heater = config["cmps"]!["out5"]!;
        Patience.Until("its state is known", Soon, () => home.Payloads((string)heater["stat_t"]!).LastOrDefault() == (string)heater["pl_off"]!);
        broker.Publish((string)heater["cmd_t"]!, (string)heater["pl_on"]!);
        TimeSpan took = Patience.Until("its state comes back", Soon, () => home.Payloads((string)heater["stat_t"]!).LastOrDefault() == (string)heater["pl_on"]!);
        int before = home.Payloads("homeassistant/device/ems-test/config").Length;
        broker.Publish("homeassistant/status", "online");
        Patience.Until("it announces itself again to a Home Assistant that has come up", Soon, () => home.Payloads("homeassistant/device/ems-test/config").Length > before);
        Report.Write("mqtt-home-assistant", [$"Home Assistant over mosquitto: a switch's state came back after {took.TotalMilliseconds:0} ms"]);
    }

    [NeedsPeersFact(Peer.Mosquitto, Peer.MosquittoSub)]
    public void A_wrong_password_is_told_in_words()
    {
        using var broker = new Mosquitto(login: true);
        using EmulatorProcess device = Device(broker.Port, password: "wrong");
        Patience.Until("the refusal is told", Soon, () => (string?)Status(device)["problem"] is "the broker refuses login or password" or "the broker does not let this device in");
        Assert.Contains("password", (string)Status(device)["advice"]!);
    }

    [NeedsPeersFact(Peer.Mosquitto, Peer.MosquittoSub)]
    public void Tls_works_with_the_private_ca_and_with_no_other()
    {
        using var broker = new Mosquitto(login: false, tls: true);
        using EmulatorProcess device = Device(broker.Port, host: "localhost", tls: true, ca: broker.Ca, user: "");
        Patience.Until("a secure connection", Soon, () => (string?)Status(device)["state"] == "connected");
        device.Put("/api/v1/mqtt", Settings(broker.Port, "localhost", true, OtherCa(), ""));
        Patience.Until("another CA is refused", Soon, () => (string?)Status(device)["problem"] == "no secure connection came about");
        device.Put("/api/v1/mqtt", Settings(broker.Port, "127.0.0.1", true, broker.Ca, ""));
        Patience.Until("another name is refused", Soon, () => (string?)Status(device)["problem"] == "no secure connection came about");
        device.Put("/api/v1/mqtt", Settings(broker.Port, "localhost", true, broker.Ca, ""));
        Patience.Until("a secure connection again", Soon, () => (string?)Status(device)["state"] == "connected");
    }

    [NeedsPeersFact(Peer.Mosquitto, Peer.MosquittoSub)]
    public void Whatever_the_broker_does_the_loop_and_the_relays_do_not_notice()
    {
        using var broker = new Mosquitto();
        using var proxy = new TcpProxy(broker.Port);
        using EmulatorProcess device = Device(proxy.Port, user: "", interval: 1);
        Patience.Until("connected", Soon, () => IsConnected(device));
        List<string> report = ["the broker's faults and the loop: longest run of a task, longest switching of a relay by the page, time until connected again"];
        Measure(device, report, "none", () => { }, () => { });
        Measure(device, report, "killed, restarted with lost sessions", broker.Kill, broker.Start);
        Measure(device, report, "hung: takes connections, says nothing", () => { broker.Freeze(); proxy.Cut(false); }, broker.Thaw);
        Measure(device, report, "slow: a second each way", () => proxy.DelayMs = 1000, () => proxy.DelayMs = 0);
        Measure(device, report, "cable pulled", () => proxy.Unplugged = true, () => proxy.Unplugged = false);
        Measure(device, report, "name server dead", () => device.Put("/api/v1/mqtt", Settings(proxy.Port, "broker.invalid", false, "", "", 1)), () => device.Put("/api/v1/mqtt", Settings(proxy.Port, "127.0.0.1", false, "", "", 1)));
        Report.Write("mqtt-faults", report);
    }

    [NeedsPeersFact(Peer.Mosquitto, Peer.MosquittoSub)]
    public void A_hundred_outages_of_a_real_broker_lose_no_sample()
    {
        const int devices = 34;
        const int rounds = 3;
        using var broker = new Mosquitto();
        using var proxy = new TcpProxy(broker.Port);
        using var samples = new MosquittoSub(broker, "wattwarden/+/sample", login: false);
        var console = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using Process fleet = EmulatorProcess.Start(["--fleet", $"{devices}", "--mqtt", $"127.0.0.1:{proxy.Port}", "--interval", "2"], console);
        try
        {
            var random = new Random(7);
            Patience.Until("all devices send", TimeSpan.FromMinutes(3), () => Devices(samples).Length == devices);
            int outages = 0;
            double longest = 0;
            for (int round = 0; round < rounds; round++)
            {
                Thread.Sleep(random.Next(2000, 5000));
                proxy.Cut(true);
                outages += devices;
                Thread.Sleep(random.Next(500, 4000));
                proxy.Mend();
                int connected = proxy.Connections;
                longest = Math.Max(longest, Patience.Until("all devices are back", TimeSpan.FromMinutes(3), () => proxy.Connections >= connected + devices).TotalSeconds);
            }

            int last = samples.Lines.Length;
            Patience.Until("the rest has come", TimeSpan.FromMinutes(1), () => samples.Lines.Length > last + (5 * devices));
            int repeated = 0;
            int unmarked = 0;
            int total = 0;
            foreach (string device in Devices(samples))
            {
                List<int> numbers = [];
                foreach (JsonNode sample in samples.Payloads(device).Select(payload => JsonNode.Parse(payload)!))
                {
                    int number = (int)sample["seq"]!;
                    if (numbers.Contains(number))
                    {
                        repeated++;
                        if (sample["dup"] is null) unmarked++;
                        continue;
                    }

                    numbers.Add(number);
                }

                Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
                total += numbers.Count;
            }

            Report.Write("mqtt-store-and-forward",
            [
                $"store and forward over mosquitto: {outages} outages ({devices} devices, {rounds} cuts of all), {total} samples, 0 lost, all in order",
                $"  {repeated} repetitions, {unmarked} of them without a mark (sent again by the package); all back after {longest:0.0} s at most",
            ]);
        }
        finally
        {
            fleet.Kill(true);
            fleet.WaitForExit();
        }
    }

    private static string[] Devices(MosquittoSub samples) => [.. samples.Lines.Select(line => line.Split(' ')[0]).Distinct()];

    private static void Measure(EmulatorProcess device, List<string> report, string fault, Action begin, Action end)
    {
        begin();
        double slowest = 0;
        long start = Stopwatch.GetTimestamp();
        for (bool on = true; Stopwatch.GetElapsedTime(start).TotalSeconds < 8; on = !on)
        {
            long asked = Stopwatch.GetTimestamp();
            device.Post("/api/v1/outputs/out5", on ? """{"on":true}""" : """{"on":false}""");
            slowest = Math.Max(slowest, Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            Assert.Equal(on, device.IsOn("out5"));
            Thread.Sleep(200);
        }

        JsonArray tasks = device.Get("/api/v1/system")["tasks"]!.AsArray();
        int longest = tasks.Max(task => (int)task!["maxMs"]!);
        Assert.All(tasks, task => Assert.Equal((0, 0), ((int)task!["late"]!, (int)task["faults"]!)));
        Assert.False((bool)device.Get("/api/v1/system")["outputsSafe"]!);
        end();
        TimeSpan back = Patience.Until("connected again after: " + fault, TimeSpan.FromMinutes(3), () => IsConnected(device));
        int waiting = (int)Status(device)["samplesWaiting"]!;
        TimeSpan delivered = Patience.Until("what waited is delivered after: " + fault, TimeSpan.FromMinutes(3), () => (int)Status(device)["samplesWaiting"]! <= 1);
        report.Add($"  {fault,-40} task {longest,4} ms   relay {slowest,4:0} ms   back after {back.TotalSeconds,5:0.0} s   {waiting,3} samples waited, delivered in {delivered.TotalSeconds,4:0.0} s, lost {(int)Status(device)["samplesLost"]!}");
        Assert.Equal(0, (int)Status(device)["samplesLost"]!);
        Assert.True(slowest < 3000, $"{fault}: {slowest} ms for a relay");
    }

    private static EmulatorProcess Device(int port, string host = "127.0.0.1", bool tls = false, string ca = "", string user = Mosquitto.User, string password = Mosquitto.Password, int interval = 2)
    {
        var device = new EmulatorProcess("--panel", "0");
        device.LogIn();
        device.Put("/api/v1/mqtt", Settings(port, host, tls, ca, user, interval, password));
        return device;
    }

    private static string Settings(int port, string host, bool tls, string ca, string user, int interval = 2, string password = Mosquitto.Password) => new JsonObject
    {
        ["on"] = true, ["host"] = host, ["port"] = port, ["tls"] = tls, ["ca"] = ca, ["user"] = user, ["password"] = password,
        ["clientId"] = "ems-test", ["prefix"] = "ems", ["intervalS"] = interval, ["keepAliveS"] = 10,
    }.ToJsonString();

    private static JsonNode Status(EmulatorProcess device) => device.Get("/api/v1/mqtt")["status"]!;

    private static bool IsConnected(EmulatorProcess device) => (string?)Status(device)["state"] == "connected";

    private static string OtherCa()
    {
        using RSA key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Another CA", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 ca = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        return ca.ExportCertificatePem();
    }

    private static string Kind(string topic)
    {
        topic = Regex.Replace(topic, "^out\\d/set$", "<output>/set");
        topic = Regex.Replace(topic, "^e\\d+[ab]", "<threshold>");
        return Regex.IsMatch(topic, "^(m|ds|in|p|pw|a|out|event)\\d+$") ? "<point>" : topic;
    }

    // The first column of the table of topics.
    private static IEnumerable<string> Rows() => File.ReadAllLines(Path.Combine(Report.Root(), "docs/reference/mqtt.md"))
        .Select(line => Regex.Match(line, "^\\| `([^`]+)` \\| (device|you)")).Where(row => row.Success).Select(row => row.Groups[1].Value);
}
