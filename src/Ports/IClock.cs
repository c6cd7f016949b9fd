// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>The two clocks of the device. Durations use only the first; the second is for schedules and people.</summary>
    public interface IClock
    {
        /// <summary>Monotonic milliseconds since start; never steps, 64 bit, so it does not wrap.</summary>
        long UptimeMs { get; }

        /// <summary>UTC as Unix milliseconds. False while the time is unknown (no NTP answer, nobody has set it).</summary>
        bool TryGetUtc(out long unixMs);

        /// <summary>Sets UTC, to the nearest second; it then goes on as long as the chip's clock runs. False when the chip refuses.</summary>
        bool TrySetUtc(long unixMs);
    }
}
