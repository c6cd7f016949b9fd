// SPDX-License-Identifier: MIT
namespace Wattwarden.Storage
{
    /// <summary>
    /// What writing costs the flash, estimated for littlefs as it works (littlefs DESIGN.md and SPEC.md: copy on write, inline files, metadata
    /// pairs as logs): a file of at most 512 bytes lies inside its directory's log, each write appends to it, and the log's block is erased
    /// when half of it is used up; a longer file takes fresh blocks each time. Not measured on a chip.
    /// </summary>
    public static class FlashWear
    {
        public const int BlockBytes = 4096;
        public const int InlineBytes = 512;

        /// <summary>Erase cycles that makers of NOR flash promise for each block.</summary>
        public const int CyclesPerBlock = 100000;

        /// <summary>Blocks of the partitions that occur: 256 KB on 4 MB chips, 2 MB on larger ones.</summary>
        public const int SmallBlocks = 64;
        public const int LargeBlocks = 512;

        // Room that is never free to be levelled over: the runtime's own files, directory pairs, what we keep.
        private const int TakenBlocks = 16;
        private const int ProgramBytes = 256;
        private const int TagBytes = 64;
        private const int LogBytes = BlockBytes / 2;
        private const int DaysPerYear = 365;

        /// <summary>Thousandths of a block erase that one write of so many bytes costs.</summary>
        public static int MilliErases(int bytes)
        {
            bool inline = bytes <= InlineBytes;
            int log = ((inline ? bytes : 0) + TagBytes + ProgramBytes - 1) / ProgramBytes * ProgramBytes;
            return log * 1000 / LogBytes + (inline ? 0 : Blocks(bytes) * 1000);
        }

        /// <summary>Blocks that a file takes; a short one counts as a whole block, to be on the safe side.</summary>
        public static int Blocks(int bytes) => bytes <= BlockBytes ? 1 : (bytes + BlockBytes - 1) / BlockBytes;

        /// <summary>Years until the blocks of a partition have had their erase cycles at this rate; -1: nothing is written.</summary>
        public static long Years(long milliErasesPerDay, int partitionBlocks)
        {
            if (milliErasesPerDay <= 0) return -1;
            return (long)(partitionBlocks - TakenBlocks) * CyclesPerBlock * 1000 / milliErasesPerDay / DaysPerYear;
        }
    }
}
