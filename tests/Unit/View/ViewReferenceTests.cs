// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Tests.Support;
using Wattwarden.View;
using Xunit;

namespace Wattwarden.Tests.Unit.View;

public sealed class ViewReferenceTests
{
    [Fact]
    public void The_reference_lists_the_keys_and_defaults_as_the_section_writes_them()
    {
        var section = new ViewSection();
        section.Commit("""{"tiles":[{"id":"m1","x":0,"y":0,"w":1,"h":1}]}""");
        var keys = new List<string>();
        List("", JsonDocument.Parse(section.Json()).RootElement, keys);
        string[][] rows = DocumentTable.Rows("docs/reference/view.md", "Settings");
        Assert.Equal(keys, rows.Select(row => row[0]));
        section.Commit("{}");
        JsonElement written = JsonDocument.Parse(section.Json()).RootElement;
        foreach (string[] row in rows.Where(row => row[2] != "required"))
        {
            JsonElement at = written;
            foreach (string name in row[0].Split('.')) at = at.GetProperty(name);
            Assert.Equal((row[0], row[2]), (row[0], at.GetRawText().Trim('"')));
        }
    }

    private static void List(string path, JsonElement element, List<string> into)
    {
        if (path.Length > 0 && element.ValueKind != JsonValueKind.Object) into.Add(path);
        if (element.ValueKind == JsonValueKind.Array && element.GetArrayLength() > 0 && element[0].ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in element[0].EnumerateObject()) List(path + "[]." + member.Name, member.Value, into);
        }

        if (element.ValueKind != JsonValueKind.Object) return;
        foreach (JsonProperty member in element.EnumerateObject()) List((path.Length > 0 ? path + "." : "") + member.Name, member.Value, into);
    }
}
