// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Sensors;

namespace Wattwarden.Controller
{
    /// <summary>What the pulse inputs have counted in their lives, for the journal: "p1.pulses" … "p4.pulses".</summary>
    public sealed class PulseTotals : ITotalsSource
    {
        private readonly PulseBank _pulses;

        public PulseTotals(PulseBank pulses)
        {
            _pulses = pulses;
        }

        public int Count => _pulses.TotalCount;

        public string Id(int index) => PointId.Format(PointId.FirstPulse + index) + ".pulses";

        public long Get(int index) => _pulses.ReadTotal(index);

        public void Restore(int index, long value) => _pulses.RestoreTotal(index, value);
    }
}
