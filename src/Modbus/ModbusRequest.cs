// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Modbus
{
    /// <summary>
    /// One question to one slave and, when done, its answer. Owned by the bus and reused: a bus user fills it in
    /// IBusUser.Fill and reads the answer in IBusUser.Completed, and keeps no reference.
    /// </summary>
    public sealed class ModbusRequest
    {
        public const int MaxReadRegisters = 125;
        public const int MaxWriteRegisters = 123;

        private ushort[] _values;   // made by the first write: meters are only read

        public byte Slave;
        public byte Function;
        public int Address;

        /// <summary>Registers or bits to read or write (1 for functions 5 and 6).</summary>
        public int Count;

        /// <summary>Values to write: registers as they are, bits as 0 or 1. Only the first Count are used.</summary>
        public ushort[] Values => _values ?? (_values = new ushort[MaxWriteRegisters]);

        public int BitRate = 9600;
        public LineParity Parity = LineParity.None;
        public int StopBits = 1;

        /// <summary>How long the slave may think before its answer begins, beyond the time that the bytes need on the wire.</summary>
        public int TimeoutMs = 300;

        /// <summary>Silence that the slave wants before a request, if more than 3.5 characters.</summary>
        public int GapMs;

        /// <summary>How often a failed request is repeated at once.</summary>
        public int Retries = 1;

        /// <summary>Silence is an answer as good as any other: the user is not made to wait after it.</summary>
        public bool IsProbe;

        public ModbusStatus Status = ModbusStatus.Pending;

        /// <summary>Milliseconds from the first byte sent to the last byte of the answer.</summary>
        public int LatencyMs;

        /// <summary>Received data bytes (after the byte count): DataLength of them from DataOffset.</summary>
        public byte[] Data;
        public int DataOffset;
        public int DataLength;

        /// <summary>Everything that has come, for people to look at: so many bytes from the start of Data, be it an answer or not.</summary>
        public int ReceivedLength;

        /// <summary>The line gave back what was sent.</summary>
        public bool IsEchoed;

        /// <summary>Register number index of the answer (0-based), high byte first on the wire.</summary>
        public ushort Register(int index) => (ushort)((Data[DataOffset + index * 2] << 8) | Data[DataOffset + index * 2 + 1]);

        /// <summary>Bit number index of the answer to functions 1 and 2.</summary>
        public bool Bit(int index) => (Data[DataOffset + index / 8] & (1 << (index % 8))) != 0;

        /// <summary>Sets a read question; line parameters and time limits stay as they are.</summary>
        public void SetRead(byte slave, byte function, int address, int count)
        {
            Slave = slave;
            Function = function;
            Address = address;
            Count = count;
            Status = ModbusStatus.Pending;
        }
    }
}
