// SPDX-License-Identifier: MIT
using Wattwarden.Sensors;

namespace Wattwarden.Controller
{
    /// <summary>Moves the temperature sensors on.</summary>
    public sealed class TemperatureTask : ILoopTask
    {
        private readonly TemperatureSensors _sensors;

        public TemperatureTask(TemperatureSensors sensors)
        {
            _sensors = sensors;
        }

        public string Name => "temperatures";

        public long DueAtMs { get; private set; }

        /// <summary>Settings have changed or somebody asks for a sensor.</summary>
        public void Wake() => DueAtMs = 0;

        public void Run(long nowMs) => DueAtMs = _sensors.Step(nowMs);
    }
}
