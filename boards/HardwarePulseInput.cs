// SPDX-License-Identifier: MIT
using System.Device.Gpio;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>
    /// S0 input on the ESP32's pulse counter: counts contacts that close (the pin falls) while every thread of the firmware stands still.
    /// The counter's own filter ends at about 13 µs, so bounce must be kept away by an RC element on the board.
    /// </summary>
    public sealed class HardwarePulseInput : IPulseInput
    {
        // nf-interpreter hands the value on as nanoseconds, the package takes at most 1023.
        private const ushort FilterNs = 1023;

        private readonly GpioPulseCounter _counter;

        /// <summary>A pin that is a contact too has to be opened as such before: the counter takes it for itself.</summary>
        public HardwarePulseInput(int pinNumber)
        {
            _counter = new GpioPulseCounter(pinNumber);
            _counter.Polarity = GpioPulsePolarity.Falling;
            _counter.FilterPulses = FilterNs;
            _counter.Start();
        }

        public long Count => _counter.Read().Count;

        public bool CountsInHardware => true;

        public long Glitches => 0;

        public long Lost => 0;
    }
}
