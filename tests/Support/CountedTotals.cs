// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Tests.Support;

/// <summary>Totals that a test counts up.</summary>
internal sealed class CountedTotals(params string[] ids) : ITotalsSource
{
    public long[] Values { get; } = new long[ids.Length];

    public int Restored { get; private set; }

    public int Count => ids.Length;

    public string Id(int index) => ids[index];

    public long Get(int index) => Values[index];

    public void Restore(int index, long value)
    {
        Values[index] = value;
        Restored++;
    }
}
