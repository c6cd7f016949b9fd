// SPDX-License-Identifier: MIT
using Wattwarden.Modbus;

namespace Wattwarden.Controller
{
    /// <summary>Moves the meter bus on.</summary>
    public sealed class BusTask : ILoopTask
    {
        private readonly ModbusBus _bus;

        public BusTask(ModbusBus bus)
        {
            _bus = bus;
        }

        public string Name => "bus";

        public long DueAtMs { get; private set; }

        /// <summary>Users or their settings have changed: ask them again.</summary>
        public void Wake() => DueAtMs = 0;

        public void Run(long nowMs) => DueAtMs = _bus.Step(nowMs);
    }
}
