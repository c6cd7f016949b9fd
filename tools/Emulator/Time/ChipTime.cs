// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.Time;

/// <summary>The time of one run of the chip: counts from its power-up, while the house's time goes on. Tells of every sleep.</summary>
internal sealed class ChipTime(ITimeline house) : ITimeline
{
    private long _sleeps;

    /// <summary>The house's time when the chip was powered.</summary>
    public long BootUs { get; } = house.NowUs;

    public long Sleeps => Interlocked.Read(ref _sleeps);

    /// <summary>After each sleep, with the house's time.</summary>
    public event Action<long>? Advanced;

    public long NowUs => house.NowUs - BootUs;

    public DateTimeOffset Utc
    {
        get => house.Utc;
        set => house.Utc = value;
    }

    public void Sleep(int milliseconds)
    {
        house.Sleep(milliseconds);
        Interlocked.Increment(ref _sleeps);
        Advanced?.Invoke(house.NowUs);
    }
}
