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
        private const int SliceMs = 50;

        private readonly ManualResetEventSlim _event = new(initialState);

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
            while (!_event.Wait(SliceMs))
            {
                Machine.Current.CheckPower();
                if (millisecondsTimeout >= 0 && Stopwatch.GetElapsedTime(start).TotalMilliseconds >= millisecondsTimeout) return false;
            }

            return true;
        }
    }
}
