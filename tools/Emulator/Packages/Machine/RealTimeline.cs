// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace nanoFramework.Emulation;

/// <summary>The desktop's own time, or a multiple of it. Sleeps end on the chip's 10 ms tick, counted from power-on.</summary>
public sealed class RealTimeline(DateTimeOffset? utcAtStart = null) : ITimeline
{
    private const int LongestWaitMs = 60_000;

    private readonly Stopwatch _since = Stopwatch.StartNew();
    private readonly object _lock = new();
    private int _wakings;
    private Pace _pace = new(0, 0, 1);
    private DateTimeOffset _utcAtZero = utcAtStart ?? DateTimeOffset.UnixEpoch;

    public long NowUs
    {
        get
        {
            Pace pace = _pace;
            return pace.FromUs + (long)((RealUs - pace.FromRealUs) * pace.Speed);
        }
    }

    /// <summary>How many times faster than the desktop's time goes on from now.</summary>
    public double Speed
    {
        get => _pace.Speed;
        set
        {
            lock (_lock)
            {
                _pace = new Pace(NowUs, RealUs, value);
                Monitor.PulseAll(_lock);   // who sleeps has another wait left
            }
        }
    }

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
                Monitor.Wait(_lock, (int)Math.Min((leftUs / Speed + 999) / 1000, LongestWaitMs));
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

    private long RealUs => _since.Elapsed.Ticks / 10;

    // From this moment on, in both times.
    private sealed record Pace(long FromUs, long FromRealUs, double Speed);
}
