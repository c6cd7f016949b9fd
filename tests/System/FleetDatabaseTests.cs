// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;
using Wattwarden.SystemTests.Support;
using Xunit;

namespace Wattwarden.SystemTests;

/// <summary>docs/fleet/schema.sql in a real PostgreSQL, a month of fifty devices in it, and the queries of the Grafana dashboard on that.</summary>
public sealed class FleetDatabaseTests
{
    private const int Devices = 50;
    private const int Days = 30;
    private const int SampleSeconds = 300;
    private const double BoughtPerSample = 0.05;
    private const double HeaterKilowatts = 2;
    private const double SlowestMs = 5000;
    private const int Written = 20_000;

    private static readonly string Folder = Path.Combine(Report.Root(), "docs", "fleet");
    private static readonly DateTime Begin = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime End = Begin.AddDays(Days);

    // Counters run evenly; heater 1 is on in every fourth hour; device d0003 loses its samples 100 to 109, and the counter of d0002 begins anew on the 16th.
    private static readonly string Month = FormattableString.Invariant($"""
        set search_path = wattwarden;
        call make_partitions(3, date '2026-05-01');
        insert into device(id, name, site, time_zone) select 'd' || to_char(i, 'FM0000'), 'House ' || i, 'Street ' || i % 5, 'UTC' from generate_series(1, {Devices}) i;
        insert into series(device, point, name, unit, colour, role, watts)
            select d.id, p.* from device d cross join (values
                ('m1', 'Grid', 'W', '#4477aa', 'power', null), ('m2', 'Bought', 'kWh', '#cc6677', 'bought', null), ('m3', 'Sold', 'kWh', '#ddcc77', 'sold', null),
                ('p1', 'Solar', 'kWh', '#ee8866', 'solar', null), ('p2', 'Car', 'kWh', '#117733', 'load', null), ('out1', 'Heater 1', '', '#aa4499', 'load', 2000),
                ('out2', 'Heater 2', '', '#44aa99', 'load', 1200), ('ds1', 'Boiler', '°C', '#999933', 'other', null)) p(point, name, unit, colour, role, watts);
        insert into sample(time, device, run, seq, m1, m2, m3, p1, p2, ds1, out0, out1, out2, out3, out4, out5, event1, event2)
            select timestamptz '2026-06-01 00:00Z' + make_interval(secs => k * {SampleSeconds}), 'd' || to_char(i, 'FM0000'), 1 + k / 5000, k % 5000 + 1,
                400 - 3000 * greatest(0, sin((k % 288 - 72) * pi() / 144)), case when i = 2 and k >= 15 * 288 then 0 else 1000 end + k * {BoughtPerSample}, 500 + k * 0.02, 100 + k * 0.03, k * 0.01,
                50 + 10 * sin(k / 30.0), 0, (k / 12 % 4 = 0)::int, (k / 7 % 3 = 0)::int, 0, 0, 0, 0, 0
            from generate_series(1, {Devices}) i, generate_series(0, {Days} * 86400 / {SampleSeconds} - 1) k
            where not (i = 3 and k between 99 and 108);
        analyze sample;
        create role telegraf login in role wattwarden_writer;
        create role grafana login in role wattwarden_reader;
        """);

    // A sample each of twenty thousand devices, one statement.
    private static readonly string Write = FormattableString.Invariant($"""
        insert into wattwarden.incoming(time, device, run, seq, m1, m2, m3, p1, p2, ds1, out0, out1, out2, out3, out4, out5, event1, event2)
            select timestamptz '2026-07-02 00:00Z', 'w' || i, 1, 1, i, 1000.5, 500.5, 100.5, 1, 50, 0, 1, 0, 0, 0, 0, 0, 0 from generate_series(1, {Written}) i
        """);

    [NeedsPeersFact(Peer.Postgres)]
    public void The_schema_holds_a_month_of_fifty_devices_and_the_dashboard_shows_it()
    {
        using var server = new PostgresServer();
        server.Load(Path.Combine(Folder, "schema.sql"));
        var watch = Stopwatch.StartNew();
        server.Script("postgres", Month);
        double filledS = watch.Elapsed.TotalSeconds;
        (string[] _, double rollUpMs) = server.Time("postgres", ["call wattwarden.roll_up('2026-06-01Z', '2026-07-01Z')"])[0];

        Duplicates_are_kept_once(server);
        Energy_is_what_was_put_in(server);
        Missing_samples_are_counted(server);
        Partitions_come_and_go(server);
        IReadOnlyList<string> times = The_dashboards_queries_answer(server);

        double writeMs = server.Time("telegraf", [Write])[0].Milliseconds;

        string[] sizes = Number(server, "select pg_table_size('wattwarden.sample_2026_06'), pg_indexes_size('wattwarden.sample_2026_06'), (select count(*) from wattwarden.sample_2026_06), pg_total_relation_size('wattwarden.energy'), (select count(*) from wattwarden.energy)").Split('|');
        double[] n = [.. sizes.Select(it => double.Parse(it, CultureInfo.InvariantCulture))];
        Report.Write("fleet-database",
        [
            $"PostgreSQL: {Devices} devices, {Days} days, a sample every {SampleSeconds} s: {n[2]:0} rows in {filledS:0.0} s, energy by the hour in {rollUpMs / 1000:0.0} s",
            $"a sample of 14 points: {n[0] / n[2]:0} B and {n[1] / n[2]:0} B of index; an hour of a series: {n[3] / n[4]:0} B with its index",
            $"written as Telegraf does: {Written / writeMs * 1000:0} samples a second",
            .. times,
        ]);
        Assert.InRange(n[0] / n[2], 80, 250);   // what docs/fleet.md reckons with is in between
    }

