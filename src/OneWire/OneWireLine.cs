// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.OneWire
{
    /// <summary>
    /// Transactions with thermometers. Nobody pulls a write slot low, so what is written must come back; where it does not, the transaction ends
    /// at once: a line that is shorted or hears nothing costs one reset and one byte. Longest transaction: reset and 19 bytes, about 15 ms.
    /// </summary>
    public sealed class OneWireLine
    {
        private const byte MatchRom = 0x55;
        private const byte SkipRom = 0xCC;
        private const byte Convert = 0x44;
        private const byte ReadPad = 0xBE;
        private const byte WritePad = 0x4E;
        private const int IdBytes = 8;

        private readonly IOneWireBus _bus;

        public OneWireLine(IOneWireBus bus)
        {
            _bus = bus;
        }

        /// <summary>True when the last transaction ended because nobody answered the reset, false when the line did not carry it.</summary>
        public bool WasNobody { get; private set; }

        // | reset | CC       | 44      |
        // |       | skip ROM | convert |
        /// <summary>All thermometers begin to measure.</summary>
        public bool ConvertAll() => Reset() && Write(SkipRom) && Write(Convert);

        // | reset | 55        | 8 bytes    | BE              | 9 bytes |
        // |       | match ROM | identifier | read scratchpad | read    |
        /// <summary>Reads the nine bytes of one device. True when the request was carried; what came is to be checked.</summary>
        public bool ReadScratchpad(long id, byte[] into)
        {
            if (!Select(id) || !Write(ReadPad)) return false;
            for (int i = 0; i < Scratchpad.Length; i++) into[i] = _bus.TouchByte(0xFF);
            return true;
        }

        // | reset | 55        | 8 bytes    | 4E               | TH | TL | configuration       |
        // |       | match ROM | identifier | write scratchpad |    |    | not for the DS18S20 |
        /// <summary>Sets the resolution of one device until it loses power; its alarm limits stay. Not copied to its EEPROM, which wears.</summary>
        public bool WriteResolution(long id, byte[] pad, int resolutionBits) =>
            Select(id) && Write(WritePad) && Write(pad[2]) && Write(pad[3]) && Write(Scratchpad.Configuration(resolutionBits));

        private bool Select(long id)
        {
            if (!Reset() || !Write(MatchRom)) return false;
            for (int i = 0; i < IdBytes; i++)
            {
                if (!Write(RomId.ByteOf(id, i))) return false;
            }

            return true;
        }

        private bool Reset()
        {
            WasNobody = !_bus.Reset();
            return !WasNobody;
        }

        private bool Write(byte value) => _bus.TouchByte(value) == value;
    }
}
