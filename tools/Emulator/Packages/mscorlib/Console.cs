// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;

namespace System
{
    /// <summary>The chip's console: text goes out, nothing comes in.</summary>
    public static class Console
    {
        public static void Write(string value) => Machine.Current.Print(value, endLine: false);

        public static void WriteLine() => Machine.Current.Print("");

        public static void WriteLine(string value) => Machine.Current.Print(value);
    }
}
