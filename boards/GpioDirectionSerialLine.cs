// SPDX-License-Identifier: MIT
using System.Device.Gpio;
using System.IO.Ports;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>
    /// RS-485 whose driver is enabled by a pin (STM32 images ignore the RS485 mode of a port). The driver stays on until the last
    /// character and one more have had their time on the wire; who polls Available or Read switches it off, so nothing waits here.
    /// </summary>
    public sealed class GpioDirectionSerialLine : ISerialLine
    {
        private const int BitsPerCharacter = 12;

        private readonly SerialPortLine _line;
        private readonly IClock _clock;
        private readonly GpioPin _driverEnable;
        private readonly PinValue _sending;
        private readonly PinValue _listening;
        private int _bitRate = 9600;
        private bool _isSending;
        private long _releaseAtMs;

        public GpioDirectionSerialLine(string portName, IClock clock, GpioController gpio, int driverEnablePin, bool activeHigh)
        {
            _line = new SerialPortLine(portName, SerialMode.Normal);
            _clock = clock;
            _sending = activeHigh ? PinValue.High : PinValue.Low;
            _listening = activeHigh ? PinValue.Low : PinValue.High;
            _driverEnable = gpio.OpenPin(driverEnablePin, PinMode.Output);
            _driverEnable.Write(_listening);
        }

        public bool Configure(int bitRate, LineParity parity, int stopBits)
        {
            _bitRate = bitRate;
            return _line.Configure(bitRate, parity, stopBits);
        }

        public int Available
        {
            get
            {
                ReleaseWhenSent();
                return _line.Available;
            }
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            ReleaseWhenSent();
            return _line.Read(buffer, offset, count);
        }

        public void Write(byte[] buffer, int offset, int count)
        {
            _driverEnable.Write(_sending);
            _isSending = true;
            // One character more than was written, rounded up, and one millisecond for the part of one that has gone.
            _releaseAtMs = _clock.UptimeMs + ((count + 1) * BitsPerCharacter * 1000 + _bitRate - 1) / _bitRate + 1;
            _line.Write(buffer, offset, count);
        }

        public void DiscardInput()
        {
            ReleaseWhenSent();
            _line.DiscardInput();
        }

        private void ReleaseWhenSent()
        {
            if (!_isSending || _clock.UptimeMs < _releaseAtMs) return;
            _driverEnable.Write(_listening);
            _isSending = false;
        }
    }
}
