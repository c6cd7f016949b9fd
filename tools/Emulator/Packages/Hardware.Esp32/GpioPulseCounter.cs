// SPDX-License-Identifier: MIT
using System.Threading;
using nanoFramework.Emulation;

namespace System.Device.Gpio
{
    /// <summary>
    /// A unit of the ESP32's pulse counter: counts edges on a pin by itself, whatever the firmware's threads do. Eight units on an ESP32, four on
    /// the S2, S3, C6 and H2, none on others. Takes the pin for itself, but does not mind that somebody has opened it before
    /// (nf-interpreter targets/ESP32/_nanoCLR/nanoFramework.Hardware.ESP32/…_GpioPulseCounter.cpp).
    /// </summary>
    public sealed class GpioPulseCounter : IDisposable
    {
        private readonly Machine _machine;
        private readonly int _pin;
        private readonly string _unit;
        private GpioPulsePolarity _polarity = GpioPulsePolarity.Falling;
        private ushort _filter;
        private bool _level;
        private bool _disposed;
        private long _count;

        public GpioPulseCounter(int pinNumberA, int pinNumberB = -1)
        {
            if (pinNumberA < 0) throw new ArgumentException();
            if (pinNumberB >= 0) throw new NotSupportedException("two pins are not emulated");
            _machine = Machine.Current;
            _machine.CheckPower();
            _pin = pinNumberA;
            _unit = ClaimUnit() ?? throw new NotSupportedException();
            _machine.TryClaim("GPIO" + _pin, this);
            _level = _machine.Pins.Level(_pin);
            _machine.Pins.Driven += TakeEdge;
        }

        public bool IsStarted { get; private set; }

        public GpioPulsePolarity Polarity
        {
            get => _polarity;
            set
            {
                if (IsStarted) throw new InvalidOperationException();
                _polarity = value;
            }
        }

        public ushort FilterPulses
        {
            get => _filter;
            set
            {
                if (value > 1023) throw new ArgumentException();
                _filter = value;
            }
        }

        public GpioPulseCount Read()
        {
            Check();
            return new GpioPulseCount { Count = Interlocked.Read(ref _count), RelativeTime = TimeSpan.FromMicroseconds(_machine.UptimeUs) };
        }

        public GpioPulseCount Reset()
        {
            GpioPulseCount before = Read();
            before.Count = Interlocked.Exchange(ref _count, 0);
            return before;
        }

        /// <summary>Begins at 0.</summary>
        public void Start()
        {
            Check();
            if (IsStarted) throw new InvalidOperationException();
            Interlocked.Exchange(ref _count, 0);
            IsStarted = true;
        }

        public void Stop()
        {
            Check();
            if (!IsStarted) throw new InvalidOperationException();
            IsStarted = false;
        }

        public void Dispose()
        {
            _disposed = true;
            _machine.Pins.Driven -= TakeEdge;
            _machine.Release(_unit, this);
            _machine.Release("GPIO" + _pin, this);
        }

        private string? ClaimUnit()
        {
            string target = _machine.TargetName;
            int units = !target.StartsWith("ESP32", StringComparison.Ordinal) || target.StartsWith("ESP32_C3", StringComparison.Ordinal) || target.StartsWith("ESP32_C61", StringComparison.Ordinal) ? 0
                : target.StartsWith("ESP32_S", StringComparison.Ordinal) || target.StartsWith("ESP32_C", StringComparison.Ordinal) || target.StartsWith("ESP32_H", StringComparison.Ordinal) ? 4 : 8;
            for (int i = 0; i < units; i++)
            {
                if (_machine.TryClaim("PCNT" + i, this)) return "PCNT" + i;
            }

            return null;
        }

        private void TakeEdge(int pin, bool level)
        {
            if (pin != _pin || level == _level) return;
            _level = level;
            if (!IsStarted || _machine.IsStopping) return;
            if (_polarity == GpioPulsePolarity.Both || (_polarity == GpioPulsePolarity.Rising) == level) Interlocked.Increment(ref _count);
        }

        private void Check()
        {
            if (_disposed) throw new ObjectDisposedException(_unit);
            _machine.CheckPower();
        }
    }
}
