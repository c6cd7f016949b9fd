// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace nanoFramework.Emulation;

/// <summary>The desktop's own time. Sleeps end on the chip's 10 ms tick, counted from power-on.</summary>
public sealed class RealTimeline(DateTimeOffset? utcAtStart = null) : ITimeline
{
    private const int LongestWaitMs = 60_000;

    private readonly Stopwatch _since = Stopwatch.StartNew();
    private readonly object _lock = new();
    private int _wakings;
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
        lock (_lock)
        {
            int wakings = _wakings;
            for (long leftUs = wakeUs - NowUs; leftUs > 0 && wakings == _wakings; leftUs = wakeUs - NowUs)
            {
                Monitor.Wait(_lock, (int)Math.Min((leftUs + 999) / 1000, LongestWaitMs));
            }
        }
    }

    public void Wake()
    {
        lock (_lock)
        {
            _wakings++;
            Monitor.PulseAll(_lock);
        }
    }
}
