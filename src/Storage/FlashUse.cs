// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.Storage
{
    /// <summary>A copy of the flash's books for other threads: files, room, writes since the start and what they cost.</summary>
    public sealed class FlashUse
    {
        public readonly string[] Names = Strings.Blank(AccountedFileStore.MaxFiles);

        /// <summary>Length of each file; -1: not there.</summary>
        public readonly int[] Bytes = new int[AccountedFileStore.MaxFiles];

        /// <summary>Times each file was written since the start.</summary>
        public readonly int[] Writes = new int[AccountedFileStore.MaxFiles];

        public int Count;
        public int UsedBytes;
        public int UsedBlocks;
        public long AllWrites;
        public long AllBytes;
        public long MilliErases;

        /// <summary>Writes that were refused for want of room.</summary>
        public int NoRoom;

        /// <summary>Writes that flash did not take.</summary>
        public int Refused;

        /// <summary>Thousandths of an erase a day at the rate since the start. Under an hour says nothing about a day: it counts as an hour.</summary>
        public long MilliErasesPerDay(long uptimeMs) => PerDay(MilliErases, uptimeMs);

        public long WritesPerDay(long uptimeMs) => PerDay(AllWrites, uptimeMs);

        private static long PerDay(long count, long uptimeMs)
        {
            long hours = uptimeMs / 3600000;
            return hours < 1 ? count * 24 : count * 86400000 / uptimeMs;
        }
    }
}
