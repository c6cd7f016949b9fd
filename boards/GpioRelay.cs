// SPDX-License-Identifier: MIT
using System;
using System.Device.Gpio;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>
    /// A relay behind a pin. What confirms its state depends on the board: a feedback contact on an input pin, if it has one; the level
    /// of the output pin itself, where the image can read it back (STM32); else the write that the chip accepted. ESP32 images cannot
    /// read an output pin: they set it up without its input buffer, and GpioPin.Read always says Low.
    /// </summary>
    public sealed class GpioRelay : IRelay
    {
        private readonly GpioPin _pin;
        private readonly GpioPin _feedback;
        private readonly PinValue _activeLevel;
        private readonly PinValue _idleLevel;
        private readonly bool _activeHigh;
        private bool _written;

        /// <summary>The relay is off when the constructor returns. A low-active one is on for some microseconds before: outputs begin low.</summary>
        /// <param name="feedback">Open pin that reads the relay's position with the same polarity; null: none.</param>
        public GpioRelay(GpioController gpio, int pinNumber, bool activeHigh, GpioPin feedback)
        {
            _activeHigh = activeHigh;
            _activeLevel = activeHigh ? PinValue.High : PinValue.Low;
            _idleLevel = activeHigh ? PinValue.Low : PinValue.High;
            _feedback = feedback;
            _pin = gpio.OpenPin(pinNumber, PinMode.Output);
            _pin.Write(_idleLevel);
        }

        /// <summary>True where GpioPin.Read of an output tells what is on the pin. Costs an object on the heap for each TryGet.</summary>
        public bool ReadsBack { get; set; }

        public bool TrySet(bool on)
        {
            try
            {
                _pin.Write(on ? _activeLevel : _idleLevel);
                _written = on;
                return true;
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        }

        public bool TryGet(out bool on)
        {
            on = _written;
            GpioPin readable = _feedback != null ? _feedback : ReadsBack ? _pin : null;
            if (readable != null) on = (readable.Read() == PinValue.High) == _activeHigh;
            return true;
        }
    }
}
