// SPDX-License-Identifier: MIT
using System.Text.Json.Nodes;
using Json.Schema;
using Wattwarden.Points;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Mqtt;

/// <summary>Home Assistant's discovery: what is announced, against a schema of its documented keys, and what a Home Assistant makes of it.</summary>
public sealed class DiscoveryTests
{
    private const string Settings = """{"on":true,"host":"broker","clientId":"ww1","prefix":"ems","intervalS":10}""";

    private static readonly JsonSchema Schema = JsonSchema.FromText(RepositoryFiles.Read("tests/Vectors/mqtt/ha-device-discovery.schema.json"));

    private readonly HomeAssistant _home = new();
    private int _seen;

    [Fact]
    public void Every_message_is_as_home_assistant_documents_it()
    {
        MqttDevice device = Full();
        device.Run(10);
        Listen(device);
        Assert.Equal(19, _home.Configs.Count);
        foreach ((string topic, JsonObject config) in _home.Configs)
        {
            EvaluationResults result = Schema.Evaluate(config, new EvaluationOptions { OutputFormat = OutputFormat.List });
            Assert.True(result.IsValid, topic + ": " + string.Join("; ", result.Details.Where(it => it.HasErrors).SelectMany(it => it.Errors!.Select(e => $"{it.InstanceLocation} {e.Value}"))) + "\n" + config);
            Assert.Matches("^homeassistant/device/ww1(/[a-z0-9-]+)?/config$", topic);
        }

        Assert.Empty(_home.Complaints);
    }

    [Fact]
    public void The_schema_finds_misspelt_keys_and_units_that_do_not_fit()
    {
        JsonNode good = JsonNode.Parse("""{"dev":{"ids":"a","name":"A"},"o":{"name":"x"},"cmps":{"m1":{"p":"sensor","uniq_id":"a_m1","name":"P","stat_t":"a/m1","dev_cla":"power","stat_cla":"measurement","unit_of_meas":"W"}}}""")!;
        Assert.True(Schema.Evaluate(good).IsValid);
        foreach ((string from, string to) in new[] { ("\"W\"", "\"kWh\""), ("stat_cla", "state_class"), ("uniq_id", "uniqid"), ("\"power\"", "\"strength\""), ("\"o\"", "\"origin\""), ("measurement", "total_increasing") })
            Assert.False(Schema.Evaluate(JsonNode.Parse(good.ToJsonString().Replace(from, to))!).IsValid, from);
    }

    [Fact]
    public void No_message_is_longer_than_its_buffer_whatever_the_owner_calls_things()
    {
        MqttDevice device = Full(nameLength: 40, prefix: new string('p', 48), clientId: new string('c', 23));
        device.Run(15);
        int longest = device.Link.Sent.Where(message => message.Topic.StartsWith("homeassistant/")).Max(message => System.Text.Encoding.UTF8.GetByteCount(message.Payload));
        Assert.InRange(longest, 3000, 4608);
        Listen(device);
        Assert.True(_home.Entities.Count > 100, $"{_home.Entities.Count} entities, longest message {longest} bytes");
        Assert.Empty(_home.Complaints);
    }

    [Fact]
    public void Meters_and_sensors_are_devices_behind_the_controller()
    {
        MqttDevice device = Full();
        device.Run(10);
        Listen(device);
        Assert.Equal(["ww1", "ww1_inputs", "ww1_meter1", "ww1_sensors"], _home.Devices.Keys.Order());
        Assert.All(_home.Devices.Where(it => it.Key != "ww1"), it => Assert.Equal("ww1", (string?)it.Value["via_device"]));
        Assert.Null(_home.Devices["ww1"]["via_device"]);
        Assert.Equal("ww1_meter1", _home.Entities["ww1_m1"].Device);
    }

