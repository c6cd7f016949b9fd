// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;

namespace nanoFramework.Runtime.Native
{
    public static class GC
    {
        /// <summary>Free bytes of the managed heap, as the emulated chip claims them: the desktop's own heap says nothing about it.</summary>
        public static uint Run(bool compactHeap) => Machine.Current.FreeHeapBytes;
    }
}
