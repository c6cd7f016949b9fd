// SPDX-License-Identifier: MIT
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Wattwarden.Provision;

/// <summary>What a device in the LAN tells about itself. Told by the network, so nothing of it is trusted: control characters are taken out of what is shown.</summary>
public sealed record FoundDevice
{
    private const int LongestText = 64;

    [JsonPropertyName("name")]
    public string Name { get; init; } = "";

    [JsonPropertyName("address")]
    public string Address { get; init; } = "";

    [JsonPropertyName("port")]
    public int Port { get; init; } = 80;

    [JsonPropertyName("mac")]
    public string Mac { get; init; } = "";

    [JsonPropertyName("model")]
    public string Model { get; init; } = "";

    [JsonPropertyName("version")]
    public string Version { get; init; } = "";

    [JsonPropertyName("serial")]
    public string Serial { get; init; } = "";

    [JsonPropertyName("url")]
    public string Url => Port == 80 ? $"http://{Address}/" : $"http://{Address}:{Port}/";

    /// <summary>The device of an answer; null when it is none.</summary>
    public static FoundDevice? FromJson(ReadOnlySpan<byte> json)
    {
        try
        {
            FoundDevice? told = JsonSerializer.Deserialize<FoundDevice>(json);
            if (told is null || told.Port is < 1 or > 65535 || !System.Net.IPAddress.TryParse(told.Address, out _)) return null;
            return new FoundDevice
            {
                Name = Clean(told.Name), Address = told.Address, Port = told.Port, Mac = Clean(told.Mac), Model = Clean(told.Model), Version = Clean(told.Version), Serial = Clean(told.Serial),
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Clean(string? text)
    {
        string clean = new([.. (text ?? "").Where(it => !char.IsControl(it))]);
        return clean.Length <= LongestText ? clean : clean[..LongestText];
    }
}
