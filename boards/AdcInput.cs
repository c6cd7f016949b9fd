// SPDX-License-Identifier: MIT
using System;
using System.Device.Adc;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>
    /// A channel of the chip's converter. Opened by the first read, because that takes the pin away from its digital input: a pin that can be
    /// either stays digital until somebody uses the channel.
    /// </summary>
    public sealed class AdcInput : IAnalogInput
    {
        private readonly AdcController _controller;
        private readonly int _channelNumber;
        private AdcChannel _channel;

        public AdcInput(AdcController controller, int channelNumber)
        {
            _controller = controller;
            _channelNumber = channelNumber;
            FullScale = controller.MaxValue;
        }

        public int FullScale { get; }

        public bool TryRead(out int raw)
        {
            raw = 0;
            try
            {
                if (_channel == null) _channel = _controller.OpenChannel(_channelNumber);
                raw = _channel.ReadValue();
                return true;
            }
            catch (Exception)
            {
                // The second converter of an ESP32 refuses while the radio has it.
                return false;
            }
        }
    }
}
