// SPDX-License-Identifier: MIT
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Wattwarden.Points;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Fleet;

/// <summary>The ready files under docs/fleet fit the firmware and each other.</summary>
public class FleetFilesTests
{
    private static readonly string Schema = RepositoryFiles.Read("docs/fleet/schema.sql");
    private static readonly string[] Points = [.. Enumerable.Range(0, PointId.Time).Select(PointId.Format)];

    [Fact]
    public void A_sample_has_a_column_for_each_point_of_the_firmware_in_its_order()
    {
        string table = Regex.Match(Schema, @"create table sample_row \((.*?)\n\);", RegexOptions.Singleline).Groups[1].Value;
        Assert.Equal(Points, Regex.Matches(table, @"(\w+) double precision").Select(it => it.Groups[1].Value));
    }

    [Fact]
    public void The_value_of_every_point_can_be_asked_by_its_id() =>
        Assert.Equal(Points.Select(it => (it, it)), Regex.Matches(Schema, @"when '(\w+)' then s\.(\w+)").Select(it => (it.Groups[1].Value, it.Groups[2].Value)));

    [Fact]
    public void Panels_of_the_dashboard_have_ids_of_their_own_the_provisioned_source_and_roles_that_exist()
    {
        JsonNode dashboard = JsonNode.Parse(RepositoryFiles.Read("docs/fleet/grafana-dashboard.json"))!;
        JsonArray panels = dashboard["panels"]!.AsArray();
        Assert.Equal(panels.Count, panels.Select(it => (int)it!["id"]!).Distinct().Count());
        string source = Regex.Match(RepositoryFiles.Read("docs/fleet/grafana-datasource.yaml"), @"uid: (\S+)").Groups[1].Value;
        string roles = Regex.Match(Schema, @"check \(role in \((.*?)\)\)").Groups[1].Value;
        foreach (JsonNode? panel in panels.Where(it => (string)it!["type"]! != "row"))
        {
            foreach (JsonNode? target in panel!["targets"]!.AsArray())
            {
                Assert.Equal(source, (string)target!["datasource"]!["uid"]!);
                foreach (Match role in Regex.Matches((string)target["rawSql"]!, @"role = ('\w+')")) Assert.Contains(role.Groups[1].Value, roles);
            }
        }
    }

    [Fact]
    public void Brokers_and_telegraf_speak_of_the_same_topics_and_users()
    {
        string mosquitto = RepositoryFiles.Read("docs/fleet/mosquitto.acl").Replace("%u", "${username}");
        string emqx = RepositoryFiles.Read("docs/fleet/emqx-acl.conf");
        foreach (Match topic in Regex.Matches(mosquitto, @"^(?:pattern|topic) \w+ (\S+)$", RegexOptions.Multiline)) Assert.Contains($"\"{topic.Groups[1].Value}\"", emqx);
        foreach (Match user in Regex.Matches(mosquitto, @"^user (\S+)$", RegexOptions.Multiline)) Assert.Contains($"{{user, \"{user.Groups[1].Value}\"}}", emqx);
        foreach (Match topic in Regex.Matches(RepositoryFiles.Read("docs/fleet/telegraf.conf"), "\"(wattwarden/[^\"]+)\"")) Assert.Contains("topic read " + topic.Groups[1].Value + "\n", mosquitto);
    }

    [Theory]
    [InlineData("write", "wattwarden/a/status", true)]
    [InlineData("write", "wattwarden/a/sample", true)]
    [InlineData("write", "wattwarden/a/m1", true)]
    [InlineData("write", "homeassistant/device/a/config", true)]
    [InlineData("write", "homeassistant/device/a/meter1-1/config", true)]
    [InlineData("read", "wattwarden/a/out1/set", true)]
    [InlineData("read", "wattwarden/a/cmd", true)]
    [InlineData("read", "homeassistant/status", true)]
    [InlineData("write", "wattwarden/b/sample", false)]
    [InlineData("write", "wattwarden/b/out1/set", false)]
    [InlineData("write", "homeassistant/device/b/config", false)]
    [InlineData("write", "homeassistant/status", false)]
    [InlineData("read", "wattwarden/b/sample", false)]
    [InlineData("read", "wattwarden/b/cmd", false)]
    public void A_device_may_do_what_its_firmware_does_and_nothing_at_others(string access, string topic, bool allowed)
    {
        MatchCollection rules = Regex.Matches(RepositoryFiles.Read("docs/fleet/mosquitto.acl"), @"^pattern (\w+) (\S+)$", RegexOptions.Multiline);
        Assert.Equal(allowed, rules.Any(it => it.Groups[1].Value == access && Matches(it.Groups[2].Value.Replace("%u", "a"), topic)));
    }

    private static bool Matches(string filter, string topic)
    {
        string pattern = Regex.Escape(filter).Replace("\\+", "[^/]+").Replace("\\#", ".*").Replace("#", ".*");
        return Regex.IsMatch(topic, "^" + pattern + "$");
    }
}
