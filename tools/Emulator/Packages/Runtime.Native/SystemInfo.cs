// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;

namespace nanoFramework.Runtime.Native
{
    public static class SystemInfo
    {
        public static string TargetName => Machine.Current.TargetName;

        public static string Platform => TargetName.StartsWith("ESP32", System.StringComparison.Ordinal) ? "ESP32" : "STM32";
    }
}
