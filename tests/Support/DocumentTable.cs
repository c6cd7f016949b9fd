// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using Xunit;

namespace Wattwarden.Tests.Support;

/// <summary>Rows of a Markdown table in the project's documents, found by the heading above it.</summary>
internal static partial class DocumentTable
{
    public static string[][] Rows(string document, string heading)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Root(), document));
        int at = Array.FindIndex(lines, line => line.StartsWith('#') && line.TrimStart('#').Trim() == heading);
        Assert.True(at >= 0, $"{document} has no heading '{heading}'");
        return lines.Skip(at + 1)
            .TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.StartsWith('|'))
            .Skip(2)
            .Select(line => CellEnd().Split(line.Trim('|')).Select(cell => cell.Trim().Trim('`').Replace("\\|", "|")).ToArray())
            .ToArray();
    }

    /// <summary>The JSON examples of a document.</summary>
    public static string[] Examples(string document) => File.ReadAllText(Path.Combine(Root(), document))
        .Split("```json\n")
        .Skip(1)
        .Select(part => part.Split("```")[0])
        .ToArray();

    // A bar in a cell is written "\|".
    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellEnd();

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder != null && !File.Exists(Path.Combine(folder, "Wattwarden.slnx"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("the tests do not run inside the repository");
    }
}