    [Fact]
    public void The_energy_dashboard_finds_what_it_needs()
    {
        MqttDevice device = Full();
        device.Run(10);
        Listen(device);
        JsonObject import = _home.Entities["ww1_m2"].Definition;
        Assert.Equal(("energy", "total_increasing", "kWh"), ((string?)import["dev_cla"], (string?)import["stat_cla"], (string?)import["unit_of_meas"]));
        JsonObject power = _home.Entities["ww1_m1"].Definition;
        Assert.Equal(("power", "measurement", "W"), ((string?)power["dev_cla"], (string?)power["stat_cla"], (string?)power["unit_of_meas"]));
        JsonObject gas = _home.Entities["ww1_p2"].Definition;
        Assert.Equal(("gas", "total_increasing", "m³"), ((string?)gas["dev_cla"], (string?)gas["stat_cla"], (string?)gas["unit_of_meas"]));
    }

    [Fact]
    public void Home_assistant_switches_an_output_and_sees_it_switched()
    {
        MqttDevice device = Full();
        device.Controller.FindSection("events").Commit("[]");
        device.Run(10);
        Listen(device);
        HomeAssistant.Entity heater = _home.Entities["ww1_out2"];
        Assert.Equal(("off", true), (heater.State, heater.IsAvailable));
        device.Receive(heater.CommandTopic!, (string)heater.Definition["pl_on"]!);
        Listen(device);
        Assert.Equal("on", heater.State);
        Assert.True(device.Board.Contacts[2].On);
    }

    [Fact]
    public void What_is_not_to_be_believed_is_unavailable_and_all_of_it_when_the_device_is_lost()
    {
        MqttDevice device = Full();
        device.Measure("ds1", 55);
        device.Run(10);
        Listen(device);
        HomeAssistant.Entity boiler = _home.Entities["ww1_ds1"];
        Assert.Equal(("55", true), (boiler.State, boiler.IsAvailable));
        device.Fail("ds1");
        device.Run(2);
        Listen(device);
        Assert.Equal((null, false), (boiler.State, boiler.IsAvailable));
        _home.Receive("ems/status", "offline");
        Assert.All(_home.Entities.Values, entity => Assert.False(entity.IsAvailable));
    }

    [Fact]
    public void What_is_gone_disappears_also_after_a_restart()
    {
        PowerCutFileStore flash = new();
        MqttDevice device = Full(flash: flash);
        device.Run(10);
        Listen(device);
        Assert.Contains("ww1_m7", _home.Entities.Keys);
        device.Controller.FindSection("mapping").Commit(Mapping(5, 20));
        device.Run(130);
        Listen(device);
        Assert.DoesNotContain("ww1_m7", _home.Entities.Keys);
        Assert.Contains("ww1_m5", _home.Entities.Keys);

        // The next start knows fewer points than were announced.
        MqttDevice next = Full(flash: flash, meters: 2);
        next.Run(140);
        _seen = 0;
        Listen(next);
        Assert.DoesNotContain("ww1_m5", _home.Entities.Keys);
        Assert.Contains("ww1_m2", _home.Entities.Keys);
        Assert.Empty(_home.Complaints);
    }

    [Fact]
    public void When_discovery_is_switched_off_everything_disappears()
    {
        MqttDevice device = Full();
        device.Run(10);
        device.Controller.FindSection("mqtt").Commit(Settings.Replace("\"on\":true", "\"on\":true,\"discovery\":false"));
        device.Run(5);
        Listen(device);
        Assert.Empty(_home.Entities);
        Assert.DoesNotContain(device.Link.Retained.Keys, topic => topic.StartsWith("homeassistant/"));
    }

    [Fact]
    public void When_home_assistant_comes_up_everything_is_said_again()
    {
        MqttDevice device = Full();
        device.Run(10);
        int before = device.Link.Sent.Count(message => message.Topic.EndsWith("/config"));
        device.Receive("homeassistant/status", "online", retained: true);
        device.Run(5);
        Assert.Equal(before, device.Link.Sent.Count(message => message.Topic.EndsWith("/config")));
        device.Receive("homeassistant/status", "offline");
        device.Receive("homeassistant/status", "online");
        device.Run(5);
        Assert.Equal(2 * before, device.Link.Sent.Count(message => message.Topic.EndsWith("/config")));
    }

