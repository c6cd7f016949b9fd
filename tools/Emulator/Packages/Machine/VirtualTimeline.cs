// SPDX-License-Identifier: MIT
namespace nanoFramework.Emulation;

/// <summary>
/// Time that passes only when firmware sleeps, as fast as the machine goes. The thread that sleeps first drives; sleeps of other
/// threads end when the driver has gone past their moment. Sleeps end on the chip's 10 ms tick.
/// </summary>
public sealed class VirtualTimeline(DateTimeOffset? utcAtStart = null) : ITimeline
{
    internal const long TickUs = 10_000;

    private const int LookAgainMs = 20;

    private readonly object _lock = new();
    private DateTimeOffset _utcAtZero = utcAtStart ?? DateTimeOffset.UnixEpoch;
    private Thread? _driver;
    private long _nowUs;
    private int _wakings;
    private bool _hasEnded;

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
        if (IsDriver()) MoveTo(wakeUs);
        else WaitFor(wakeUs);
    }

    /// <summary>Moves time on from outside a chip, for example in a test.</summary>
    public void Advance(long microseconds) => MoveTo(NowUs + microseconds);

    public void Wake()
    {
        lock (_lock)
        {
            _wakings++;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>This time stands still from now on: nobody waits for more of it.</summary>
    internal void End()
    {
        lock (_lock)
        {
            _hasEnded = true;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>The first tick at which a sleep that begins now is over; a sleep of 0 gives the processor away, no more.</summary>
    internal static long WakeMoment(long nowUs, int milliseconds) =>
        milliseconds <= 0 ? nowUs : (nowUs + milliseconds * 1000L + TickUs - 1) / TickUs * TickUs;

    // When the driving thread has ended (a restart of the chip), the next one that sleeps drives.
    private bool IsDriver()
    {
        lock (_lock)
        {
            if (_driver is not { IsAlive: true }) _driver = Thread.CurrentThread;
            return _driver == Thread.CurrentThread;
        }
    }

    private void MoveTo(long momentUs)
    {
        long fromUs = NowUs;
        if (momentUs <= fromUs) return;
        Interlocked.Exchange(ref _nowUs, momentUs);
        Advanced?.Invoke(fromUs, momentUs);
        lock (_lock) Monitor.PulseAll(_lock);
    }

    private void WaitFor(long momentUs)
    {
        lock (_lock)
        {
            int wakings = _wakings;
            while (!_hasEnded && NowUs < momentUs && wakings == _wakings && _driver!.IsAlive) Monitor.Wait(_lock, LookAgainMs);
        }
    }
}
