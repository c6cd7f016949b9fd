// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Meters
{
    /// <summary>
    /// A module whose rows the owner writes: {"name","slave","bitRate","parity","stopBits","delayS","timeoutMs","maxRegisters","reads":[…]}.
    /// Never changed after it is read: a change is a new object.
    /// </summary>
    internal sealed class CustomModule
    {
        public const int MaxDelayMs = 600000;
        public const int DefaultMaxRegisters = 60;
        public const int DefaultTimeoutMs = 500;

        private readonly bool[] _isHex = new bool[RegisterTable.MaxCustomRows];
        private int _slave = 1;
        private int _bitRate = 9600;
        private LineParity _parity;
        private int _stopBits = 1;
        private int _timeoutMs = DefaultTimeoutMs;
        private int _maxRegisters = DefaultMaxRegisters;
        private long _delayMs;

        public string Name { get; private set; } = "Custom";

        public RegisterTable Table { get; private set; } = new RegisterTable(PresetCatalog.CustomId, "Custom", "");

        /// <summary>The settings of a module that has these rows.</summary>
        public ModuleSettings Settings(bool on) => new ModuleSettings
        {
            On = on,
            PresetId = PresetCatalog.CustomId,
            Name = Name,
            Slave = (byte)_slave,
            BitRate = _bitRate,
            Parity = _parity,
            StopBits = _stopBits,
            PollMs = (int)_delayMs,
            Table = Table,
        };

        /// <summary>Reads an object whose first token is current.</summary>
        public bool Read(JsonReader reader, SettingsFault fault, string path)
        {
            if (reader.Token != JsonToken.BeginObject) return fault.Set(path, "A custom module must be an object, or null.");
            RegisterTable rows = null;
            while (reader.Read(JsonToken.Name))
            {
                string field = reader.Text();
                if (field == "reads") rows = rows ?? new RegisterTable(PresetCatalog.CustomId, "Custom", "");
                if (!(field == "reads" ? ReadRows(reader, fault, path + ".reads", rows) : ReadField(reader, fault, field, path + "." + field))) return false;
            }

            if (reader.Token != JsonToken.EndObject) return fault.Set(path, "The custom module is broken off.");
            if (rows != null) Table = rows;
            Table.Line(_bitRate, _parity, _stopBits, (byte)_slave);
            Table.Reads(3, _maxRegisters, 0, _timeoutMs);
            return true;
        }

        public void Write(JsonWriter writer)
        {
            writer.BeginObject();
            writer.Member("name", Name);
            writer.Member("slave", _slave);
            writer.Member("bitRate", _bitRate);
            writer.Member("parity", FieldReader.ParityWord(_parity));
            writer.Member("stopBits", _stopBits);
            writer.MilliMember("delayS", _delayMs);
            writer.Member("timeoutMs", _timeoutMs);
            writer.Member("maxRegisters", _maxRegisters);
            writer.Name("reads");
            writer.BeginArray();
            for (int row = 0; row < Table.Count; row++) CustomRow.Write(writer, Table, row, _isHex[row]);
            writer.EndArray();
            writer.EndObject();
        }

        private bool ReadField(JsonReader reader, SettingsFault fault, string field, string key)
        {
            switch (field)
            {
                case "name": return ReadName(reader, fault, key);
                case "slave": return FieldReader.Integer(reader, fault, key, 1, 247, out _slave);
                case "bitRate": return FieldReader.BitRate(reader, fault, key, out _bitRate);
                case "parity": return FieldReader.Parity(reader, fault, key, out _parity);
                case "stopBits": return FieldReader.Integer(reader, fault, key, 1, 2, out _stopBits);
                case "delayS": return FieldReader.Milli(reader, fault, key, 0, MaxDelayMs, "The delay must be a number of seconds from 0 to 600.", out _delayMs);
                case "timeoutMs": return FieldReader.Integer(reader, fault, key, 50, 5000, out _timeoutMs);
                case "maxRegisters": return FieldReader.Integer(reader, fault, key, 4, 125, out _maxRegisters);
                default: return fault.Set(key, "A custom module has no such setting.");
            }
        }

        private bool ReadName(JsonReader reader, SettingsFault fault, string key)
        {
            bool ok = FieldReader.Name(reader, fault, key, out string name);
            if (ok) Name = name;
            return ok;
        }

        private bool ReadRows(JsonReader reader, SettingsFault fault, string path, RegisterTable rows)
        {
            if (!reader.Read(JsonToken.BeginArray)) return fault.Set(path, "The reads must be a list.");
            if (rows.Count > 0) return fault.Set(path, "The reads stand there twice.");
            while (reader.Read() && reader.Token != JsonToken.EndArray)
            {
                string at = path + "[" + rows.Count.ToString() + "]";
                if (rows.Count == RegisterTable.MaxCustomRows) return fault.Set(at, "A custom module has at most 40 reads.");
                if (reader.Token != JsonToken.BeginObject) return fault.Set(at, "A read must be an object.");
                if (!ReadRow(reader, fault, at, rows)) return false;
            }

            return reader.Token == JsonToken.EndArray || fault.Set(path, "The list of reads is broken off.");
        }

        private bool ReadRow(JsonReader reader, SettingsFault fault, string path, RegisterTable rows)
        {
            var row = new CustomRow();
            while (reader.Read(JsonToken.Name))
            {
                string field = reader.Text();
                if (!row.ReadField(reader, fault, field, path + "." + field)) return false;
            }

            if (reader.Token != JsonToken.EndObject) return fault.Set(path, "The read is broken off.");
            if (row.Name.Length == 0) return fault.Set(path + ".name", "The read has no name.");
            if (!row.Check(fault, path + ".")) return false;
            _isHex[rows.Count] = row.IsHex;
            row.AddTo(rows);
            return true;
        }
    }
}
