// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.Controller
{
    /// <summary>What the loop has seen of its tasks, struct of arrays. Copied as a whole for other threads.</summary>
    public sealed class TaskStatistics
    {
        public const int Capacity = 20;

        public readonly string[] Names = Strings.Blank(Capacity);
        public readonly long[] Runs = new long[Capacity];
        public readonly int[] Late = new int[Capacity];
        public readonly int[] Faults = new int[Capacity];
        public readonly int[] MaxMs = new int[Capacity];

        /// <summary>Type and message of the last exception of each task; empty when there was none.</summary>
        public readonly string[] LastFault = Strings.Blank(Capacity);

        public int Count;

        public void CopyTo(TaskStatistics other)
        {
            System.Array.Copy(Names, other.Names, Capacity);
            System.Array.Copy(Runs, other.Runs, Capacity);
            System.Array.Copy(Late, other.Late, Capacity);
            System.Array.Copy(Faults, other.Faults, Capacity);
            System.Array.Copy(MaxMs, other.MaxMs, Capacity);
            System.Array.Copy(LastFault, other.LastFault, Capacity);
            other.Count = Count;
        }
    }
}
