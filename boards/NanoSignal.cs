// SPDX-License-Identifier: MIT
using System.Threading;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>A signal of the runtime.</summary>
    public sealed class NanoSignal : ISignal
    {
        private readonly ManualResetEvent _event = new ManualResetEvent(false);

        public void Set() => _event.Set();

        public bool Wait(int timeoutMs) => _event.WaitOne(timeoutMs, false);
    }
}
