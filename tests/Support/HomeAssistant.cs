// SPDX-License-Identifier: MIT
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Wattwarden.Tests.Support;

/// <summary>
/// Home Assistant as far as MQTT goes, after its documentation: builds devices and entities out of discovery messages, keeps their states and availability.
/// Knows nothing of the firmware. Templates: only the two that a device may use here, by their meaning.
/// </summary>
internal sealed class HomeAssistant
{
    private readonly Dictionary<string, JsonObject> _configs = [];

    // What the broker keeps, and says when an entity subscribes.
    private readonly Dictionary<string, string> _kept = [];

    /// <summary>Entities by unique id.</summary>
    public Dictionary<string, Entity> Entities { get; } = [];

    /// <summary>Devices by identifier.</summary>
    public Dictionary<string, JsonObject> Devices { get; } = [];

    /// <summary>What a real one would complain about in its log.</summary>
    public List<string> Complaints { get; } = [];

    public IReadOnlyDictionary<string, JsonObject> Configs => _configs;

    public void Receive(string topic, string payload)
    {
        if (topic.StartsWith("homeassistant/device/", StringComparison.Ordinal) && topic.EndsWith("/config", StringComparison.Ordinal)) Discover(topic, payload);
        if (payload.Length == 0) _kept.Remove(topic);
        else _kept[topic] = payload;
        foreach (Entity entity in Entities.Values) entity.Receive(topic, payload, Complaints);
    }

    private void Discover(string topic, string payload)
    {
        if (payload.Length == 0)
        {
            foreach (string id in Entities.Where(it => it.Value.Config == topic).Select(it => it.Key).ToArray()) Entities.Remove(id);
            _configs.Remove(topic);
            return;
        }

        JsonObject config = JsonNode.Parse(payload)!.AsObject();
        _configs[topic] = config;
        string device = (string)config["dev"]!["ids"]!;
        if (config["o"]?["name"] is null) Complaints.Add(topic + ": no origin");
        Devices[device] = config["dev"]!.AsObject();
        HashSet<string> named = [];
        foreach ((string key, JsonNode? component) in config["cmps"]!.AsObject())
        {
            named.Add(key);
            JsonObject entity = component!.AsObject();
            if (entity.Count == 1) RemoveComponent(topic, key);
            else AddEntity(topic, device, key, entity, config);
        }

        foreach (Entity left in Entities.Values.Where(it => it.Config == topic && !named.Contains(it.Key))) Complaints.Add($"{topic}: {left.Key} is missing and was not removed");
    }

    private void RemoveComponent(string topic, string key)
    {
        foreach (string id in Entities.Where(it => it.Value.Config == topic && it.Value.Key == key).Select(it => it.Key).ToArray()) Entities.Remove(id);
    }

    private void AddEntity(string topic, string device, string key, JsonObject entity, JsonObject config)
    {
        string id = (string)entity["uniq_id"]!;
        if (Entities.TryGetValue(id, out Entity? other) && other.Config != topic)
        {
            Complaints.Add($"{id} comes twice: {other.Config} and {topic}");
            return;
        }

        JsonArray availability = (entity["avty"] ?? config["avty"])!.AsArray();
        Entity added = new(topic, key, device, entity, availability, other);
        Entities[id] = added;
        foreach ((string keptTopic, string payload) in _kept) added.Receive(keptTopic, payload, Complaints);
    }

    /// <summary>One entity as the dashboard shows it.</summary>
    public sealed class Entity(string config, string key, string device, JsonObject definition, JsonArray availability, Entity? before)
    {
        private readonly Dictionary<string, bool> _available = before?._available ?? [];

        public string Config => config;

        public string Key => key;

        public string Device => device;

        public JsonObject Definition => definition;

        public string Platform => (string)definition["p"]!;

        /// <summary>The state; null: unknown.</summary>
        public string? State { get; private set; } = before?.State;

        public bool IsAvailable => availability.All(it => _available.GetValueOrDefault((string)it!["t"]!));

        public string? CommandTopic => (string?)definition["cmd_t"];

        public void Receive(string topic, string payload, List<string> complaints)
        {
            foreach (JsonNode? row in availability)
            {
                if ((string)row!["t"]! != topic) continue;
                string said = row["val_tpl"] is null ? payload : payload == "unavailable" ? "offline" : "online";
                if (said is "online" or "offline") _available[topic] = said == "online";
            }

            if ((string?)definition["stat_t"] != topic) return;
            switch (Platform)
            {
                case "sensor":
                    bool isNone = definition["val_tpl"] is not null && payload == "unavailable";
                    if (!isNone && !double.TryParse(payload, System.Globalization.CultureInfo.InvariantCulture, out _)) complaints.Add($"{key}: '{payload}' is no number");
                    State = isNone ? null : payload;
                    break;
                case "switch" or "binary_sensor":
                    if (payload == (string)definition["pl_on"]!) State = "on";
                    else if (payload == (string)definition["pl_off"]!) State = "off";
                    else if (payload != "unavailable") complaints.Add($"{key}: '{payload}' is no state");
                    break;
                default:
                    State = payload;
                    break;
            }
        }
    }
}
