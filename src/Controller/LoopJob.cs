// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Controller
{
    /// <summary>
    /// Something another thread wants done by the loop, which owns all state: copy a snapshot, switch an output.
    /// Short and without waiting: it runs between two control steps.
    /// </summary>
    public abstract class LoopJob
    {
        private ISignal _done;

        protected abstract void Run(EnergyController controller, long nowMs);

        internal void Notify(ISignal done) => _done = done;

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
