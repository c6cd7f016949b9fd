// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Bench.Step;

/// <summary>Time that the bench moves by hand; the wall clock starts at noon of a Saturday.</summary>
internal sealed class BenchClock : IClock
{
    private static readonly long StartUnixMs = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public long UptimeMs { get; set; } = 1000;

    public bool TrySetUtc(long unixMs) => false;

    public bool TryGetUtc(out long unixMs)
    {
        unixMs = StartUnixMs + UptimeMs;
        return true;
    }
}
