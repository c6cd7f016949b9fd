// SPDX-License-Identifier: MIT
using Wattwarden.Meters;
using Wattwarden.Modbus;
using Wattwarden.Ports;

namespace Wattwarden.Controller
{
    /// <summary>What people do on the meter bus beside the modules: try a read, search for slaves. Only the loop's thread: post a job.</summary>
    public sealed class BusDesk
    {
        private readonly BusTask _task;
        private readonly CustomTrial _trial;
        private readonly BusScan _scan;
        private readonly MeterBank _meters;

        internal BusDesk(BusTask task, MeterBank meters)
        {
            _task = task;
            _trial = meters.Trial;
            _scan = meters.Scan;
            _meters = meters;
        }

        /// <summary>Queues a read; its Done tells when it is over. False: another one is not.</summary>
        public bool TryRead(TrialRead read, ISignal done, long nowMs)
        {
            _task.Wake();
            return _trial.Start(read, done, nowMs);
        }

        /// <summary>Begins a search. False: one is running.</summary>
        public bool StartScan(BusScanOrder order, long nowMs)
        {
            _task.Wake();
            return _scan.Start(order, nowMs);
        }

        /// <summary>Whether a module asks this slave and is refused what is wanted of it.</summary>
        public bool IsRefusedBy(byte slave)
        {
            for (int i = 0; i < MeterBank.ModuleCount; i++)
            {
                MeterModule module = _meters.Module(i);
                if (module.Refusal != ModbusStatus.Ok && module.Settings.Slave == slave) return true;
            }

            return false;
        }

        public void StopScan() => _scan.Stop();

        public void CopyTo(BusScanSnapshot into) => _scan.CopyTo(into);

        internal void Attach(ModbusBus bus)
        {
            bus.Attach(_trial);
            bus.Attach(_scan);
        }
    }
}
