// SPDX-License-Identifier: MIT
using System;
using System.IO.Ports;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>
    /// RS-485 on a UART whose transceiver needs no help from here: the ESP32's UART drives DE by RTS, or the transceiver finds the
    /// direction by itself. Also the console's port. Never waits: Read takes what has arrived, because the package's own Read wants exactly
    /// as many bytes as asked.
    /// </summary>
    public sealed class SerialPortLine : ISerialLine, IConsoleLine
    {
        // A Modbus frame has at most 256 bytes, and an overflow throws the whole input away.
        private const int FrameBufferBytes = 512;

        // What arrives on the console while the loop looks elsewhere: 175 ms of it.
        private const int ConsoleBufferBytes = 2048;
        private const int ConsoleBitRate = 115200;
        private const int ReadTimeoutMs = 20;
        private const int WriteTimeoutMs = 1000;

        private readonly string _portName;
        private readonly SerialMode _mode;
        private readonly int _bufferBytes;
        private readonly byte[] _waste = new byte[64];
        private SerialPort _port;
        private int _bitRate;
        private LineParity _parity;
        private int _stopBits;

        /// <summary>Pins are set by the board before this line is configured for the first time.</summary>
        public SerialPortLine(string portName, SerialMode mode, int bufferBytes = FrameBufferBytes)
        {
            _portName = portName;
            _mode = mode;
            _bufferBytes = bufferBytes;
        }

        /// <summary>The port for people and the factory; null where the runtime image keeps it for its debugger.</summary>
        public static IConsoleLine TryOpenConsole(string portName)
        {
            SerialPortLine line = new SerialPortLine(portName, SerialMode.Normal, ConsoleBufferBytes);
            return line.Configure(ConsoleBitRate, LineParity.None, 1) ? line : null;
        }

        public bool Configure(int bitRate, LineParity parity, int stopBits)
        {
            if (_port != null && bitRate == _bitRate && parity == _parity && stopBits == _stopBits) return true;
            Close();
            _bitRate = bitRate;
            _parity = parity;
            _stopBits = stopBits;
            try
            {
                _port = new SerialPort(_portName, bitRate, ToPort(parity), 8, stopBits == 2 ? StopBits.Two : StopBits.One);
                _port.Mode = _mode;
                _port.Handshake = Handshake.None;
                _port.ReadBufferSize = _bufferBytes;
                _port.ReadTimeout = ReadTimeoutMs;
                _port.WriteTimeout = WriteTimeoutMs;
                _port.Open();
                return true;
            }
            catch (Exception)
            {
                // Which exception an image throws for a pin in use or a bad rate differs; closed is closed.
                Close();
                return false;
            }
        }

        public int Available => _port == null ? 0 : _port.BytesToRead;

        public int Read(byte[] buffer, int offset, int count)
        {
            int waiting = Available;
            if (count > waiting) count = waiting;
            if (count <= 0) return 0;
            try
            {
                return _port.Read(buffer, offset, count);
            }
            catch (TimeoutException)
            {
                // The input has overflowed since Available looked, and is empty now.
                return 0;
            }
        }

        public void Write(byte[] buffer, int offset, int count)
        {
            if (_port == null) return;
            try
            {
                _port.Write(buffer, offset, count);
            }
            catch (TimeoutException)
            {
                // What was not sent will not be answered: the bus notices that anyway.
            }
        }

        public void DiscardInput()
        {
            while (Read(_waste, 0, _waste.Length) > 0)
            {
            }
        }

        private void Close()
        {
            if (_port == null) return;
            // The package keeps the port's name taken until Dispose.
            _port.Dispose();
            _port = null;
        }

        private static Parity ToPort(LineParity parity)
        {
            if (parity == LineParity.Even) return Parity.Even;
            return parity == LineParity.Odd ? Parity.Odd : Parity.None;
        }
    }
}
