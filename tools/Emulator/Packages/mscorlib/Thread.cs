// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;

namespace System.Threading
{
    /// <summary>A firmware thread: belongs to the chip that started it, sleeps by the chip's time. An uncaught exception ends it and nothing else.</summary>
    public sealed class Thread
    {
        private readonly HostThread _thread;

        public Thread(ThreadStart start)
        {
            Machine machine = Machine.Current;
            _thread = new HostThread(() => machine.Run(() => RunOne(machine, start)));
        }

        public bool IsAlive => _thread.IsAlive;

        public void Start() => _thread.Start();

        public void Join() => _thread.Join(Timeout.Infinite);

        public bool Join(int millisecondsTimeout) => _thread.Join(millisecondsTimeout);

        public static void Sleep(int millisecondsTimeout)
        {
            Machine machine = Machine.Current;
            machine.CheckPower();
            if (millisecondsTimeout == Timeout.Infinite)
            {
                while (true) SleepOnce(machine, 1000);
            }

            SleepOnce(machine, millisecondsTimeout);
        }

        private static void SleepOnce(Machine machine, int milliseconds)
        {
            machine.Time.Sleep(milliseconds);
            machine.CheckPower();
        }

        private static void RunOne(Machine machine, ThreadStart start)
        {
            try
            {
                start();
            }
            catch (Exception e) when (e is not PowerLost)
            {
                machine.Print("Unhandled exception ended a thread: " + e);
            }
        }
    }
}
