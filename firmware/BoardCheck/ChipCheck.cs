// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Wattwarden.Ports;

namespace Wattwarden.BoardCheck
{
    /// <summary>Flash keeps a file, the clock runs, random bytes differ, the heap has room.</summary>
    internal sealed class ChipCheck
    {
        private const string FileName = "check.bin";
        private const int SleepMs = 100;
        private const int MaxLateMs = 200;

        private readonly IBoard _board;

        public ChipCheck(IBoard board)
        {
            _board = board;
        }

        public bool Run()
        {
            bool flash = Report("flash", KeepsFile());
            bool clock = Report("clock", ClockRuns());
            bool random = Report("random", RandomDiffers());
            Console.WriteLine("free heap: " + _board.System.FreeHeapBytes.ToString() + " bytes");
            return flash && clock && random;
        }

        private static bool Report(string what, bool passed)
        {
            Console.WriteLine(what + (passed ? ": ok" : ": FAILED"));
            return passed;
        }

        private bool KeepsFile()
        {
            byte[] written = new byte[256];
            byte[] read = new byte[256];
            for (int i = 0; i < written.Length; i++) written[i] = (byte)i;
            if (!_board.Files.Write(FileName, written, written.Length)) return false;
            bool same = _board.Files.Read(FileName, read) == written.Length;
            for (int i = 0; i < written.Length; i++) same = same && read[i] == written[i];
            return _board.Files.Delete(FileName) && same && _board.Files.Read(FileName, read) == -1;
        }

        private bool ClockRuns()
        {
            long beforeMs = _board.Clock.UptimeMs;
            Thread.Sleep(SleepMs);
            long tookMs = _board.Clock.UptimeMs - beforeMs;
            return tookMs >= SleepMs && tookMs < SleepMs + MaxLateMs;
        }

        private bool RandomDiffers()
        {
            byte[] one = new byte[32];
            byte[] other = new byte[32];
            _board.System.FillRandom(one);
            _board.System.FillRandom(other);
            for (int i = 0; i < one.Length; i++)
            {
                if (one[i] != other[i]) return true;
            }

            return false;
        }
    }
}
