// SPDX-License-Identifier: MIT
namespace nanoFramework.Hardware.Esp32
{
    public class NativeMemory
    {
        public enum MemoryType
        {
            All,
            Internal,
            SpiRam,
        }

        /// <summary>Plausible figures of a WROVER at rest; the desktop has no such heap.</summary>
        public static void GetMemoryInfo(MemoryType type, out uint totalSize, out uint totalFreeSize, out uint largestBlock)
        {
            bool spiRam = type == MemoryType.SpiRam;
            totalSize = spiRam ? 4_194_264u : 320_000u;
            totalFreeSize = spiRam ? 250_000u : 96_000u;
            largestBlock = spiRam ? 245_000u : 61_000u;
        }
    }
}
