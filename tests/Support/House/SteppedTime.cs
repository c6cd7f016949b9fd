// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;

namespace Wattwarden.Tests.Support;

/// <summary>
/// Virtual time that a test gives out in portions: the firmware's main thread runs until the portion is used up, then it stands while the
/// test looks. While the test talks to the firmware over HTTP the loop turns and time stands still, so a request takes no time at all.
/// </summary>
internal sealed class SteppedTime : ITimeline
{
    private const long TickUs = 10_000;
    private const int BreathMs = 1;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly object _gate = new();
    private DateTimeOffset _utcAtZero = DateTimeOffset.UnixEpoch;
    private Thread? _driver;
    private long _nowUs;
    private long _untilUs;
    private bool _standing;
    private bool _breathing;
    private int _wakings;

    /// <summary>Time has gone on to this moment (microseconds); on the thread that moved it.</summary>
    public event Action<long>? Advanced;

    public long NowUs => Interlocked.Read(ref _nowUs);

    public DateTimeOffset Utc
    {
        get => _utcAtZero.AddTicks(NowUs * 10);
        set => _utcAtZero = value.AddTicks(-NowUs * 10);
    }

    /// <summary>The calling thread is the chip's main thread from now on, until <see cref="Leave"/>.</summary>
    public void Enter()
    {
        lock (_gate)
        {
            _driver = Thread.CurrentThread;
            Monitor.PulseAll(_gate);
            if (!_breathing && NowUs >= _untilUs) Stand();
        }
    }

    /// <summary>Waits until a thread has entered and stands.</summary>
    public void AwaitStart()
    {
        lock (_gate)
        {
            while (_driver == null) Monitor.Wait(_gate);
            AwaitStandstill();
        }
    }

    /// <summary>The chip is off: time goes on without it.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            _driver = null;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Lets time pass up to this moment; returns when the firmware stands there, or has ended and the moment has come.</summary>
    public void RunUntil(long momentUs)
    {
        lock (_gate)
        {
            Volatile.Write(ref _untilUs, Math.Max(momentUs, NowUs));
            _standing = false;
            Monitor.PulseAll(_gate);
            AwaitStandstill();
        }

        if (NowUs < momentUs) MoveTo(momentUs);
    }

    /// <summary>Does something while the firmware's loop turns and time does not move.</summary>
    public void Breathe(Action action)
    {
        SetBreathing(true);
        try
        {
            action();
        }
        finally
        {
            SetBreathing(false);
        }
    }

    public void Sleep(int milliseconds)
    {
        long wakeUs = milliseconds <= 0 ? NowUs : (NowUs + milliseconds * 1000L + TickUs - 1) / TickUs * TickUs;
        if (Thread.CurrentThread != _driver)
        {
            WaitFor(wakeUs);
            return;
        }

        while (NowUs < wakeUs)
        {
            if (Volatile.Read(ref _breathing) || NowUs >= Volatile.Read(ref _untilUs))
            {
                if (!MayGoOn()) return;
            }
            else
            {
                MoveTo(Math.Min(wakeUs, Volatile.Read(ref _untilUs)));
            }
        }
    }

    public void Wake()
    {
        lock (_gate)
        {
            _wakings++;
            Monitor.PulseAll(_gate);
        }
    }

    // False: the sleep ends now, because the chip stops or somebody talks to the firmware.
    private bool MayGoOn()
    {
        lock (_gate)
        {
            if (_breathing)
            {
                Monitor.Wait(_gate, BreathMs);
                return false;
            }

            int wakings = _wakings;
            Stand();
            return wakings == _wakings && !_breathing;
        }
    }

    private void Stand()
    {
        int wakings = _wakings;
        _standing = true;
        Monitor.PulseAll(_gate);
        while (_standing && !_breathing && wakings == _wakings) Monitor.Wait(_gate);
        _standing = false;
    }

    private void SetBreathing(bool on)
    {
        lock (_gate)
        {
            _breathing = on;
            Monitor.PulseAll(_gate);
            if (!on) AwaitStandstill();
        }
    }

    private void AwaitStandstill()
    {
        long start = Environment.TickCount64;
        while (_driver != null && !_standing)
        {
            Monitor.Wait(_gate, 1000);
            if (Environment.TickCount64 - start > Patience.TotalMilliseconds) throw new TimeoutException("the firmware neither sleeps nor ends");
        }
    }

    private void MoveTo(long momentUs)
    {
        Interlocked.Exchange(ref _nowUs, momentUs);
        Advanced?.Invoke(momentUs);
    }

    // Threads besides the main one are rare sleepers; they look again now and then.
    private void WaitFor(long momentUs)
    {
        lock (_gate)
        {
            int wakings = _wakings;
            while (NowUs < momentUs && wakings == _wakings) Monitor.Wait(_gate, BreathMs);
        }
    }
}
