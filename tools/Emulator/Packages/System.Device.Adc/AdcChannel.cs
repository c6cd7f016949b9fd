// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;

namespace System.Device.Adc
{
    public class AdcChannel : AdcChannelBase, IDisposable
    {
        private readonly Machine _machine;
        private readonly int _channelNumber;
        private bool _disposed;

        internal AdcChannel(Machine machine, int channelNumber)
        {
            _machine = machine;
            _channelNumber = channelNumber;
        }

        public override int ReadValue()
        {
            if (_disposed) throw new ObjectDisposedException("ADC" + _channelNumber);
            _machine.CheckPower();
            return _machine.ReadAnalog(_channelNumber);
        }

        public void Dispose() => _disposed = true;
    }
}
