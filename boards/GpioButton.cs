// SPDX-License-Identifier: MIT
using System.Device.Gpio;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>A push button between its pin and ground. The pull-up is the board's own, or the chip's where the pin has one.</summary>
    public sealed class GpioButton : IDigitalInput
    {
        private readonly GpioPin _pin;

        public GpioButton(GpioController gpio, int pinNumber, PinMode mode)
        {
            _pin = gpio.OpenPin(pinNumber, mode);
        }

        public bool IsHigh => _pin.Read() == PinValue.High;
    }
}
