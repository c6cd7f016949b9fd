// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Tests.Support;

/// <summary>A clock that stands until it is moved.</summary>
public sealed class HandClock : IClock
{
    public long UptimeMs { get; set; } = 5_000;

    public bool TryGetUtc(out long unixMs)
    {
        unixMs = 0;
        return false;
    }

    public bool TrySetUtc(long unixMs) => false;
}
