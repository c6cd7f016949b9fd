// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using Xunit;

namespace Wattwarden.Tests.Fence;

/// <summary>What can be seen in the sources only.</summary>
public sealed partial class SourceFenceTests
{
    private const string Licence = "// SPDX-License-Identifier: MIT";

    [Fact]
    public void Every_source_file_that_people_write_begins_with_its_licence() =>
        Assert.DoesNotContain(SourceTree.Sources("src", "boards", "firmware", "tools", "tests"), f => !f.EndsWith(".g.cs") && First(f) != Licence);

    [Fact]
    public void No_source_of_the_firmware_is_compiled_under_a_condition() => Assert.Empty(Matching(Condition()));

    [Fact]
    public void No_source_of_the_firmware_is_unsafe() => Assert.Empty(Matching(Unsafe()));

    [Fact]
    public void Arrays_of_strings_are_filled_where_they_are_made()
    {
        // Each of these fills its array in the same constructor or method; everybody else takes Strings.Blank, which tells why.
        string[] filled = ["src/Text/Strings.cs", "src/Outputs/OutputSettings.cs"];
        Assert.Equal(filled.Order(), Matching(StringArray()).Order());
    }

    [Fact]
    public void Lists_of_words_stay_in_flash()
    {
        // Each element of a static string[] takes 24 bytes of the chip's heap for good (measured on the runtime); a WordList takes none.
        string[] none = [];
        Assert.Equal(none, Firmware.Assemblies.SelectMany(Firmware.Types).SelectMany(t => t.Fields).Where(f => f.IsStatic && f.FieldType.FullName == "System.String[]").Select(f => f.FullName));
    }

    [Fact]
    public void Folders_of_src_are_namespaces()
    {
        foreach (string file in SourceTree.Sources("src"))
        {
            string folder = file.Split('/')[1];
            Assert.Contains($"namespace Wattwarden.{folder}", File.ReadAllText(SourceTree.PathOf(file)));
        }
    }

    [Fact]
    public void The_device_program_fits_on_a_page() =>
        Assert.InRange(File.ReadLines(SourceTree.PathOf("firmware/Device/Program.cs")).Count(), 1, 100);

    private static string First(string file) => File.ReadLines(SourceTree.PathOf(file)).FirstOrDefault("").TrimStart('\uFEFF');

    private static IEnumerable<string> Matching(Regex pattern) =>
        SourceTree.Sources("src", "boards", "firmware").Where(f => pattern.IsMatch(File.ReadAllText(SourceTree.PathOf(f))));

    [GeneratedRegex(@"^\s*#\s*(if|elif)\b", RegexOptions.Multiline)]
    private static partial Regex Condition();

    [GeneratedRegex(@"new string\[[^\]]")]
    private static partial Regex StringArray();

    [GeneratedRegex(@"\bunsafe\b[^.;]*[{(]")]
    private static partial Regex Unsafe();
}
