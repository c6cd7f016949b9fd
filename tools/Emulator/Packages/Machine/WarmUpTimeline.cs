// SPDX-License-Identifier: MIT
namespace nanoFramework.Emulation;

/// <summary>Virtual time for a while, then real time: what has run through its first hours quickly goes on at the pace of the world.</summary>
public sealed class WarmUpTimeline(TimeSpan length) : ITimeline
{
    private readonly VirtualTimeline _fast = new();
    private readonly ManualResetEventSlim _over = new();
    private readonly Lock _gate = new();
    private RealTimeline? _real;
    private long _realSinceUs;
    private int _wakings;

    /// <summary>Of the virtual part.</summary>
    public TimeSpan Length { get; } = length;

    public bool IsOver => _over.IsSet;

    /// <summary>How many times faster than the desktop's time goes on from now; without effect before real time has begun.</summary>
    public double Speed
    {
        set
        {
            if (IsOver) _real!.Speed = value;
        }
    }

    public long NowUs => IsOver ? _realSinceUs + _real!.NowUs : _fast.NowUs;

    public DateTimeOffset Utc
    {
        get => IsOver ? _real!.Utc : _fast.Utc;
        set
        {
            if (IsOver) _real!.Utc = value;
            else _fast.Utc = value;
        }
    }

    public void Sleep(int milliseconds)
    {
        long wakeUs = VirtualTimeline.WakeMoment(NowUs, milliseconds);
        int wakings = _wakings;
        if (!IsOver)
        {
            _fast.Sleep(milliseconds);
            if (_fast.NowUs >= Length.Ticks / 10) GoOnInRealTime();
        }
        else if (milliseconds <= 0)
        {
            _real!.Sleep(0);
        }

        // A sleep that began in fast time ends in real time.
        for (long leftUs = wakeUs - NowUs; IsOver && leftUs > 0 && wakings == _wakings; leftUs = wakeUs - NowUs) _real!.Sleep((int)((leftUs + 999) / 1000));
    }

    public void Wake()
    {
        _wakings++;
        _fast.Wake();
        _real?.Wake();
    }

    /// <summary>Waits on a thread of the desktop until real time has begun; false: that took longer.</summary>
    public bool WaitUntilOver(TimeSpan patience) => _over.Wait(patience);

    private void GoOnInRealTime()
    {
        lock (_gate)
        {
            if (IsOver) return;
            _realSinceUs = _fast.NowUs;
            _real = new RealTimeline(_fast.Utc);
            _over.Set();
        }

        _fast.End();
    }
}
