// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Web;

/// <summary>docs/reference/settings.md against the sections: keys, defaults, and the ends of each range.</summary>
public sealed class SettingsReferenceTests
{
    // The least that a section takes, and the same with everything that may be left out.
    private static readonly Dictionary<string, (string Least, string Full)> Documents = new()
    {
        ["modules"] = ("[{}]", "[{}]"),
        ["custom"] = ("[{}]", "[{}]"),
        ["mapping"] = ("""[{"quantity":"powerTotal","point":"m1"}]""", """[{"quantity":"powerTotal","point":"m1"}]"""),
        ["outputs"] = ("[]", "[]"),
        ["inputs"] = ("{}", "{}"),
        ["analog"] = ("""[{"channel":1,"kind":"pt1000-divider"}]""", """[{"channel":1,"kind":"linear"}]"""),
        ["events"] = (
            """[{"a":{"source":"m1","op":"<","value":1},"action":{"target":"out1"}}]""",
            """[{"a":{"source":"m1","op":"<","value":1},"op":"and","b":{"source":"m2","op":"<","value":1},"c":2,"action":{"target":"out1"}},{"a":{"source":"m1","op":"<","value":1},"action":{"target":"out1"}}]"""),
    };

    private readonly DeskDevice _device = new();

    public static TheoryData<string> Sections() => [.. Documents.Keys];

    public static TheoryData<string, string, string> Ranges()
    {
        var ranges = new TheoryData<string, string, string>();
        foreach (string[] row in Rows().Where(row => Documents.ContainsKey(row[0]) && Regex.IsMatch(row[2], "^-?[\\d.]+ to -?\\d+(;| seconds|$)"))) ranges.Add(row[0], row[1], row[2]);
        return ranges;
    }

    [Fact]
    public void Every_section_of_the_device_has_its_rows()
    {
        string[] documented = [.. Rows().Select(row => row[0]).Where(name => name.Length > 0).Distinct()];
        Assert.Equal(Documents.Keys.Append("access").Order(), documented.Order());
        string[] elsewhere = [.. DocumentTable.Rows("docs/reference/settings.md", "Sections with a page of their own").Select(row => row[0])];
        Assert.All(documented.Concat(elsewhere), name => Assert.NotNull(_device.Controller.FindSection(name)));
        Assert.Equal(_device.Controller.SectionCount, documented.Length + elsewhere.Length);
        Assert.Null(_device.Controller.FindSection("none"));
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void The_rows_of_a_section_are_the_keys_that_it_writes(string section)
    {
        string[] keys = [.. Rows().Where(row => row[0] == section && row[1] != "[]").Select(row => row[1].Replace("[].", ""))];
        Assert.Equal(keys, Written(section, Documents[section].Full).EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void What_is_left_out_takes_the_default_of_its_row(string section)
    {
        JsonElement written = Written(section, Documents[section].Least);
        int compared = 0;
        foreach (string[] row in Rows().Where(row => row[0] == section && row[1] != "[]"))
        {
            string key = row[1].Replace("[].", "");
            if (row[3] == "none") Assert.False(written.TryGetProperty(key, out _));
            Match value = Regex.Match(row[3] + "`", "^`?([^` ]+( [0-9]+)?)`");
            if (row[3] is "none" or "required" || !value.Success) continue;
            Assert.Equal(value.Groups[1].Value, written.GetProperty(key).ToString().ToLowerInvariant() is "true" or "false" ? written.GetProperty(key).ToString().ToLowerInvariant() : written.GetProperty(key).ToString());
            compared++;
        }

        Assert.True(compared > 0);
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void The_ends_of_a_range_are_taken_and_what_lies_beyond_is_refused(string section, string key, string range)
    {
        Match ends = Regex.Match(range, "^(-?[\\d.]+) to (-?[\\d.]+)");
        decimal least = decimal.Parse(ends.Groups[1].Value, CultureInfo.InvariantCulture);
        decimal most = decimal.Parse(ends.Groups[2].Value, CultureInfo.InvariantCulture);
        decimal step = range.Contains("decimals") || ends.Groups[1].Value.Contains('.') ? 0.001m : 1;
        foreach (decimal value in new[] { least, most }) Assert.Null(Fault(section, key, value));
        foreach (decimal value in new[] { least - step, most + step }) Assert.EndsWith(key.Replace("[]", ""), "." + Fault(section, key, value));
    }

    [Theory]
    [InlineData("modules", 3, "{}")]
    [InlineData("custom", 3, "{}")]
    [InlineData("outputs", 6, "{}")]
    [InlineData("events", 32, """{"a":{"source":"m1","op":"<","value":1},"action":{"target":"out1"}}""")]
    public void A_list_is_as_long_as_its_row_says(string section, int most, string element)
    {
        Assert.Contains($"at most {most}", Rows().Single(row => row[0] == section && row[1] == "[]")[2]);
        string List(int count) => "[" + string.Join(',', Enumerable.Repeat(element, count)) + "]";
        _device.Controller.FindSection(section).Commit(List(most));
        Assert.Equal($"[{most}]", _device.Controller.FindSection(section).Refusal(List(most + 1)).Key);
    }

    private string? Fault(string section, string key, decimal value)
    {
        string number = value.ToString(CultureInfo.InvariantCulture);
        string member = "\"" + key.Replace("[].", "") + "\":" + number;
        string json = section switch
        {
            "analog" => """[{"channel":1,"kind":"linear",""" + member + "}]",
            "mapping" => """[{"quantity":"powerTotal","point":"m1",""" + member + "}]",
            "events" => """[{"a":{"source":"m1","op":"<","value":1},"action":{"target":"out1"},""" + member + "}]",
            _ => "[{" + member + "}]",
        };
        if (section == "mapping") _device.Controller.FindSection("modules").Commit("[{},{},{}]");
        var fault = new SettingsFault();
        return _device.Controller.FindSection(section).Read(SectionText.Reader(json), fault) ? null : fault.Key;
    }

    private JsonElement Written(string section, string json)
    {
        ISettingsSection target = _device.Controller.FindSection(section);
        target.Commit(json);
        JsonElement root = JsonDocument.Parse(target.Json()).RootElement;
        return root.ValueKind == JsonValueKind.Array ? root[0] : root;
    }

    private static string[][] Rows() => DocumentTable.Rows("docs/reference/settings.md", "Sections");
}
