// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Meters
{
    /// <summary>What to search: {"from":1,"to":247,"bitRates":[9600],"parities":["none"],"stopBits":1,"timeoutMs":150}; all may be left out.</summary>
    public sealed class BusScanOrder
    {
        public const int MostBitRates = 8;
        public const int MostParities = 3;
        public const int DefaultTimeoutMs = 150;

        private int _from = 1;
        private int _to = 247;
        private int _stopBits = 1;
        private int _timeoutMs = DefaultTimeoutMs;
        private int _bitRateCount;
        private int _parityCount;

        internal readonly int[] BitRates = new int[MostBitRates];
        internal readonly byte[] Parities = new byte[MostParities];

        public int From => _from;

        public int To => _to;

        /// <summary>How many combinations of bit rate and parity.</summary>
        public int Lines => _bitRateCount * _parityCount;

        /// <summary>How many slaves will be asked, counted anew on each combination.</summary>
        public int Total => Lines * (_to - _from + 1);

        internal int StopBits => _stopBits;

        internal int TimeoutMs => _timeoutMs;

        /// <summary>Reads the order from the body of a request, whose reader stands before its first token.</summary>
        public bool TryRead(JsonReader reader, SettingsFault fault)
        {
            if (!reader.Read(JsonToken.BeginObject)) return fault.Set("", "A search must be an object.");
            while (reader.Read(JsonToken.Name))
            {
                if (!ReadField(reader, fault, reader.Text())) return false;
            }

            if (reader.Token != JsonToken.EndObject) return fault.Set("", "The search is broken off.");
            if (_to < _from) return fault.Set("to", "The last slave must not be before the first.");
            if (_bitRateCount == 0) BitRates[_bitRateCount++] = 9600;
            if (_parityCount == 0) Parities[_parityCount++] = (byte)LineParity.None;
            return true;
        }

        internal int BitRate(int line) => BitRates[line / _parityCount];

        internal LineParity Parity(int line) => (LineParity)Parities[line % _parityCount];

        private bool ReadField(JsonReader reader, SettingsFault fault, string field)
        {
            switch (field)
            {
                case "from": return FieldReader.Integer(reader, fault, field, 1, 247, out _from);
                case "to": return FieldReader.Integer(reader, fault, field, 1, 247, out _to);
                case "stopBits": return FieldReader.Integer(reader, fault, field, 1, 2, out _stopBits);
                case "timeoutMs": return FieldReader.Integer(reader, fault, field, 20, 2000, out _timeoutMs);
                case "bitRates": return ReadBitRates(reader, fault, field);
                case "parities": return ReadParities(reader, fault, field);
                default: return fault.Set(field, "A search has no such setting.");
            }
        }

        private bool ReadBitRates(JsonReader reader, SettingsFault fault, string key)
        {
            if (!reader.Read(JsonToken.BeginArray)) return fault.Set(key, "The bit rates must be a list.");
            for (_bitRateCount = 0; reader.Read() && reader.Token != JsonToken.EndArray; _bitRateCount++)
            {
                string at = key + "[" + _bitRateCount.ToString() + "]";
                if (_bitRateCount == MostBitRates) return fault.Set(at, "There are only eight bit rates.");
                if (!reader.TryInteger(out long bitRate) || !FieldReader.IsBitRate(bitRate))
                    return fault.Set(at, "The bit rate must be 1200, 2400, 4800, 9600, 19200, 38400, 57600 or 115200.");
                BitRates[_bitRateCount] = (int)bitRate;
            }

            return reader.Token == JsonToken.EndArray || fault.Set(key, "The list is broken off.");
        }

        private bool ReadParities(JsonReader reader, SettingsFault fault, string key)
        {
            if (!reader.Read(JsonToken.BeginArray)) return fault.Set(key, "The parities must be a list.");
            for (_parityCount = 0; reader.Read() && reader.Token != JsonToken.EndArray; _parityCount++)
            {
                string at = key + "[" + _parityCount.ToString() + "]";
                if (_parityCount == MostParities) return fault.Set(at, "There are only three parities.");
                if (!FieldReader.TryParity(reader, out LineParity parity)) return fault.Set(at, "The parity must be \"none\", \"even\" or \"odd\".");
                Parities[_parityCount] = (byte)parity;
            }

            return reader.Token == JsonToken.EndArray || fault.Set(key, "The list is broken off.");
        }
    }
}
