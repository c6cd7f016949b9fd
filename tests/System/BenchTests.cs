// SPDX-License-Identifier: MIT
using System.Text.Json.Nodes;
using Wattwarden.SystemTests.Support;
using Xunit;

namespace Wattwarden.SystemTests;

/// <summary>The budgets that the bench can hold the firmware to on a desktop. Times of a step are printed, not judged: they are the computer's.</summary>
[Collection(nameof(AloneOnTheComputer))]
public class BenchTests(BenchRun run) : IClassFixture<BenchRun>
{
    [Fact]
    public void A_control_step_at_full_configuration_allocates_nothing()
    {
        JsonNode step = run.Figures["step"]!;
        Assert.Equal(0, (long)step["allocatedBytes"]!);
        Assert.Equal(0, run.ExitCode);
        Assert.InRange((long)step["steps"]!, 1_000_000, long.MaxValue);
        Assert.InRange((int)step["busy"]!["switchings"]!, 100, int.MaxValue);   // a controller that does nothing allocates nothing
    }

    [Theory]
    [InlineData("EASTRON SDM72D-M")]
    [InlineData("EASTRON SDM630-Modbus V2")]
    public void A_snapshot_comes_within_a_tenth_of_the_wires_limit_where_the_clock_counts_milliseconds(string meter)
    {
        JsonNode blocks = Snapshot(meter, "blocks", 1);
        Assert.InRange((double)blocks["snapshotMs"]! / (double)blocks["limitMs"]!, 1, 1.1);
        double parts = (double)blocks["charactersMs"]! + (double)blocks["silencesMs"]! + (double)blocks["thinkingMs"]!;
        Assert.Equal((double)blocks["limitMs"]!, parts, 3);
        Assert.InRange((double)blocks["thinkingMs"]! / (int)blocks["requests"]!, 20, 60);   // what the simulated meter takes
    }

    [Theory]
    [InlineData("EASTRON SDM72D-M", 1)]
    [InlineData("EASTRON SDM72D-M", 10)]
    [InlineData("EASTRON SDM630-Modbus V2", 1)]
    [InlineData("EASTRON SDM630-Modbus V2", 10)]
    public void Blocks_are_read_faster_than_one_quantity_per_request(string meter, int tickMs)
    {
        JsonNode blocks = Snapshot(meter, "blocks", tickMs);
        JsonNode single = Snapshot(meter, "one per request", tickMs);
        Assert.Equal((int)single["quantities"]!, (int)single["requests"]!);
        Assert.True((int)blocks["requests"]! < (int)single["requests"]!);
        Assert.True((double)blocks["snapshotMs"]! < 0.8 * (double)single["snapshotMs"]!);
    }

    // libmodbus keeps no silence between an answer and the next question; the firmware keeps 3.5 characters, as the standard wants.
    [NeedsPeersFact(Peer.Libmodbus, Peer.Compiler)]
    public void Blocks_take_at_most_15_percent_longer_than_libmodbus_on_the_same_line_and_less_than_libmodbus_one_by_one()
    {
        JsonArray rows = run.Figures["peers"]!["rows"]!.AsArray();
        JsonNode blocks = rows.Single(row => (string?)row!["reading"] == "blocks")!;
        JsonNode single = rows.Single(row => (string?)row!["reading"] == "one per request")!;
        Assert.InRange((double)blocks["ratio"]!, 0.5, 1.15);
        Assert.True((double)blocks["oursMs"]! < (double)single["libmodbusMs"]!);
    }

    private JsonNode Snapshot(string meter, string reading, int tickMs) =>
        run.Figures["snapshots"]!.AsArray().Single(row => (string?)row!["meter"] == meter && (string?)row["reading"] == reading && (int)row["tickMs"]! == tickMs)!;
}

/// <summary>Runs after the tests that run side by side, since one part of the bench is in real time.</summary>
[CollectionDefinition(nameof(AloneOnTheComputer), DisableParallelization = true)]
public class AloneOnTheComputer;
