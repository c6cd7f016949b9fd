// SPDX-License-Identifier: MIT
namespace Wattwarden.Modbus
{
    /// <summary>Request frames of Modbus RTU, and what their answers look like. Knows no line and no time.</summary>
    public static class RtuFrame
    {
        public const int MaxLength = 256;
        public const int ExceptionLength = 5;
        public const int WriteReplyLength = 8;
        public const byte ExceptionFlag = 0x80;

        public const byte ReadCoils = 1;
        public const byte ReadInputs = 2;
        public const byte ReadHoldingRegisters = 3;
        public const byte ReadInputRegisters = 4;
        public const byte WriteCoil = 5;
        public const byte WriteRegister = 6;
        public const byte WriteCoils = 15;
        public const byte WriteRegisters = 16;

        public const int MaxReadBits = 2000;
        public const int MaxWriteBits = 1968;
        public const int MaxSlave = 247;

        private const int AddressSpace = 0x10000;

        // Byte order of every 16-bit field: high byte first; only the checksum is low byte first.

        /// <summary>
        /// Ok, or why the request must not be sent: IllegalFunction, IllegalAddress (beyond 65535), or IllegalValue
        /// (count, slave number, line parameters; a read to everybody). Functions 15 and 16 are limited by request.Values, too.
        /// </summary>
        public static ModbusStatus Check(ModbusRequest request)
        {
            int limit = CountLimit(request.Function);
            if (limit == 0) return ModbusStatus.IllegalFunction;
            bool writes = request.Function >= WriteCoil;
            if (writes && limit > request.Values.Length) limit = request.Values.Length;
            if (request.Count < 1 || request.Count > limit) return ModbusStatus.IllegalValue;
            if (request.Slave > MaxSlave || (request.Slave == 0 && !writes)) return ModbusStatus.IllegalValue;
            if (request.BitRate < 1 || request.StopBits < 1 || request.StopBits > 2) return ModbusStatus.IllegalValue;
            if (request.Address < 0 || request.Address + request.Count > AddressSpace) return ModbusStatus.IllegalAddress;
            return ModbusStatus.Ok;
        }

        /// <summary>Writes the frame of a request that Check allows; returns its length, at most 256.</summary>
        public static int Build(ModbusRequest request, byte[] into)
        {
            into[0] = request.Slave;
            into[1] = request.Function;
            Put(into, 2, request.Address);
            int length;
            switch (request.Function)
            {
                case WriteCoil:
                case WriteRegister:
                    length = PutSingle(request, into);
                    break;
                case WriteCoils:
                    length = PutBits(request, into);
                    break;
                case WriteRegisters:
                    length = PutRegisters(request, into);
                    break;
                default:
                    // | slave | 01…04 | address (2) | count (2) | checksum (2) |
                    Put(into, 4, request.Count);
                    length = 6;
                    break;
            }

            ushort crc = Crc16.Compute(into, 0, length);
            into[length] = (byte)crc;
            into[length + 1] = (byte)(crc >> 8);
            return length + 2;
        }

        /// <summary>Bytes of the answer that is no exception; 0 for a broadcast.</summary>
        public static int ExpectedReplyLength(ModbusRequest request)
        {
            if (request.Slave == 0) return 0;
            switch (request.Function)
            {
                // | slave | 01, 02 | byte count | bits, first one lowest … | checksum (2) |
                case ReadCoils:
                case ReadInputs:
                    return 5 + (request.Count + 7) / 8;

                // | slave | 03, 04 | byte count | registers … | checksum (2) |
                case ReadHoldingRegisters:
                case ReadInputRegisters:
                    return 5 + request.Count * 2;

                // | slave | 05, 06, 0F, 10 | address (2) | value or count (2) | checksum (2) |
                default:
                    return WriteReplyLength;
            }
        }

        /// <summary>
        /// True when a right answer can be byte for byte the request: always for functions 5 and 6; for bits when the answer carries
        /// three bytes and the high address byte is 3 too. Then only knowing the line tells an answer from an echo.
        /// </summary>
        public static bool ReplyMayEqualRequest(ModbusRequest request)
        {
            if (request.Function == WriteCoil || request.Function == WriteRegister) return true;
            if (request.Function > ReadInputs) return false;
            return ExpectedReplyLength(request) == 8 && request.Address >> 8 == 3;
        }

        private static int CountLimit(byte function)
        {
            switch (function)
            {
                case ReadCoils:
                case ReadInputs: return MaxReadBits;
                case ReadHoldingRegisters:
                case ReadInputRegisters: return ModbusRequest.MaxReadRegisters;
                case WriteCoil:
                case WriteRegister: return 1;
                case WriteCoils: return MaxWriteBits;
                case WriteRegisters: return ModbusRequest.MaxWriteRegisters;
                default: return 0;
            }
        }

        // | slave | 05 | address (2) | FF 00 or 00 00 | checksum (2) |
        // | slave | 06 | address (2) | value (2)      | checksum (2) |
        private static int PutSingle(ModbusRequest request, byte[] into)
        {
            int value = request.Values[0];
            if (request.Function == WriteCoil) value = value == 0 ? 0 : 0xFF00;
            Put(into, 4, value);
            return 6;
        }

        // | slave | 0F | address (2) | count (2) | byte count | bits, first one lowest … | checksum (2) |
        private static int PutBits(ModbusRequest request, byte[] into)
        {
            int count = request.Count;
            int bytes = (count + 7) / 8;
            Put(into, 4, count);
            into[6] = (byte)bytes;
            for (int i = 0; i < bytes; i++) into[7 + i] = 0;
            for (int i = 0; i < count; i++)
            {
                if (request.Values[i] != 0) into[7 + i / 8] |= (byte)(1 << (i % 8));
            }

            return 7 + bytes;
        }

        // | slave | 10 | address (2) | count (2) | byte count | registers … | checksum (2) |
        private static int PutRegisters(ModbusRequest request, byte[] into)
        {
            int count = request.Count;
            Put(into, 4, count);
            into[6] = (byte)(count * 2);
            for (int i = 0; i < count; i++) Put(into, 7 + i * 2, request.Values[i]);
            return 7 + count * 2;
        }

        private static void Put(byte[] into, int at, int value)
        {
            into[at] = (byte)(value >> 8);
            into[at + 1] = (byte)value;
        }
    }
}
