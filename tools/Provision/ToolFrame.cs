// SPDX-License-Identifier: MIT
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Wattwarden.Provision;

/// <summary>The board's tool lines: '@', a JSON object, '#', CRC-32 of the object's bytes in eight lower-case hexadecimal digits.</summary>
public static class ToolFrame
{
    private const int TailChars = 9;

    // The board's reader wants plain UTF-8 where JSON allows it.
    internal static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Format(JsonObject body)
    {
        string text = body.ToJsonString(Plain);
        return $"@{text}#{Crc32(Encoding.UTF8.GetBytes(text)):x8}";
    }

    /// <summary>The object of a line that is whole; null for everything else that comes out of the port.</summary>
    public static JsonObject? Parse(string line)
    {
        if (line.Length < TailChars + 3 || line[0] != '@' || line[^TailChars] != '#') return null;
        string text = line[1..^TailChars];
        if ($"{Crc32(Encoding.UTF8.GetBytes(text)):x8}" != line[^8..]) return null;
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0xFFFFFFFF;
        foreach (byte value in bytes)
        {
            sum ^= value;
            for (int bit = 0; bit < 8; bit++) sum = (sum >> 1) ^ ((sum & 1) != 0 ? 0xEDB88320 : 0);
        }

        return ~sum;
    }
}
