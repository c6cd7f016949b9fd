// SPDX-License-Identifier: MIT
using System.Threading;
using nanoFramework.Emulation;

namespace System.IO.Ports
{
    /// <summary>
    /// COM1…COM3 of the chip. Reads all or nothing, waits for ever by default, loses the whole input when the buffer overflows,
    /// and there is one instance per port until it is disposed of: as on the chip.
    /// </summary>
    public sealed class SerialPort : IDisposable
    {
        private const int TickMs = 10;
        private const int FifoBytes = 128;
        private const int MinBufferSize = 129;
        private const int FirstSerialFunction = 0x30000;

        private readonly object _inputLock = new();
        private readonly Machine _machine;
        private readonly byte[] _chunk = new byte[256];
        private byte[] _input = [];
        private int _inputCount;
        private UartWire? _wire;
        private int _baudRate;
        private int _dataBits;
        private Parity _parity;
        private StopBits _stopBits;
        private SerialMode _mode;
        private int _bufferSize = 256;
        private int _readTimeout = Timeout.Infinite;
        private int _writeTimeout = Timeout.Infinite;
        private bool _disposed;

        public SerialPort(string portName, int baudRate = 9600, Parity parity = Parity.None, int dataBits = 8, StopBits stopBits = StopBits.One)
        {
            _machine = Machine.Current;
            if (portName.Length != 4 || !portName.StartsWith("COM", StringComparison.Ordinal) || portName[3] is < '1' or > '9') throw new ArgumentException();
            PortName = portName;
            _baudRate = baudRate;
            _parity = parity;
            _dataBits = dataBits;
            _stopBits = stopBits;
            if (!_machine.TryClaim(portName, this)) throw new ArgumentException();
        }

        public string PortName { get; }

        public bool IsOpen { get; private set; }

        public int BaudRate
        {
            get => _baudRate;
            set => Change(ref _baudRate, value > 0 ? value : throw new ArgumentOutOfRangeException());
        }

        public int DataBits
        {
            get => _dataBits;
            set => Change(ref _dataBits, value is >= 5 and <= 8 ? value : throw new ArgumentOutOfRangeException());
        }

        public Parity Parity
        {
            get => _parity;
            set => Change(ref _parity, value);
        }

        public StopBits StopBits
        {
            get => _stopBits;
            set => Change(ref _stopBits, value);
        }

        public SerialMode Mode
        {
            get => _mode;
            set => Change(ref _mode, value);
        }

        public Handshake Handshake { get; set; }

        public int ReadTimeout
        {
            get => _readTimeout;
            set => _readTimeout = value >= Timeout.Infinite ? value : throw new ArgumentOutOfRangeException();
        }

        public int WriteTimeout
        {
            get => _writeTimeout;
            set => _writeTimeout = value >= Timeout.Infinite ? value : throw new ArgumentOutOfRangeException();
        }

        /// <summary>Shared with WriteBufferSize: the chip keeps one figure for both.</summary>
        public int ReadBufferSize
        {
            get => _bufferSize;
            set
            {
                if (value < MinBufferSize) throw new ArgumentOutOfRangeException();
                if (IsOpen) throw new InvalidOperationException();
                _bufferSize = value;
            }
        }

        public int WriteBufferSize
        {
            get => ReadBufferSize;
            set => ReadBufferSize = value;
        }

        public int BytesToRead
        {
            get
            {
                CheckOpen();
                return TakeIn();
            }
        }

        public void Open()
        {
            CheckAlive();
            if (IsOpen) throw new InvalidOperationException();
            int firstFunction = FirstSerialFunction + (PortName[3] - '0') * 0x100;
            bool hasDefaultPins = PortName == "COM1" || !_machine.TargetName.StartsWith("ESP32", StringComparison.Ordinal);
            if (!hasDefaultPins && (_machine.PinOf(firstFunction) < 0 || _machine.PinOf(firstFunction + 1) < 0)) throw new ArgumentException("no pins are set for " + PortName);
            _machine.TryGetUart(PortName, out _wire);
            _input = new byte[_bufferSize];
            _inputCount = 0;
            IsOpen = true;
            Configure();
        }

        public void Close()
        {
            if (!IsOpen) return;
            IsOpen = false;
            _wire?.Close();
            _wire = null;
        }

        public void Dispose()
        {
            if (_disposed) return;
            Close();
            _disposed = true;
            _machine.Release(PortName, this);
        }

        /// <summary>Takes exactly count bytes, or none and a TimeoutException: what has arrived by then stays.</summary>
        public int Read(byte[] buffer, int offset, int count)
        {
            CheckOpen();
            if (offset < 0 || count < 0 || offset + count > buffer.Length) throw new ArgumentOutOfRangeException();
            long deadlineUs = _readTimeout == Timeout.Infinite ? long.MaxValue : _machine.Time.NowUs + _readTimeout * 1000L;
            while (TakeIn() < count)
            {
                if (_machine.Time.NowUs >= deadlineUs) throw new TimeoutException();
                _machine.Time.Sleep(TickMs);
                CheckOpen();
            }

            lock (_inputLock)
            {
                Array.Copy(_input, 0, buffer, offset, count);
                _inputCount -= count;
                Array.Copy(_input, count, _input, 0, _inputCount);
            }

            return count;
        }

        /// <summary>Returns when all bytes are in the transmitter's FIFO, which is before they are on the wire.</summary>
        public void Write(byte[] buffer, int offset, int count)
        {
            CheckOpen();
            if (offset < 0 || count < 0 || offset + count > buffer.Length) throw new ArgumentOutOfRangeException();
            _wire?.Transmit(buffer.AsSpan(offset, count), _machine.Time.NowUs);
            long waitUs = (count - FifoBytes) * Setup.CharacterUs;
            if (waitUs > 0) _machine.Time.Sleep((int)(waitUs / 1000) + 1);
        }

        private UartSetup Setup => new(_baudRate, _dataBits, _parity == Parity.None ? 'N' : _parity == Parity.Even ? 'E' : 'O', _stopBits == StopBits.One ? 1 : 2, IsRs485);

        // Other images take the mode and ignore it.
        private bool IsRs485 => _mode == SerialMode.RS485 && _machine.TargetName.StartsWith("ESP32", StringComparison.Ordinal);

        private int TakeIn()
        {
            lock (_inputLock)
            {
                int count = 0;
                while (_wire != null && (count = _wire.Receive(_chunk, _machine.Time.NowUs)) > 0)
                {
                    for (int i = 0; i < count; i++) Push(_chunk[i]);
                }

                return _inputCount;
            }
        }

        private void Push(byte value)
        {
            if (_inputCount == _input.Length) _inputCount = 0;
            else _input[_inputCount++] = value;
        }

        private void Change<T>(ref T field, T value)
        {
            CheckAlive();
            field = value;
            if (IsOpen) Configure();
        }

        private void Configure() => _wire?.Configure(Setup);

        private void CheckOpen()
        {
            CheckAlive();
            if (!IsOpen) throw new InvalidOperationException();
        }

        private void CheckAlive()
        {
            if (_disposed) throw new ObjectDisposedException(PortName);
            _machine.CheckPower();
        }
    }
}
