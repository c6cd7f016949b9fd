// SPDX-License-Identifier: MIT
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Wattwarden.PageBuild;

/// <summary>A language: one JSON object of keys and texts, in the order of its file.</summary>
public static class LanguageFile
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static List<KeyValuePair<string, string>> Read(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file), new JsonDocumentOptions { AllowDuplicateProperties = false });
        return [.. document.RootElement.EnumerateObject().Select(word => KeyValuePair.Create(word.Name, word.Value.GetString() ?? throw new InvalidDataException($"{file}: {word.Name} is null")))];
    }

    public static string Write(IEnumerable<KeyValuePair<string, string>> words) =>
        "{" + string.Join(',', words.Select(word => JsonSerializer.Serialize(word.Key, Plain) + ":" + JsonSerializer.Serialize(word.Value, Plain))) + "}";

    /// <summary>One JSON string of all, with '|' between them: nothing is shorter after compression.</summary>
    public static string WriteList(IEnumerable<string> texts) =>
        JsonSerializer.Serialize(string.Join('|', texts.Select(text => text.Contains('|') ? throw new InvalidDataException($"a text may not have '|': {text}") : text)), Plain);
}