    // As Telegraf writes: COPY, as its own user, columns that the sample has.
    private static void Duplicates_are_kept_once(PostgresServer server)
    {
        const string Twice = "copy wattwarden.incoming(time, device, run, seq, m1) from stdin;\n2026-07-01 00:00Z\td0001\t2\t3641\t17\n2026-07-01 00:00Z\td0001\t2\t3641\t17\n\\.\n";
        server.Script("telegraf", Twice + Twice);
        Assert.Equal("1", Number(server, "select count(*) from wattwarden.sample where device = 'd0001' and time = '2026-07-01Z'"));
        Assert.Throws<InvalidOperationException>(() => server.Script("telegraf", "delete from wattwarden.sample;"));
        Assert.Throws<InvalidOperationException>(() => server.Script("grafana", "insert into wattwarden.incoming(time, device, run, seq) values (now(), 'd0001', 3, 1);"));
    }

    private static void Energy_is_what_was_put_in(PostgresServer server)
    {
        double day = BoughtPerSample * 86400 / SampleSeconds;
        const string Day = "select round(sum(kwh)::numeric, 6) from wattwarden.energy where device = 'd0007' and hour >= '2026-06-10Z' and hour < '2026-06-11Z' and point = ";
        Assert.Equal(day, double.Parse(Number(server, Day + "'m2'"), CultureInfo.InvariantCulture), 6);
        Assert.Equal(HeaterKilowatts * 6, double.Parse(Number(server, Day + "'out1'"), CultureInfo.InvariantCulture), 6);

        // The counter that began anew shows what it has counted since.
        string reset = Number(server, "select round(sum(kwh)::numeric, 6) from wattwarden.energy where device = 'd0002' and hour >= '2026-06-16Z' and hour < '2026-06-17Z' and point = 'm2'");
        Assert.Equal(15 * day + day - BoughtPerSample, double.Parse(reset, CultureInfo.InvariantCulture), 6);

        // Rolling up again changes nothing, from whatever hour on.
        const string All = "select round(sum(kwh)::numeric, 6), count(*) from wattwarden.energy";
        string before = Number(server, All);
        server.Script("postgres", "call wattwarden.roll_up('2026-06-20 05:17Z', '2026-07-01Z');");
        Assert.Equal(before, Number(server, All));
    }

    private static void Missing_samples_are_counted(PostgresServer server)
    {
        Assert.Equal("d0003|10", Number(server, "select * from wattwarden.missing_samples('2026-06-01Z', '2026-07-01Z') where missing > 0"));
    }

    private static void Partitions_come_and_go(PostgresServer server)
    {
        const string Count = "select count(*) from pg_inherits where inhparent = 'wattwarden.sample'::regclass";
        int before = int.Parse(Number(server, Count), CultureInfo.InvariantCulture);
        server.Script("postgres", "call wattwarden.make_partitions(4, date '2020-01-15'); call wattwarden.make_partitions(4, date '2020-01-15');");
        Assert.Equal(before + 4, int.Parse(Number(server, Count), CultureInfo.InvariantCulture));
        server.Script("telegraf", "insert into wattwarden.incoming(time, device, run, seq) values ('1970-01-01 00:00:07Z', 'd0001', 3, 1);");   // a clock that was never set
        server.Script("postgres", "call wattwarden.drop_partitions(48);");
        Assert.Equal("0", Number(server, "select count(*) from pg_class where relname like 'sample_2020%'"));
        Assert.Equal("1", Number(server, "select count(*) from wattwarden.sample_other"));
    }

    private static List<string> The_dashboards_queries_answer(PostgresServer server)
    {
        var dashboard = new GrafanaDashboard(Path.Combine(Folder, "grafana-dashboard.json"));
        GrafanaDashboard.Query[] queries = [.. dashboard.Queries(Begin, End.AddSeconds(-1), "d0007")];
        IReadOnlyList<(string[] Rows, double Milliseconds)> answers = server.Time("grafana", [.. queries.Select(it => it.Sql)]);
        var lines = new List<string>();
        for (int i = 0; i < queries.Length; i++)
        {
            (string[] rows, double ms) = answers[i];
            lines.Add($"{ms,8:0.0} ms {rows.Length,6} rows  {queries[i].Panel}, {queries[i].RefId}");
            Assert.True(rows.Length > 0, queries[i].Panel + " shows nothing:\n" + queries[i].Sql);
            Assert.True(ms < SlowestMs, $"{queries[i].Panel} takes {ms} ms");
        }

        string[] Rows(string panel, string refId) => answers[Array.FindIndex(queries, it => it.Panel == panel && it.RefId == refId)].Rows;
        Assert.Equal(Days, Rows("Energy by day", "bought").Length);
        Assert.Contains("2026-06-10 00:00:00+00|Bought|14.4", Rows("Energy by day", "bought")[9]);
        Assert.StartsWith("House 3|10", Rows("Missing samples", "missing")[0]);
        Assert.Equal(["Heater 1|#aa4499|360", "Heater 2|#44aa99|288", "Car|#117733|86"], Rows("Consumption by load", "load").Select(it => it[..Math.Min(it.Length, it.IndexOf('|', it.IndexOf('|') + 1) + 4)].TrimEnd('.')));
        return lines;
    }

    private static string Number(PostgresServer server, string sql) => server.Script("postgres", sql + ";").Trim();
}
