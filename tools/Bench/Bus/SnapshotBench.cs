// SPDX-License-Identifier: MIT
using Wattwarden.Emulator.Wires;
using Wattwarden.Modbus;

namespace Wattwarden.Bench.Bus;

/// <summary>Time of a meter snapshot in virtual time: the firmware's bus over the emulator's wire, against the wire's limit with the same meter.</summary>
internal static class SnapshotBench
{
    private const int Seed = 20261121;

    private static readonly string[] Presets = ["eastron-sdm72dm", "eastron-sdm630-v2"];

    private static readonly int[] TicksMs = [1, 10];

    public static SnapshotFigures[] Run(bool quick)
    {
        int snapshots = quick ? 20 : 100;
        var rows = new List<SnapshotFigures>();
        foreach (Snapshot snapshot in Presets.SelectMany(Snapshot.BothWays))
        {
            double limitMs = IdealMaster.Read(snapshot, snapshot.NewWire(new BusCounters(), Seed), snapshots) / 1000.0 / snapshots;
            rows.AddRange(TicksMs.Select(tickMs => Measure(snapshot, tickMs, snapshots, limitMs)));
        }

        return [.. rows];
    }

    private static SnapshotFigures Measure(Snapshot snapshot, int tickMs, int snapshots, double limitMs)
    {
        int requests = snapshot.Plan.Blocks;
        double ms = OursMs(snapshot, tickMs, snapshots);
        double charactersMs = IdealMaster.CharactersUs(snapshot, snapshot.Bytes) / 1000.0;
        double silencesMs = requests * (IdealMaster.SilenceUs(snapshot) + IdealMaster.CharactersUs(snapshot, 7) / 2) / 1000.0;
        return new SnapshotFigures(
            snapshot.Table.Title, snapshot.Reading, tickMs, snapshot.Table.Count, requests, snapshot.Bytes, ms, limitMs, 100 * (ms / limitMs - 1), charactersMs, silencesMs, limitMs - charactersMs - silencesMs);
    }

    // From the first byte of a snapshot to the first byte of the next, the silence between them included.
    private static double OursMs(Snapshot snapshot, int tickMs, int snapshots)
    {
        long stepUs = tickMs * 1000L;
        long nowUs = 1_000_000;
        var counters = new BusCounters();
        var line = new WireLine(snapshot.NewWire(counters, Seed), () => nowUs);
        var bus = new ModbusBus(line);
        var reader = new SnapshotReader(snapshot) { Wanted = snapshots + 1 };
        bus.Attach(reader);
        while (reader.Wanted > 0)
        {
            // A sleep ends on a tick, and the clock shows ticks only.
            long wakeUs = Math.Max(bus.Step(nowUs / stepUs * tickMs) * 1000, nowUs + 1);
            nowUs = (wakeUs + stepUs - 1) / stepUs * stepUs;
        }

        int requests = snapshot.Plan.Blocks;
        if (line.SentAtUs.Count != (snapshots + 1) * requests) throw new BenchError($"{snapshot.Table.Title}: {line.SentAtUs.Count} requests, some of them repeats");
        return (line.SentAtUs[snapshots * requests] - line.SentAtUs[0]) / 1000.0 / snapshots;
    }
}
