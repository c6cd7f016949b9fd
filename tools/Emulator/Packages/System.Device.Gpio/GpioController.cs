// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;

namespace System.Device.Gpio
{
    public sealed class GpioController : IDisposable
    {
        /// <summary>Opens a pin; InvalidOperationException when somebody has it open already.</summary>
        public GpioPin OpenPin(int pinNumber)
        {
            Machine machine = Machine.Current;
            machine.CheckPower();
            GpioPin pin = new(machine, pinNumber);
            if (pinNumber < 0 || !machine.TryClaim(pin.Claim, pin)) throw new InvalidOperationException();
            return pin;
        }

        public GpioPin OpenPin(int pinNumber, PinMode mode)
        {
            GpioPin pin = OpenPin(pinNumber);
            pin.SetPinMode(mode);
            return pin;
        }

        public void Dispose()
        {
        }
    }
}
