// SPDX-License-Identifier: MIT
using System.Globalization;
using Wattwarden.Mqtt;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Fleet;

/// <summary>The sizing tables of docs/fleet.md follow from the measured figures above them.</summary>
public class FleetSizingTests
{
    private const double MinutesPerYear = 365 * 24 * 60;
    private const double HoursPerYear = 365 * 24;
    private const int EnergySeries = 6;
    private const double ReconnectWindowSeconds = (Reconnect.FirstWindowMs - Reconnect.LeastMs) / 1000.0;

    private static readonly Dictionary<string, double> Measured = Figures("What was measured");

    private static double MessagesPerMinute => M("messages a second") / M("devices") * M("interval");

    private static double MessageBytes => M("bytes a second") / M("messages a second");

    private static double SampleBytes => M("bytes of a sample") + M("bytes of its index entry");

    [Fact]
    public void One_device_costs_what_follows_from_the_measurement()
    {
        Dictionary<string, double> one = Figures("One device");
        Near(MessagesPerMinute, one["messages a minute"]);
        Near(MessageBytes, one["bytes of a message"]);
        Near(MessagesPerMinute * MessageBytes * MinutesPerYear / 12 / 1e6, one["traffic a month"]);
        Near(MinutesPerYear, one["samples a year"]);
        Near(MinutesPerYear * SampleBytes / 1e6, one["samples stored a year"]);
        Near(HoursPerYear * EnergySeries * M("bytes of an hour of a series") / 1e6, one["energy stored a year, six series"]);
        Assert.Equal(6, one.Count);
    }

    [Fact]
    public void Many_devices_cost_what_follows_from_the_measurement()
    {
        string[][] rows = DocumentTable.Rows("docs/fleet.md", "Many devices");
        Assert.Equal([1, 100, 1000, 10_000, 100_000], rows.Select(it => Number(it[0])));
        foreach (string[] row in rows)
        {
            double devices = Number(row[0]);
            double messages = devices * MessagesPerMinute / 60;
            double[] expected =
            [
                devices,
                messages,
                messages * MessageBytes / 1000,
                devices / 60,
                messages / M("messages a second") * M("broker, processors"),
                devices / M("devices") * M("broker, memory"),
                devices / ReconnectWindowSeconds,
                devices * MinutesPerYear * SampleBytes / 1e9,
                devices * HoursPerYear * EnergySeries * M("bytes of an hour of a series") / 1e9,
            ];
            Assert.Equal(expected.Length + 1, row.Length);
            for (int i = 0; i < expected.Length; i++) Near(expected[i], Number(row[i + 1]));
            Assert.True(devices / 60 < M("samples written a second"), "the database keeps up");
        }
    }

    private static double M(string figure) => Measured[figure];

    private static Dictionary<string, double> Figures(string heading) => DocumentTable.Rows("docs/fleet.md", heading).ToDictionary(row => row[0], row => Number(row[1]));

    // Two digits that count, as the tables have them.
    private static void Near(double expected, double actual) => Assert.True(Math.Abs(expected - actual) <= expected * 0.05, $"{actual} is written where {expected} follows");

    private static double Number(string text) => double.Parse(text.Replace(" ", ""), CultureInfo.InvariantCulture);
}
