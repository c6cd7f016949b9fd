// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace Wattwarden.SystemTests.Support;

/// <summary>Measured figures of a test run: kept under artifacts/reports, printed by .ci/run.</summary>
public static class Report
{
    public static void Write(string name, IEnumerable<string> lines)
    {
        string folder = Path.Combine(Root(), "artifacts", "reports");
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, name + ".txt"), lines);
    }

    /// <summary>The checkout.</summary>
    public static string Root() => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    private static string Here([CallerFilePath] string path = "") => path;
}
