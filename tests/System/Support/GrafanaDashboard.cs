// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Wattwarden.SystemTests.Support;

/// <summary>The queries of a Grafana dashboard file, with Grafana's macros expanded as its PostgreSQL data source does it.</summary>
public sealed partial class GrafanaDashboard(string path)
{
    public sealed record Query(string Panel, string RefId, string Sql);

    public JsonNode Root { get; } = JsonNode.Parse(File.ReadAllText(path))!;

    /// <summary>All queries, as they go out when the page shows the span until a moment for a device.</summary>
    public IEnumerable<Query> Queries(DateTime from, DateTime to, string device)
    {
        foreach (JsonNode? variable in Root["templating"]!["list"]!.AsArray()) yield return new Query("variable", (string)variable!["name"]!, (string)variable["query"]!);
        foreach (JsonNode? panel in Root["panels"]!.AsArray())
        {
            if (panel!["targets"] is not JsonArray targets) continue;
            DateTime begin = panel["timeFrom"] is { } span ? Before(to, (string)span!) : from;
            foreach (JsonNode? target in targets)
            {
                string sql = Expand((string)target!["rawSql"]!, begin, to).Replace("$device", device);
                if (sql.Contains('$')) throw new InvalidOperationException("not expanded: " + sql);
                yield return new Query((string)panel["title"]!, (string)target["refId"]!, sql);
            }
        }
    }

    private static string Expand(string sql, DateTime from, DateTime to)
    {
        string begin = Text(from);
        string end = Text(to);
        long seconds = Math.Max(60, (long)((to - from).TotalSeconds / 1000));   // about as many points as a panel has pixels
        sql = TimeFilter().Replace(sql, it => $"{it.Groups[1].Value} BETWEEN {begin} AND {end}");
        sql = TimeGroup().Replace(sql, it => $"floor(extract(epoch from {it.Groups[1].Value})/{seconds})*{seconds} AS \"time\"");
        return sql.Replace("$__timeFrom()", begin).Replace("$__timeTo()", end);
    }

    private static DateTime Before(DateTime moment, string span) => span[^1] switch
    {
        'y' => moment.AddYears(-int.Parse(span[..^1], CultureInfo.InvariantCulture)),
        'd' => moment.AddDays(-int.Parse(span[..^1], CultureInfo.InvariantCulture)),
        _ => throw new InvalidOperationException("timeFrom: " + span),
    };

    private static string Text(DateTime moment) => "'" + moment.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) + "'";

    [GeneratedRegex(@"\$__timeFilter\(([a-z.]+)\)")]
    private static partial Regex TimeFilter();

    [GeneratedRegex(@"\$__timeGroupAlias\(([a-z.]+), \$__interval\)")]
    private static partial Regex TimeGroup();
}
