// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.Meters
{
    /// <summary>A copy of a search for other threads: how far it is, and what it has found.</summary>
    public sealed class BusScanSnapshot
    {
        public readonly byte[] Slave = new byte[BusScan.MostFound];
        public readonly int[] BitRate = new int[BusScan.MostFound];
        public readonly string[] Parity = Strings.Blank(BusScan.MostFound);
        public readonly int[] StopBits = new int[BusScan.MostFound];

        /// <summary>Preset of the meter; empty: none that we know.</summary>
        public readonly string[] Meter = Strings.Blank(BusScan.MostFound);

        /// <summary>By what it was recognised, or how it answered.</summary>
        public readonly string[] How = Strings.Blank(BusScan.MostFound);

        public BusScanState State;
        public int Done;
        public int Total;
        public int Count;

        /// <summary>True when more slaves answered than there is room for.</summary>
        public bool IsFull;
    }
}
