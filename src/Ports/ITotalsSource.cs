// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>
    /// Somebody who counts and must not lose the count: energies, pulses, hours. The journal asks for the values about once a minute
    /// and stores what has changed. Only the loop's thread; nothing here allocates.
    /// </summary>
    public interface ITotalsSource
    {
        /// <summary>How many totals; the same from Attach on.</summary>
        int Count { get; }

        /// <summary>Name of a total, 1 to 24 ASCII characters, unlike all others of the device and the same for ever, for example "p1.pulses".</summary>
        string Id(int index);

        /// <summary>The total as it stands now.</summary>
        long Get(int index);

        /// <summary>The total as it was stored last; called once at start, before the first Get, for totals that were stored.</summary>
        void Restore(int index, long value);
    }
}
