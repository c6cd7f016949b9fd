// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace Wattwarden.SystemTests.Support;

/// <summary>Waiting for a real process: polls a condition, returns how long it took, fails with words when it never comes true.</summary>
public static class Patience
{
    public static TimeSpan Until(string what, TimeSpan limit, Func<bool> condition)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > limit) throw new TimeoutException($"not within {limit.TotalSeconds:0.#} s: {what}");
            Thread.Sleep(5);
        }

        return Stopwatch.GetElapsedTime(start);
    }
}
