// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Wattwarden.Controller;
using Wattwarden.Rules;

namespace Wattwarden.Tests.Support;

/// <summary>Says the parts of an explanation as a page does: from the phrases' words, without the firmware's own speaker.</summary>
internal static partial class PhraseBook
{
    /// <summary>Words by key.</summary>
    public static IReadOnlyDictionary<string, string> English { get; } = typeof(Phrases).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => ((string)field.GetRawConstantValue()!).Split('|', 2)).ToDictionary(parts => parts[0], parts => parts[1]);

    public static string Say(string json) => Say(JsonNode.Parse(json)!);

    private static string Say(JsonNode part)
    {
        if (part is not JsonArray array) return (string)part!;
        string key = (string)array[0]!;
        return key switch
        {
            "#" => Amount((decimal)array[1]!, (string)array[2]!),
            "ms" => Duration((long)array[1]! / 1000),
            "days" => RuleWords.FormatDays((int)array[1]!),
            _ => Fill(English[key], array),
        };
    }

    private static string Fill(string words, JsonArray phrase)
    {
        int next = 1;
        string said = Gap().Replace(words, _ => Say(phrase[next++]!));
        Xunit.Assert.Equal(phrase.Count, next);
        return said;
    }

    private static string Amount(decimal number, string unit) => number.ToString(CultureInfo.InvariantCulture) + (unit.Length > 0 ? " " + unit : "");

    private static string Duration(long s) => s switch
    {
        < 120 => $"{s} s",
        < 7200 => $"{s / 60} min",
        < 172800 => Two(s / 3600, "h", s / 60 % 60, "min"),
        _ => Two(s / 86400, "d", s / 3600 % 24, "h"),
    };

    private static string Two(long large, string largeUnit, long small, string smallUnit) => $"{large} {largeUnit}" + (small > 0 ? $" {small} {smallUnit}" : "");

    [GeneratedRegex(@"\{\}")]
    private static partial Regex Gap();
}
