// SPDX-License-Identifier: MIT
using System.Device.Gpio;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>A contact on an input pin. Each look makes an object on the chip's heap: some twenty times a second is often enough.</summary>
    public sealed class PinContact : IDigitalInput
    {
        private readonly GpioPin _pin;

        public PinContact(GpioController gpio, int pinNumber, PinMode mode)
        {
            _pin = gpio.OpenPin(pinNumber, mode);
        }

        public bool IsHigh => _pin.Read() == PinValue.High;
    }
}
