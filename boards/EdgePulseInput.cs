// SPDX-License-Identifier: MIT
using System.Device.Gpio;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>
    /// S0 input for chips without a pulse counter (STM32, ESP32-C3): the runtime calls at each edge, the call counts. Loses pulses when every
    /// thread stands still for longer than the runtime's queue lasts (128 edges: about 4 s at S0's greatest rate), and says how many.
    /// </summary>
    public sealed class EdgePulseInput : IPulseInput
    {
        /// <summary>Reed contacts bounce for less than 5 ms; S0 outputs not at all.</summary>
        public const int DebounceMs = 10;

        private readonly GpioPin _pin;
        private readonly IClock _clock;
        private readonly EdgeCount _edges;

        /// <param name="burst">One for all edge inputs of the board.</param>
        public EdgePulseInput(GpioController gpio, int pinNumber, EdgeBurst burst, IClock clock)
        {
            _clock = clock;
            _pin = gpio.OpenPin(pinNumber, PinMode.InputPullUp);
            _edges = new EdgeCount(DebounceMs, burst, _pin.Read() == PinValue.Low, clock.UptimeMs);
            _pin.ValueChanged += TakeEdge;
        }

        public long Count
        {
            get
            {
                _edges.Look(_clock.UptimeMs);
                return _edges.Count;
            }
        }

        public bool CountsInHardware => false;

        public long Glitches => _edges.Glitches;

        public long Lost => _edges.Lost;

        private void TakeEdge(object sender, PinValueChangedEventArgs edge) => _edges.Edge(edge.ChangeType == PinEventTypes.Falling, _clock.UptimeMs);
    }
}
