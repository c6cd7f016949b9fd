// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Wattwarden.SystemTests.Support;
using Xunit;

namespace Wattwarden.SystemTests;

/// <summary>What the broker and the way to it can do to a device: relays keep their time, no sample is lost.</summary>
[Collection(nameof(AloneOnTheComputer))]
public sealed class MqttFaultTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    // Two threads for callbacks, as many as this computer has cores, and a third only half a second later: that would be measured as the relay's time.
    public MqttFaultTests() => ThreadPool.SetMinThreads(32, 32);

    [NeedsPeersFact(Peer.Mosquitto, Peer.MosquittoSub)]
    public void Whatever_the_broker_does_the_loop_and_the_relays_do_not_notice()
    {
        using var broker = new Mosquitto();
        using var proxy = new TcpProxy(broker.Port);
        int panel = EmulatorProcess.FreePort();
        using EmulatorProcess device = MqttDevice.Start(proxy.Port, user: "", interval: 1, panel: panel);
        Patience.Until("connected", Soon, () => MqttDevice.IsConnected(device));
        List<string> report = ["the broker's faults and the loop: longest run of a task, longest switching of a relay by the page, time until connected again"];
        Measure(device, report, "none", () => { }, () => { });
        Measure(device, report, "killed, restarted with lost sessions", broker.Kill, broker.Start);
        Measure(device, report, "hung: takes connections, says nothing", () => { broker.Freeze(); proxy.Cut(false); }, broker.Thaw);
        Measure(device, report, "slow: a second each way", () => proxy.DelayMs = 1000, () => proxy.DelayMs = 0);
        Measure(device, report, "cable pulled", () => proxy.Unplugged = true, () => proxy.Unplugged = false);
        Measure(device, report, "name server dead", () => Rename(device, panel, proxy.Port, true, "localhost"), () => Rename(device, panel, proxy.Port, false, "127.0.0.1"));
        Measure(device, report, "name unknown", () => device.Put("/api/v1/mqtt", MqttDevice.Settings(proxy.Port, "broker.invalid", false, "", "", 1)), () => device.Put("/api/v1/mqtt", MqttDevice.Settings(proxy.Port, "127.0.0.1", false, "", "", 1)));
        Report.Write("mqtt-faults", report);
    }

    [NeedsPeersFact(Peer.Mosquitto, Peer.MosquittoSub)]
    public void A_broker_whose_disk_is_full_costs_neither_a_sample_nor_a_relay_its_time()
    {
        using var broker = new Mosquitto(diskKb: 256);
        using var proxy = new TcpProxy(broker.Port);
        using var samples = new MosquittoSub(broker, "ems/sample", login: false);
        using EmulatorProcess device = MqttDevice.Start(proxy.Port, user: "", interval: 1);
        Patience.Until("the broker keeps what it hears", Soon, () => MqttDevice.IsConnected(device) && broker.Log.Contains("Saving in-memory database"));
        Assert.DoesNotContain("No space left", broker.Log);
        List<string> report = ["a broker with a full disk"];
        Measure(device, report, "disk full", broker.FillDisk, () => Assert.Contains("No space left", broker.Log));
        Measure(device, report, "killed, restarted with an empty disk", broker.Kill, broker.Start);
        int[] numbers = [.. samples.Payloads("ems/sample").Select(payload => (int)JsonNode.Parse(payload)!["seq"]!).Distinct()];
        Assert.Equal(Enumerable.Range(1, numbers.Length), numbers);
        Report.Write("mqtt-full-disk", [.. report, $"  {numbers.Length} samples came, none is missing"]);
    }

    [NeedsPeersFact(Peer.Mosquitto, Peer.MosquittoSub)]
    public void A_hundred_outages_of_a_real_broker_lose_no_sample()
    {
        const int devices = 34;
        const int rounds = 3;
        using var broker = new Mosquitto();
        using var proxy = new TcpProxy(broker.Port);
        using var samples = new MosquittoSub(broker, "wattwarden/+/sample", login: false);
        var console = new ConcurrentQueue<string>();
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

    // A new name makes the device look it up; it has begun to when the fault is told.
    private static void Rename(EmulatorProcess device, int panel, int port, bool silent, string host)
    {
        MqttDevice.SetPanel(panel, silent ? """{"namesSilent":true}""" : """{"namesSilent":false}""");
        device.Put("/api/v1/mqtt", MqttDevice.Settings(port, host, false, "", "", 1));
        if (silent) Patience.Until("the silence is told", Soon, () => (string?)MqttDevice.Status(device)["problem"] == "the network's name server does not answer");
    }

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
        TimeSpan back = Patience.Until("connected again after: " + fault, TimeSpan.FromMinutes(3), () => MqttDevice.IsConnected(device));
        int waiting = (int)MqttDevice.Status(device)["samplesWaiting"]!;
        TimeSpan delivered = Patience.Until("what waited is delivered after: " + fault, TimeSpan.FromMinutes(3), () => (int)MqttDevice.Status(device)["samplesWaiting"]! <= 1);
        report.Add($"  {fault,-40} task {longest,4} ms   relay {slowest,4:0} ms   back after {back.TotalSeconds,5:0.0} s   {waiting,3} samples waited, delivered in {delivered.TotalSeconds,4:0.0} s, lost {(int)MqttDevice.Status(device)["samplesLost"]!}");
        Assert.Equal(0, (int)MqttDevice.Status(device)["samplesLost"]!);
        Assert.True(slowest < 1000, $"{fault}: {slowest} ms for a relay");
    }
}
