// SPDX-License-Identifier: MIT
using Wattwarden.Sensors;

namespace Wattwarden.Controller
{
    /// <summary>Looks at pulse inputs, contacts and analog channels, each at its own pace.</summary>
    public sealed class InputsTask : ILoopTask
    {
        private readonly PulseBank _pulses;
        private readonly ContactBank _contacts;
        private readonly AnalogBank _analogs;
        private long _pulsesDueMs;
        private long _contactsDueMs;
        private long _analogsDueMs;

        public InputsTask(PulseBank pulses, ContactBank contacts, AnalogBank analogs)
        {
            _pulses = pulses;
            _contacts = contacts;
            _analogs = analogs;
        }

        public string Name => "inputs";

        public long DueAtMs { get; private set; }

        /// <summary>Settings have changed: look at everything again.</summary>
        public void Wake()
        {
            _pulsesDueMs = 0;
            _contactsDueMs = 0;
            _analogsDueMs = 0;
            DueAtMs = 0;
        }

        public void Run(long nowMs)
        {
            if (nowMs >= _pulsesDueMs) _pulsesDueMs = _pulses.Step(nowMs);
            if (nowMs >= _contactsDueMs) _contactsDueMs = _contacts.Step(nowMs);
            if (nowMs >= _analogsDueMs) _analogsDueMs = _analogs.Step(nowMs);
            long dueMs = _pulsesDueMs < _contactsDueMs ? _pulsesDueMs : _contactsDueMs;
            DueAtMs = dueMs < _analogsDueMs ? dueMs : _analogsDueMs;
        }
    }
}
