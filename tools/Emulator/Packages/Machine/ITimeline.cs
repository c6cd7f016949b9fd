// SPDX-License-Identifier: MIT
namespace nanoFramework.Emulation;

/// <summary>
/// The time in which an emulated chip and its house live: real or virtual. Microseconds, so that bytes on a wire have their moment.
/// It goes on when the chip restarts; the chip's own uptime begins anew (Machine.UptimeUs).
/// </summary>
public interface ITimeline
{
    /// <summary>Microseconds since the beginning.</summary>
    long NowUs { get; }

    /// <summary>UTC that the chip's clock shows; the Unix epoch plus uptime until it is set, as on a chip without a battery.</summary>
    DateTimeOffset Utc { get; set; }

    /// <summary>Blocks the calling thread for at least that long. In virtual time this is what moves time on.</summary>
    void Sleep(int milliseconds);

    /// <summary>The chip has lost power: those who sleep now wake up.</summary>
    void Wake()
    {
    }
}
