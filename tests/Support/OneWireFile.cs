// SPDX-License-Identifier: MIT
namespace Wattwarden.Tests.Support;

/// <summary>Lines "bytes = result" of tests/Vectors/onewire.</summary>
internal static class OneWireFile
{
    public static IEnumerable<(byte[] Bytes, string Result)> Read(string name)
    {
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", "onewire", name)))
        {
            string[] sides = line.Split('=');
            if (line.StartsWith('#') || sides.Length != 2) continue;
            yield return (Convert.FromHexString(sides[0].Replace(" ", "")), sides[1].Trim());
        }
    }
}
