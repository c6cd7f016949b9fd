// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Sensors;

namespace Wattwarden.Tests.Support;

/// <summary>A counter that counts what it is told.</summary>
internal sealed class HandPulses : IPulseInput
{
    public long Count { get; set; }

    public bool CountsInHardware => true;

    public long Glitches => 0;

    public long Lost => 0;
}

/// <summary>Pulse inputs, settings and points, looked at as the loop does it.</summary>
internal sealed class PulseDesk
{
    public PulseDesk(string? rows = null, int inputs = 2)
    {
        Meters = [.. Enumerable.Range(0, inputs).Select(_ => new HandPulses())];
        Bank = new PulseBank(Meters, Points);
        Contacts = new ContactBank([], Points);
        Section = new InputsSection(Bank, Contacts);
        if (rows != null) Section.Commit("{\"pulses\":[" + rows + "]}");
    }

    public PointTable Points { get; } = new();

    public HandPulses[] Meters { get; }

    public PulseBank Bank { get; }

    public ContactBank Contacts { get; }

    public InputsSection Section { get; }

    public long NowMs { get; private set; } = 10_000;

    /// <summary>Lets time pass; the loop looks whenever the bank wants it.</summary>
    public void Run(long ms)
    {
        long endMs = NowMs + ms;
        long dueMs = NowMs;
        while (true)
        {
            if (dueMs > endMs) break;
            NowMs = Math.Max(NowMs, dueMs);
            dueMs = Bank.Step(NowMs);
        }

        NowMs = endMs;
    }

    /// <summary>The loop stands still; meters go on.</summary>
    public void StandStill(long ms) => NowMs += ms;

    public void Pulse(int input = 0, long pulses = 1) => Meters[input].Count += pulses;

    /// <summary>Value of a point in thousandths; null while it is not good.</summary>
    public long? Milli(string id)
    {
        PointId.TryParse(id, out int point);
        return Points.IsGood(point) ? Points.Milli(point) : null;
    }
}
