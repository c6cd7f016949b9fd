// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using Wattwarden.Settings;
using Wattwarden.Tests.Support;
using Wattwarden.Web;
using Xunit;

namespace Wattwarden.Tests.Unit.Web;

public class ApiReferenceTests
{
    private static readonly string[] Reference = RepositoryFiles.Read("docs/reference/api.md").Split('\n');

    [Fact]
    public void The_reference_lists_the_edges_own_endpoints_as_the_router_has_them()
    {
        var device = new WebDevice();
        var edge = new WebEdge(device.Clock, device.System, device.Access, device.Store, []);
        string[] router = Enumerable.Range(0, edge.Router.Count).Select(i => Row(edge.Router.Endpoint(i))).Order().ToArray();
        Assert.Equal(router, Rows("web edge").Order());
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

    private static string Row(ApiEndpoint endpoint) => $"{endpoint.Method} {endpoint.Path} {AccessSection.RoleName(endpoint.MinRole)} {endpoint.MaxBodyBytes}";

    // One entry for each method of a row: "GET /api/v1/session none 0".
    private static IEnumerable<string> Rows(string from)
    {
        foreach (string line in Reference)
        {
            Match row = Regex.Match(line, "^\\| ([A-Z, ]+) \\| `(/[^`]+)` \\| (\\w+) \\| (\\d+) B \\| .* \\| (.+) \\|$");
            if (!row.Success || row.Groups[5].Value != from) continue;
            foreach (string method in row.Groups[1].Value.Split(", ")) yield return $"{method} {row.Groups[2].Value} {row.Groups[3].Value} {row.Groups[4].Value}";
        }
    }
}