    [Fact]
    public void A_start_takes_nothing_away_while_points_have_no_value_yet()
    {
        PowerCutFileStore flash = new();
        MqttDevice device = Full(flash: flash);
        device.Measure("a1", 1);
        device.Run(10);
        MqttDevice next = Full(flash: flash);
        next.Run(30);
        Assert.DoesNotContain(next.Link.Sent, message => message.Topic.EndsWith("/config") && (message.Payload.Length == 0 || message.Payload.Contains("\"a1\":{\"p\":\"sensor\"}")));
    }

    private static string Mapping(int count, int nameLength) => "[" + string.Join(',', Enumerable.Range(0, count).Select(i =>
        $$"""{"module":1,"quantity":"{{Quantities[i]}}","point":"m{{i + 1}}","name":"{{("Value " + (i + 1) + " ").PadRight(nameLength, 'ż')}}"}""")) + "]";

    private static readonly string[] Quantities =
    [
        "powerTotal", "energyImport", "energyExport", "voltageL1", "voltageL2", "voltageL3", "currentL1", "currentL2", "currentL3", "powerL1", "powerL2", "powerL3", "apparentL1", "apparentL2",
        "apparentL3", "reactiveL1", "reactiveL2", "reactiveL3", "powerFactorL1", "powerFactorL2", "powerFactorL3", "frequency", "energyTotal", "currentSum", "powerFactorTotal", "apparentTotal",
        "reactiveTotal", "voltageL12", "voltageL23", "voltageL31",
    ];

    // A device with everything configured; every point has a value.
    private static MqttDevice Full(int nameLength = 20, string prefix = "ems", string clientId = "ww1", PowerCutFileStore? flash = null, int meters = 30)
    {
        string name = "Name ".PadRight(nameLength, 'ż');
        var device = new MqttDevice(Settings.Replace("\"ems\"", $"\"{prefix}\"").Replace("ww1", clientId), flash);
        device.Controller.FindSection("modules").Commit("""[{"on":true,"preset":"eastron-sdm630-v2","name":"Grid meter"}]""");
        device.Controller.FindSection("mapping").Commit(Mapping(meters, nameLength));
        device.Controller.FindSection("inputs").Commit($$"""{"pulses":[{"input":1,"name":"{{name}}","unit":"kWh"},{"input":2,"name":"Gas","unit":"m³","pulsesPerUnit":100}],"contacts":[]}""");
        string condition = """{"source":"m1","op":"<","value":-2000,"hysteresis":100}""";
        device.Controller.FindSection("events").Commit("[" + string.Join(',', Enumerable.Range(0, 32).Select(i =>
            $$"""{"name":"{{name[..Math.Min(name.Length, 36)]}}{{i}}","on":true,"a":{{condition}},"op":"and","b":{{condition}},"action":{"target":"event{{i % 8 + 1}}"} }""")) + "]");
        for (int i = 0; i < 8; i++)
        {
            device.Points.Describe(PointId.FirstSensor + i, name, "°C");
            device.Points.Set(PointId.FirstSensor + i, 20000, device.Board.UptimeMs);
            device.Points.Set(PointId.FirstInput + i, 1000, device.Board.UptimeMs);
            device.Points.Rename(PointId.FirstInput + i, name);
        }

        for (int i = PointId.FirstPulse; i < PointId.FirstOutput; i++) device.Points.Set(i, 1000, device.Board.UptimeMs);
        return device;
    }

    // Home Assistant hears what was published since it last listened.
    private void Listen(MqttDevice device)
    {
        for (; _seen < device.Link.Sent.Count; _seen++) _home.Receive(device.Link.Sent[_seen].Topic, device.Link.Sent[_seen].Payload);
    }
}
