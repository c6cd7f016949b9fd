// SPDX-License-Identifier: MIT
using System.Text.Json;
using System.Text.RegularExpressions;
using Wattwarden.Controller;
using Wattwarden.Settings;
using Wattwarden.Tests.Support;
using Wattwarden.Web;
using Xunit;

namespace Wattwarden.Tests.Unit.Web;

public class ApiReferenceTests
{
    private static readonly string[] Reference = RepositoryFiles.Read("docs/reference/api.md").Split('\n');

    [Fact]
    public void The_reference_lists_the_endpoints_as_the_router_has_them()
    {
        Router router = new DeskDevice().Front.Router;
        Assert.Equal(Enumerable.Range(0, router.Count).Select(i => Row(router.Endpoint(i))).Order(), Rows().Order());
    }

    public static TheoryData<string, string, string> Examples()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (string[] row in DocumentTable.Rows("docs/reference/api.md", "Bodies"))
        {
            foreach (Match call in Regex.Matches(row[0], "(GET|POST) (/api/v1/[a-z/{}]+)"))
                rows.Add(call.Groups[1].Value, call.Groups[2].Value, Regex.Matches("`" + row[1] + "`", "`([{][^`]+)`").Select(m => m.Groups[1].Value).ElementAt(call.Groups[2].Value.EndsWith("outputs/{id}") ? 2 : 0));
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_answer_has_the_keys_of_its_example(string method, string path, string example)
    {
        var device = new DeskDevice(settings: FactorySettings.Document);
        string cookie = device.AdminCookie();
        device.Controller.FindSection("inputs").Commit("""{"pulses":[{"input":1}],"contacts":[{"input":1}]}""");
        device.Controller.FindSection("analog").Commit("""[{"channel":1,"kind":"linear"}]""");
        device.Controller.Points.Set(0, -2310500, device.Board.UptimeMs);
        device.Step(30_000);
        string url = path.Replace("{id}", path.Contains("modules") || path.Contains("sensors") ? "1" : "out1");
        FakeExchange answer = path.EndsWith("login")
            ? device.Send("POST", path, $$"""{"password":"{{device.Front.FirstStartPassword}}"}""")
            : method == "GET" ? device.Get(url, cookie) : device.Send(method, url, Body(path), cookie);
        Assert.Equal(200, answer.Status);
        Assert.NotEmpty(answer.Answer);
        CompareKeys(path, JsonDocument.Parse(example).RootElement, [answer.Json]);
    }

    [Fact]
    public void The_reference_explains_every_status_that_the_code_uses()
    {
        IEnumerable<int> errors = typeof(HttpStatus).GetFields().Select(field => (int)field.GetRawConstantValue()!).Where(status => status >= 400);
        Assert.Equal(errors.Order(), Reference.Select(line => Regex.Match(line, "^\\| (\\d{3}) \\|")).Where(match => match.Success).Select(match => int.Parse(match.Groups[1].Value)).Order());
    }

    [Fact]
    public void The_settings_reference_has_the_words_of_every_load_outcome()
    {
        string settings = RepositoryFiles.Read("docs/reference/settings.md");
        foreach (LoadOutcome outcome in Enum.GetValues<LoadOutcome>().Where(outcome => outcome != LoadOutcome.NotLoaded))
            Assert.Contains("| " + SettingsText.Of(outcome) + " |", settings);
    }

    // What a request of the examples sends.
    private static string Body(string path) => path.Contains("sensors") ? """{"id":null}""" : """{"on":true,"forSeconds":600}""";

    private static string Row(ApiEndpoint endpoint) => $"{endpoint.Method} {endpoint.Path} {AccessSection.RoleName(endpoint.MinRole)} {endpoint.MaxBodyBytes}";

    // One entry for each method of a row: "GET /api/v1/session none 0".
    private static IEnumerable<string> Rows()
    {
        foreach (string line in Reference)
        {
            Match row = Regex.Match(line, "^\\| ([A-Z, ]+) \\| `(/[^`]+)` \\| (\\w+) \\| (\\d+) B \\|");
            if (!row.Success) continue;
            foreach (string method in row.Groups[1].Value.Split(", "))
                yield return $"{method} {row.Groups[2].Value} {row.Groups[3].Value} {(method == "GET" ? "0" : row.Groups[4].Value)}";
        }
    }

    // The keys of all objects at one place of the answer together are those of the example; the ones in brackets may be missing in some.
    private static void CompareKeys(string path, JsonElement example, List<JsonElement> found)
    {
        if (example.ValueKind == JsonValueKind.Array)
        {
            Assert.All(found, it => Assert.True(it.ValueKind == JsonValueKind.Array, path + " is no list"));
            if (example.GetArrayLength() == 0) return;   // what is in it is told in words
            List<JsonElement> elements = [.. found.SelectMany(it => it.EnumerateArray())];
            Assert.True(elements.Count > 0, path + " is empty: nothing to compare");
            CompareKeys(path + "[]", example[0], elements);
        }
        else if (example.ValueKind == JsonValueKind.Object)
        {
            string[] expected = [.. example.EnumerateObject().Select(member => member.Name.Trim('[', ']'))];
            Assert.Equal(expected.Order(), found.SelectMany(it => it.EnumerateObject().Select(member => member.Name)).Distinct().Order());
            foreach (JsonProperty member in example.EnumerateObject())
            {
                bool isOptional = member.Name.StartsWith('[');
                string name = member.Name.Trim('[', ']');
                if (!isOptional) Assert.All(found, it => Assert.True(it.TryGetProperty(name, out _), $"{path}.{name} is missing in {it}"));
                CompareKeys(path + "." + name, member.Value, [.. found.Where(it => it.TryGetProperty(name, out _)).Select(it => it.GetProperty(name))]);
            }
        }
        else
        {
            Assert.All(found, it => Assert.True(SameKind(example, it), $"{path}: {it.GetRawText()} where the example has {example.GetRawText()}"));
        }
    }

    private static bool SameKind(JsonElement example, JsonElement found)
    {
        static string Kind(JsonElement element) => element.ValueKind is JsonValueKind.True or JsonValueKind.False ? "flag" : element.ValueKind.ToString();
        return example.ValueKind == JsonValueKind.Null || found.ValueKind == JsonValueKind.Null || Kind(example) == Kind(found);
    }
}
