// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;

namespace System.IO
{
    /// <summary>Paths of the chip on the drive I: of this desktop. No other drive exists.</summary>
    internal static class Flash
    {
        public static string HostPath(string devicePath)
        {
            Machine.Current.CheckPower();
            return Machine.Current.Flash.HostPath(devicePath) ?? throw new IOException("no such drive: " + devicePath);
        }

        public static void Change(Action change) => Machine.Current.Flash.CommitEntry(Machine.Current, change);
    }
}
