// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace Wattwarden.Emulator.Time;

/// <summary>Real time since this was made.</summary>
internal sealed class WallTime : ITimeline
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _epochOffsetUs;

    public long NowUs => Stopwatch.GetElapsedTime(_start).Ticks / 10;

    public DateTimeOffset Utc
    {
        get => DateTimeOffset.UnixEpoch.AddTicks((_epochOffsetUs + NowUs) * 10);
        set => _epochOffsetUs = ((value - DateTimeOffset.UnixEpoch).Ticks / 10) - NowUs;
    }

    public void Sleep(int milliseconds) => Thread.Sleep(milliseconds);
}
