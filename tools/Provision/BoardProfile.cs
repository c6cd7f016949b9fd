// SPDX-License-Identifier: MIT
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Wattwarden.Provision;

/// <summary>
/// What a product's boards have in common, from board.json: which board it is, how serial numbers look, which settings it leaves the factory
/// with, what the test bench has connected, what the label says. docs/reference/provisioning.md lists the keys.
/// </summary>
public sealed partial class BoardProfile
{
    public const string DefaultQr = "SN:{serial};USER:admin;PASS:{password};KEY:{apKey}";

    private static readonly string[] Keys = ["profile", "model", "board", "serial", "settings", "selftest", "label"];
    private static readonly string[] SerialKeys = ["prefix", "digits"];
    private static readonly string[] SelfTestKeys = ["relays", "slave", "sensors"];
    private static readonly string[] LabelKeys = ["address", "qr"];

    /// <summary>All keys, as the reference lists them.</summary>
    public static IEnumerable<string> AllKeys =>
        [.. Keys, .. SerialKeys.Select(key => "serial." + key), .. SelfTestKeys.Select(key => "selftest." + key), .. LabelKeys.Select(key => "label." + key)];

    public required string Name { get; init; }

    public required string Model { get; init; }

    /// <summary>Name of the board as the firmware gives it.</summary>
    public required string Board { get; init; }

    public required string SerialPrefix { get; init; }

    public int SerialDigits { get; init; } = 6;

    /// <summary>Sections of the settings by name, as JSON; "{serial}" in a text stands for the serial number.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the self-test clicks the relays.</summary>
    public bool TestsRelays { get; init; } = true;

    /// <summary>Modbus slave of the test bench; 0: none.</summary>
    public int Slave { get; init; }

    /// <summary>1-Wire devices of the test bench.</summary>
    public int Sensors { get; init; }

    /// <summary>Where the device's page is at first; empty: not on the label.</summary>
    public string Address { get; init; } = "";

    /// <summary>Text of the QR code, with {serial}, {model}, {password}, {apKey} and {address}.</summary>
    public string Qr { get; init; } = DefaultQr;

    public string SerialNumber(int number) => SerialPrefix + number.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(SerialDigits, '0');

    public string SettingsFor(string section, string serial) => Settings[section].Replace("{serial}", serial, StringComparison.Ordinal);

    public static BoardProfile Load(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or ProvisionError or InvalidOperationException or FormatException)
        {
            throw new ProvisionError($"{path}: {error.Message}");
        }
    }

    public static BoardProfile Parse(string json)
    {
        JsonObject root = JsonNode.Parse(json, null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }) as JsonObject
            ?? throw new ProvisionError("a profile is a JSON object");
        CheckKeys(root, "", Keys);
        JsonObject serial = Part(root, "serial", SerialKeys);
        JsonObject selfTest = Part(root, "selftest", SelfTestKeys);
        JsonObject label = Part(root, "label", LabelKeys);
        string prefix = Text(serial, "prefix", "serial.prefix");
        if (!Prefix().IsMatch(prefix)) throw new ProvisionError("serial.prefix must be 1 to 20 letters, digits, '-', '_' or '.'");
        return new BoardProfile
        {
            Name = Text(root, "profile", "profile"),
            Model = Text(root, "model", "model"),
            Board = Text(root, "board", "board"),
            SerialPrefix = prefix,
            SerialDigits = Number(serial, "digits", "serial.digits", 1, 10, 6),
            Settings = SettingsOf(root),
            TestsRelays = (bool?)selfTest["relays"] ?? true,
            Slave = Number(selfTest, "slave", "selftest.slave", 0, 247, 0),
            Sensors = Number(selfTest, "sensors", "selftest.sensors", 0, 20, 0),
            Address = (string?)label["address"] ?? "",
            Qr = (string?)label["qr"] ?? DefaultQr,
        };
    }

    private static Dictionary<string, string> SettingsOf(JsonObject root)
    {
        var settings = new Dictionary<string, string>();
        if (root["settings"] is null) return settings;
        if (root["settings"] is not JsonObject sections) throw new ProvisionError("settings must be an object of sections");
        foreach ((string name, JsonNode? value) in sections)
        {
            if (name is "factory" or "access") throw new ProvisionError($"settings.{name}: each board gets its own, a profile cannot give it");
            settings[name] = value?.ToJsonString(ToolFrame.Plain) ?? throw new ProvisionError($"settings.{name} must not be null");
        }

        return settings;
    }

    private static JsonObject Part(JsonObject root, string key, string[] keys)
    {
        if (root[key] is null) return [];
        JsonObject part = root[key] as JsonObject ?? throw new ProvisionError($"{key} must be an object");
        CheckKeys(part, key + ".", keys);
        return part;
    }

    private static void CheckKeys(JsonObject part, string path, string[] keys)
    {
        foreach ((string key, _) in part)
        {
            if (!keys.Contains(key)) throw new ProvisionError($"{path}{key} is not known; allowed: {string.Join(", ", keys)}");
        }
    }

    private static string Text(JsonObject part, string key, string path)
    {
        if (part[key] is JsonValue value && value.TryGetValue(out string? text) && text.Length is > 0 and <= 40) return text;
        throw new ProvisionError($"{path} must be a text of 1 to 40 characters");
    }

    private static int Number(JsonObject part, string key, string path, int least, int most, int otherwise)
    {
        if (part[key] is null) return otherwise;
        if (part[key] is JsonValue value && value.TryGetValue(out int number) && number >= least && number <= most) return number;
        throw new ProvisionError($"{path} must be a whole number from {least} to {most}");
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,20}$")]
    private static partial Regex Prefix();
}
