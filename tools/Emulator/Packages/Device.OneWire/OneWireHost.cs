// SPDX-License-Identifier: MIT
using System;
using nanoFramework.Emulation;

namespace nanoFramework.Device.OneWire
{
    /// <summary>
    /// The one 1-Wire host of an ESP32: sits on the UART of COM3, needs its pins, exists once. When nothing comes back (no line connected) the
    /// real one waits 20 ms and then answers out of memory that nobody has written: presence is then reported, and bytes are the ones read last.
    /// </summary>
    public class OneWireHost : IDisposable
    {
        private const string Claim = "1-Wire";
        private const string Port = "COM3";
        private const int Com3Tx = 0x30300;
        private const int TimeoutMs = 20;

        private readonly Machine _machine;
        private readonly OneWireWire? _wire;
        private byte _memory = 0xA5;
        private bool _disposed;

        public OneWireHost()
        {
            _machine = Machine.Current;
            if (!_machine.TryClaim(Claim, this)) throw new InvalidOperationException();
            if (_machine.PinOf(Com3Tx) < 0 || _machine.PinOf(Com3Tx + 1) < 0 || !_machine.TryClaim(Port, this))
            {
                _machine.Release(Claim, this);
                throw new ArgumentException("no pins are set for " + Port + ", or it is in use");
            }

            _machine.TryGetOneWire(out _wire);
        }

        public bool TouchReset()
        {
            CheckAlive();
            if (_wire != null) return _wire.Reset(_machine.Time.NowUs);
            _machine.Time.Sleep(TimeoutMs);
            return true;
        }

        public bool TouchBit(bool value)
        {
            CheckAlive();
            if (_wire != null) return _wire.Slot(value, _machine.Time.NowUs);
            _machine.Time.Sleep(TimeoutMs);
            return false;
        }

        public byte TouchByte(byte value)
        {
            CheckAlive();
            if (_wire == null)
            {
                _machine.Time.Sleep(TimeoutMs);
                return _memory;
            }

            long nowUs = _machine.Time.NowUs;
            int read = 0;
            for (int bit = 0; bit < 8; bit++)
            {
                if (_wire.Slot((value >> bit & 1) != 0, nowUs)) read |= 1 << bit;
            }

            return _memory = (byte)read;
        }

        public void Dispose()
        {
            if (_disposed) return;
            _disposed = true;
            _machine.Release(Port, this);
            _machine.Release(Claim, this);
        }

        private void CheckAlive()
        {
            if (_disposed) throw new ObjectDisposedException(nameof(OneWireHost));
            _machine.CheckPower();
        }
    }
}
