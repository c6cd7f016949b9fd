// SPDX-License-Identifier: MIT
using System.Threading;

namespace Wattwarden.Controller
{
    /// <summary>
    /// Something another thread wants done by the loop, which owns all state: copy a snapshot, switch an output, put settings into force.
    /// Short and without waiting: it runs between two control steps.
    /// </summary>
    public abstract class LoopJob
    {
        private readonly ManualResetEvent _done = new ManualResetEvent(false);

        protected abstract void Run(EnergyController controller, long nowMs);

        /// <summary>Waits for the loop. False when it did not get to the job in time.</summary>
        public bool WaitDone(int timeoutMs) => _done.WaitOne(timeoutMs, false);

        internal void Execute(EnergyController controller, long nowMs)
        {
            // The waiting thread must come free even when the job throws; the loop then counts the fault.
            try
            {
                Run(controller, nowMs);
            }
            finally
            {
                _done.Set();
            }
        }
    }
}
