// SPDX-License-Identifier: MIT
using Wattwarden.Outputs;
using Wattwarden.Points;
using Wattwarden.Tests.Support;

namespace Wattwarden.Tests.Unit.Outputs;

/// <summary>An output bank on six simulated relays; what is not said otherwise is about OUT1.</summary>
internal sealed class Bench
{
    public readonly PointTable Points = new();
    public readonly SimulatedRelay[] Relays = [new(), new(), new(), new(), new(), new()];
    public readonly OutputBank Bank;

    private readonly OutputSnapshot _snapshot = new();
    private long _nowMs;

    public Bench() => Bank = new OutputBank(Relays, Points);

    public SimulatedRelay Relay => Relays[1];

    public bool On => Relay.On;

    public OutputSnapshot Snapshot
    {
        get
        {
            Bank.CopyTo(_snapshot);
            return _snapshot;
        }
    }

    /// <summary>Cause of the last decision about OUT1.</summary>
    public Cause LastDecision
    {
        get
        {
            DecisionRing ring = Snapshot.Decisions;
            int row = ring.Count - 1;
            while (ring.Output(row) != 1) row--;
            return ring.Cause(row);
        }
    }

    public void Settings(string outputs) => Bank.Section.Commit("[" + outputs + "]");

    public void Hold(HeldState state, long unknownSinceMs = 0)
    {
        Bank.Hold(1, state, state == HeldState.NotHeld ? -1 : 3, unknownSinceMs);
        At(_nowMs + 1);
    }

    /// <summary>One step at a moment.</summary>
    public long At(long nowMs)
    {
        _nowMs = nowMs;
        foreach (SimulatedRelay relay in Relays) relay.NowMs = nowMs;
        return Bank.Step(nowMs);
    }

    /// <summary>Steps every 10 ms up to a moment.</summary>
    public void Until(long nowMs)
    {
        while (_nowMs < nowMs) At(Math.Min(nowMs, _nowMs + 10));
    }
}
