// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;

namespace System.Device.Gpio
{
    public sealed class GpioPin : IDisposable
    {
        private const int FirstInputOnlyPin = 34;
        private const int LastInputOnlyPin = 39;

        private readonly Machine _machine;
        private readonly bool _isEsp32;
        private readonly bool _isFirstEsp32;
        private PinMode _mode = PinMode.Input;
        private bool _disposed;
        private bool _listens;
        private bool _lastLevel;
        private PinValueChangedEventHandler? _callbacks;

        internal GpioPin(Machine machine, int pinNumber)
        {
            _machine = machine;
            _isEsp32 = machine.TargetName.StartsWith("ESP32", StringComparison.Ordinal);
            _isFirstEsp32 = _isEsp32 && !machine.TargetName.StartsWith("ESP32_S", StringComparison.Ordinal) && !machine.TargetName.StartsWith("ESP32_C", StringComparison.Ordinal);
            PinNumber = pinNumber;
        }

        public int PinNumber { get; }

        /// <summary>Called by the runtime's event thread at each edge. The moment of the edge is not told.</summary>
        public event PinValueChangedEventHandler ValueChanged
        {
            add
            {
                Check();
                _callbacks += value;
                _lastLevel = _machine.Pins.Level(PinNumber);
                if (!_listens) _machine.Pins.Driven += TakeEdge;
                _listens = true;
            }

            remove => _callbacks -= value;
        }

        internal string Claim => "GPIO" + PinNumber;

        public PinMode GetPinMode() => _mode;

        public bool IsPinModeSupported(PinMode pinMode) =>
            pinMode < PinMode.Output || !_isFirstEsp32 || PinNumber is < FirstInputOnlyPin or > LastInputOnlyPin;

        /// <summary>An output begins low. GPIO34–39 of the ESP32 can only be inputs.</summary>
        public void SetPinMode(PinMode value)
        {
            Check();
            if (!IsPinModeSupported(value)) throw new ArgumentException();
            _mode = value;
            if (IsOutput) _machine.Pins.Write(PinNumber, false);
            else if (value == PinMode.InputPullUp && !_machine.Pins.Known(PinNumber)) _machine.Pins.Drive(PinNumber, true);
        }

        /// <summary>
        /// Level of an input. Of an output, on STM32 what is on the pin, on ESP32 always Low: the image sets outputs up without their input
        /// buffer (nf-interpreter targets/ESP32/_nanoCLR/System.Device.Gpio/cpu_gpio.cpp: GPIO_MODE_OUTPUT and gpio_get_level).
        /// </summary>
        public PinValue Read()
        {
            Check();
            if (IsOutput && _isEsp32) return PinValue.Low;
            return _machine.Pins.Level(PinNumber);
        }

        public void Write(PinValue value)
        {
            Check();
            if (!IsOutput) throw new InvalidOperationException();
            _machine.Pins.Write(PinNumber, (bool)value);
        }

        public void Toggle() => Write(!_machine.Pins.Level(PinNumber));

        public void Dispose()
        {
            _disposed = true;
            _machine.Pins.Driven -= TakeEdge;
            _machine.Release(Claim, this);
        }

        private void TakeEdge(int pin, bool level)
        {
            if (pin != PinNumber || level == _lastLevel) return;
            _lastLevel = level;
            PinEventTypes type = level ? PinEventTypes.Rising : PinEventTypes.Falling;
            _machine.Events.Post(() => _callbacks?.Invoke(this, new PinValueChangedEventArgs(type, pin)));
        }

        private bool IsOutput => _mode >= PinMode.Output;

        private void Check()
        {
            if (_disposed) throw new ObjectDisposedException(Claim);
            _machine.CheckPower();
        }
    }
}
