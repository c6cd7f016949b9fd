// SPDX-License-Identifier: MIT
using Wattwarden.Modbus;
using Wattwarden.Ports;

namespace Wattwarden.Meters
{
    /// <summary>A bus user that asks one question, once, when the line is free: for trying a read before it is saved. Owned by the loop's thread.</summary>
    public sealed class CustomTrial : IBusUser
    {
        private const long Never = long.MaxValue;

        private TrialRead _read;

        public long DueAtMs { get; private set; } = Never;

        public bool IsBusy => _read != null;

        /// <summary>Queues a read; its Done tells when it is over. False: another one is not over yet.</summary>
        public bool Start(TrialRead read, ISignal done, long nowMs)
        {
            if (IsBusy) return false;
            read.Start(done);
            _read = read;
            DueAtMs = nowMs;
            return true;
        }

        public bool Fill(ModbusRequest request, long nowMs)
        {
            if (_read == null) return false;
            _read.Fill(request);
            return true;
        }

        public void Completed(ModbusRequest request, long nowMs)
        {
            TrialRead read = _read;
            _read = null;
            DueAtMs = Never;
            read.Complete(request);
        }
    }
}
