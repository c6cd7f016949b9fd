// SPDX-License-Identifier: MIT
using System.Diagnostics;
using Wattwarden.Bench.Bus;
using Wattwarden.Emulator.Wires;
using Wattwarden.Modbus;

namespace Wattwarden.Bench.Peers;

/// <summary>The firmware's bus on a tty in real time; clock and sleeps count milliseconds.</summary>
internal sealed class RealTimeMaster
{
    private const long StartMs = 1000;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly SnapshotReader _reader;
    private readonly ModbusBus _bus;

    public RealTimeMaster(Snapshot snapshot, TtyWire tty)
    {
        _reader = new SnapshotReader(snapshot);
        _bus = new ModbusBus(new WireLine(tty, () => NowUs));
        _bus.Attach(_reader);
    }

    private long NowUs => _clock.Elapsed.Ticks / 10 + StartMs * 1000;

    /// <summary>Milliseconds from the moment the snapshot is wanted, on a line that has been silent for long, to its last byte.</summary>
    public double ReadMs()
    {
        long startUs = NowUs;
        _reader.Wanted = 1;
        while (true)
        {
            long wakeMs = _bus.Step(NowUs / 1000);
            if (_reader.Wanted == 0) return (NowUs - startUs) / 1000.0;
            Pty.SleepUs(wakeMs * 1000 - NowUs);
        }
    }
}
