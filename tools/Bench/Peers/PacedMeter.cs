// SPDX-License-Identifier: MIT
using System.Diagnostics;
using Wattwarden.Emulator.Wires;

namespace Wattwarden.Bench.Peers;

/// <summary>A simulated meter behind a pseudo terminal, at the real speed of its line: a thread carries each byte when its last bit has passed.</summary>
internal sealed class PacedMeter : IDisposable
{
    private const int LookUs = 100;

    private readonly Pty _pty = new();
    private readonly Thread _thread;
    private volatile BusWire? _wire;
    private volatile bool _stop;

    public PacedMeter()
    {
        _thread = new Thread(Carry) { IsBackground = true, Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    public string TtyPath => _pty.Path;

    /// <summary>Puts another meter on the line.</summary>
    public void Connect(BusWire wire) => _wire = wire;

    public void Dispose()
    {
        _stop = true;
        _thread.Join();
        _pty.Dispose();
    }

    private void Carry()
    {
        var clock = Stopwatch.StartNew();
        Span<byte> bytes = stackalloc byte[512];
        for (; !_stop; Pty.SleepUs(LookUs))
        {
            int count = _pty.Read(bytes);
            BusWire? wire = _wire;
            if (wire is null) continue;
            long nowUs = clock.Elapsed.Ticks / 10;
            if (count > 0) wire.Transmit(bytes[..count], nowUs);
            count = wire.Receive(bytes, nowUs);
            if (count > 0) _pty.Write(bytes[..count]);
        }
    }
}
