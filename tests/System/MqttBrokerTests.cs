// SPDX-License-Identifier: MIT
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
        using EmulatorProcess device = MqttDevice.Start(broker.Port);
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
        using EmulatorProcess device = MqttDevice.Start(broker.Port);
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
        using EmulatorProcess device = MqttDevice.Start(broker.Port, password: "wrong");
        // Mosquitto's word for it is code 5, not authorized; code 4, bad user name or password, is what others say.
        Patience.Until("the broker refuses", Soon, () => broker.Log.Contains("Sending CONNACK to 127.0.0.1 (0, 5)"));
        Patience.Until("the refusal is told", Soon, () => (string?)MqttDevice.Status(device)["problem"] is { Length: > 0 });
        Assert.Equal("the broker does not let this device in", (string?)MqttDevice.Status(device)["problem"]);
        Assert.Equal("check user and password, and the broker's rules for this user and client id", (string?)MqttDevice.Status(device)["advice"]);
    }

    [NeedsPeersFact(Peer.Mosquitto, Peer.MosquittoSub)]
    public void Tls_works_with_the_private_ca_and_with_no_other()
    {
        using var broker = new Mosquitto(login: false, tls: true);
        using EmulatorProcess device = MqttDevice.Start(broker.Port, host: "localhost", tls: true, ca: broker.Ca, user: "");
        Patience.Until("a secure connection", Soon, () => (string?)MqttDevice.Status(device)["state"] == "connected");
        device.Put("/api/v1/mqtt", MqttDevice.Settings(broker.Port, "localhost", true, BrokerCertificate.OtherCa(), ""));
        Patience.Until("another CA is refused", Soon, () => (string?)MqttDevice.Status(device)["problem"] == "no secure connection came about");
        device.Put("/api/v1/mqtt", MqttDevice.Settings(broker.Port, "127.0.0.1", true, broker.Ca, ""));
        Patience.Until("another name is refused", Soon, () => (string?)MqttDevice.Status(device)["problem"] == "no secure connection came about");
        device.Put("/api/v1/mqtt", MqttDevice.Settings(broker.Port, "localhost", true, broker.Ca, ""));
        Patience.Until("a secure connection again", Soon, () => (string?)MqttDevice.Status(device)["state"] == "connected");
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
