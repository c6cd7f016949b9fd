// SPDX-License-Identifier: MIT
namespace nanoFramework.Emulation;

/// <summary>
/// Time that passes only when firmware sleeps, as fast as the machine goes. The thread that sleeps first drives; sleeps of other
/// threads end when the driver has gone past their moment. Sleeps end on the chip's 10 ms tick.
/// </summary>
public sealed class VirtualTimeline(DateTimeOffset? utcAtStart = null) : ITimeline
{
    internal const long TickUs = 10_000;

    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _moved = new();
    private DateTimeOffset _utcAtZero = utcAtStart ?? DateTimeOffset.UnixEpoch;
    private Thread? _driver;
    private long _nowUs;
    private volatile bool _awake;

    /// <summary>Time went from the first moment to the second (microseconds); runs on the driving thread, before it wakes up.</summary>
    public event Action<long, long>? Advanced;

    public long NowUs => Interlocked.Read(ref _nowUs);

    public DateTimeOffset Utc
    {
        get => _utcAtZero.AddTicks(NowUs * 10);
        set => _utcAtZero = value.AddTicks(-NowUs * 10);
    }

    public void Sleep(int milliseconds)
    {
        long wakeUs = WakeMoment(NowUs, milliseconds);
        lock (_lock)
        {
            // After a restart of the chip the next first sleeper drives.
            if (_driver is not { IsAlive: true }) _driver = Thread.CurrentThread;
        }

        if (_driver == Thread.CurrentThread) MoveTo(wakeUs);
        else WaitFor(wakeUs);
    }

    /// <summary>Moves time on from outside a chip, for example in a test.</summary>
    public void Advance(long microseconds) => MoveTo(NowUs + microseconds);

    public void Wake()
    {
        _awake = true;
        _moved.Set();
    }

    /// <summary>The first tick at which a sleep that begins now is over; a sleep of 0 gives the processor away, no more.</summary>
    internal static long WakeMoment(long nowUs, int milliseconds) =>
        milliseconds <= 0 ? nowUs : (nowUs + milliseconds * 1000L + TickUs - 1) / TickUs * TickUs;

    private void MoveTo(long momentUs)
    {
        long fromUs = NowUs;
        if (momentUs <= fromUs) return;
        Interlocked.Exchange(ref _nowUs, momentUs);
        Advanced?.Invoke(fromUs, momentUs);
        _moved.Set();
    }

    private void WaitFor(long momentUs)
    {
        while (NowUs < momentUs && !_awake)
        {
            _moved.Reset();
            if (NowUs < momentUs && !_awake) _moved.Wait(20);
        }
    }
}
