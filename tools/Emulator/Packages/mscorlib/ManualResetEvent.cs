// SPDX-License-Identifier: MIT
using System.Diagnostics;
using nanoFramework.Emulation;

namespace System.Threading
{
    /// <summary>What threads can wait for.</summary>
    public abstract class WaitHandle
    {
        public abstract bool WaitOne(int millisecondsTimeout, bool exitContext);
    }

    /// <summary>An event that stays set. Waits in the desktop's time, also when the chip's is virtual: who sets it is another thread of the chip.</summary>
    public sealed class ManualResetEvent(bool initialState) : WaitHandle
    {
        // How late a chip without power may notice; a fleet has thousands of threads that wait.
        private const int SliceMs = 250;

        private readonly ManualResetEventSlim _event = new(initialState, spinCount: 0);

        public bool Set()
        {
            _event.Set();
            return true;
        }

        public bool Reset()
        {
            _event.Reset();
            return true;
        }

        public override bool WaitOne(int millisecondsTimeout, bool exitContext)
        {
            long start = Stopwatch.GetTimestamp();
            while (true)
            {
                long leftMs = millisecondsTimeout < 0 ? SliceMs : millisecondsTimeout - (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                if (_event.Wait((int)Math.Clamp(leftMs, 0, SliceMs))) return true;
                Machine.Current.CheckPower();
                if (leftMs <= SliceMs && millisecondsTimeout >= 0) return false;
            }
        }
    }
}
