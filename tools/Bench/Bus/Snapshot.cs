// SPDX-License-Identifier: MIT
using Wattwarden.Emulator.Meters;
using Wattwarden.Emulator.Wires;
using Wattwarden.Meters;
using Wattwarden.Modbus;

namespace Wattwarden.Bench.Bus;

/// <summary>What it takes to read all quantities of a meter once: the requests that the firmware's planner makes, or one for each quantity.</summary>
internal sealed class Snapshot
{
    public const string Blocks = "blocks";
    public const string OneByOne = "one per request";

    private Snapshot(string presetId, string reading)
    {
        Table = PresetCatalog.Create(presetId);
        Reading = reading;
        bool[] wanted = new bool[Table.Count];
        byte[] marks = new byte[Table.Count];
        Array.Fill(wanted, true);
        if (reading == OneByOne) Array.Fill(marks, BlockPlanner.Alone);
        Plan = new BlockPlanner().Plan(Table, wanted, marks, strict: false);
    }

    public RegisterTable Table { get; }

    public string Reading { get; }

    public BlockPlan Plan { get; }

    /// <summary>Bytes in both directions.</summary>
    public int Bytes => PlanTiming.Bytes(Plan);

    public static Snapshot[] BothWays(string presetId) => [new(presetId, Blocks), new(presetId, OneByOne)];

    /// <summary>The meter on its line. Equal seeds think equally long over the same number of requests and bytes.</summary>
    public BusWire NewWire(BusCounters counters, int seed) => new([new MeterSlave(MeterCatalog.Find(Table.Id)!, new FixedGrid())], new BusFaults(), counters, seed);

    public void Fill(ModbusRequest request, int block)
    {
        request.BitRate = Table.BitRate;
        request.Parity = Table.Parity;
        request.StopBits = Table.StopBits;
        request.TimeoutMs = Table.TimeoutMs;
        request.GapMs = Table.GapMs;
        request.SetRead(Table.Slave, Plan.Function(block), Plan.Address(block), Plan.Count(block));
    }
}
