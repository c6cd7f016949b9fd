// SPDX-License-Identifier: MIT
namespace Wattwarden.Tests.Support;

/// <summary>Measured figures of a test run: kept under artifacts/reports, printed by .ci/run.</summary>
internal static class TestReport
{
    public static void Write(string name, params string[] lines)
    {
        string folder = Path.Combine(RepositoryFiles.Root, "artifacts", "reports");
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, name + ".txt"), lines);
    }
}
