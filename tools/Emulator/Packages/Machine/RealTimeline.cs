// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace nanoFramework.Emulation;

/// <summary>The desktop's own time. Sleeps end on the chip's 10 ms tick, counted from power-on.</summary>
public sealed class RealTimeline(DateTimeOffset? utcAtStart = null) : ITimeline
{
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private readonly ManualResetEventSlim _wake = new();
    private DateTimeOffset _utcAtZero = utcAtStart ?? DateTimeOffset.UnixEpoch;

    public long NowUs => _since.Elapsed.Ticks / 10;

    public DateTimeOffset Utc
    {
        get => _utcAtZero.AddTicks(NowUs * 10);
        set => _utcAtZero = value.AddTicks(-NowUs * 10);
    }

    public void Sleep(int milliseconds)
    {
        if (milliseconds <= 0)
        {
            Thread.Yield();
            return;
        }

        long wakeUs = VirtualTimeline.WakeMoment(NowUs, milliseconds);
        for (long leftUs = wakeUs - NowUs; leftUs > 0 && !_wake.IsSet; leftUs = wakeUs - NowUs)
        {
            _wake.Wait((int)Math.Min((leftUs + 999) / 1000, 60_000));
        }
    }

    public void Wake() => _wake.Set();
}
