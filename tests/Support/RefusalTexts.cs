// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using Wattwarden.PageBuild;

namespace Wattwarden.Tests.Support;

/// <summary>What the page knows of the device's English refusals, and of how the network's trial stands: tables in parts/, read and matched as the page does it (parts/texts.js).</summary>
internal static partial class RefusalTexts
{
    /// <summary>In the order of the file: the first that fits counts.</summary>
    public static IReadOnlyList<(string Key, string Text)> Templates { get; } = [.. Read("errors")];

    /// <summary>The same of the network's trial, in pieces.</summary>
    public static IReadOnlyList<(string Key, string Text)> Trial { get; } = [.. Read("trial")];

    /// <summary>Key of the words for a text, and what is filled in. Null: the page has none.</summary>
    public static (string Key, string[] Values)? Find(string text, IReadOnlyList<(string Key, string Text)>? templates = null)
    {
        foreach ((string key, string template) in templates ?? Templates)
        {
            Match match = Regex.Match(text, "^" + Regex.Escape(template).Replace(@"\*", ".*").Replace(@"\{}", "(.+?)") + "$", RegexOptions.Singleline);
            if (match.Success) return (key, [.. match.Groups.Values.Skip(1).Select(group => group.Value)]);
        }

        return null;
    }

    private static IEnumerable<(string, string)> Read(string part)
    {
        string script = RepositoryFiles.Read($"{PageSet.Source}/parts/{part}.js");
        foreach (Match row in Row().Matches(script))
        {
            foreach (Match text in Quoted().Matches(row.Groups[2].Value)) yield return (row.Groups[1].Value, text.Groups[1].Value.Replace("\\'", "'"));
        }
    }

    [GeneratedRegex(@"^  (\w+): \[(.*)\],$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"'((?:[^'\\]|\\')*)'")]
    private static partial Regex Quoted();
}
