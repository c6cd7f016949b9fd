// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.Time;

/// <summary>Time that passes only while somebody sleeps, and then at once. For firmware with one thread that sleeps.</summary>
internal sealed class FastTime : ITimeline
{
    private readonly Lock _gate = new();
    private long _nowUs;
    private long _epochOffsetUs;

    public long NowUs => Interlocked.Read(ref _nowUs);

    public DateTimeOffset Utc
    {
        get => DateTimeOffset.UnixEpoch.AddTicks((_epochOffsetUs + NowUs) * 10);
        set => _epochOffsetUs = ((value - DateTimeOffset.UnixEpoch).Ticks / 10) - NowUs;
    }

    public void Sleep(int milliseconds)
    {
        lock (_gate) _nowUs += Math.Max(0, milliseconds) * 1000L;
    }
}
