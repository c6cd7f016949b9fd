// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Meters
{
    /// <summary>
    /// Settings "modules": a list of at most three objects
    /// {"on","preset","name","slave","bitRate","parity","stopBits","pollMs","invert","ctRatio"}; what is left out is as the preset has it.
    /// </summary>
    public sealed class ModulesSection : ISettingsSection
    {
        private const int MaxPollMs = 600000;
        private const int MaxRatioMilli = 10000000;

        private static readonly int[] BitRates = { 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200 };

        private readonly MeterBank _bank;
        private ModuleSettings[] _current;
        private ModuleSettings[] _staged;

        internal ModulesSection(MeterBank bank)
        {
            _bank = bank;
            _current = new[] { ModuleSettings.Of(PresetCatalog.Create(PresetCatalog.DefaultId)) };
            _staged = _current;
        }

        public string Name => "modules";

        internal ModuleSettings[] Current => _current;

        internal ModuleSettings[] Staged => _staged;

        public bool Read(JsonReader reader, SettingsFault fault)
        {
            if (!reader.Read(JsonToken.BeginArray)) return fault.Set("", "The modules must be a list.");
            var read = new ModuleSettings[MeterBank.ModuleCount];
            int count = 0;
            while (reader.Read() && reader.Token != JsonToken.EndArray)
            {
                string path = "[" + count.ToString() + "]";
                if (count == MeterBank.ModuleCount) return fault.Set(path, "There are only three modules.");
                if (reader.Token != JsonToken.BeginObject) return fault.Set(path, "A module must be an object.");
                var given = new Given();
                if (!given.Read(reader, fault, path)) return false;
                read[count] = Resolve(given, count, fault, path);
                if (read[count++] == null) return false;
            }

            if (reader.Token != JsonToken.EndArray) return fault.Set("", "The list of modules is broken off.");
            var staged = new ModuleSettings[count];
            System.Array.Copy(read, staged, count);
            _staged = staged;
            return true;
        }

        public void Commit()
        {
            _current = _staged;
            _bank.ApplyModules(_current);
        }

        public void Write(JsonWriter writer, bool staged)
        {
            ModuleSettings[] modules = staged ? _staged : _current;
            writer.BeginArray();
            for (int i = 0; i < modules.Length; i++) Write(writer, modules[i]);
            writer.EndArray();
        }

        private static void Write(JsonWriter writer, ModuleSettings module)
        {
            writer.BeginObject();
            writer.Member("on", module.On);
            writer.Member("preset", module.PresetId);
            writer.Member("name", module.Name);
            writer.Member("slave", module.Slave);
            writer.Member("bitRate", module.BitRate);
            writer.Member("parity", module.Parity == LineParity.Even ? "even" : module.Parity == LineParity.Odd ? "odd" : "none");
            writer.Member("stopBits", module.StopBits);
            writer.Member("pollMs", module.PollMs);
            writer.Member("invert", module.Invert);
            writer.MilliMember("ctRatio", module.CtRatioMilli);
            writer.EndObject();
        }

        private ModuleSettings Resolve(Given given, int index, SettingsFault fault, string path)
        {
            RegisterTable table = _bank.TableFor(index, given.Preset);
            if (table == null)
            {
                fault.Set(path + ".preset", "There is no meter preset \"" + given.Preset + "\".");
                return null;
            }

            if (given.Preset != PresetCatalog.CustomId) table.Install(given.RatioMilli, given.Invert);
            return new ModuleSettings
            {
                On = given.On,
                PresetId = given.Preset,
                Name = given.Name ?? table.Title,
                Slave = given.Slave != 0 ? (byte)given.Slave : table.Slave,
                BitRate = given.BitRate != 0 ? given.BitRate : table.BitRate,
                Parity = given.HasParity ? given.Parity : table.Parity,
                StopBits = given.StopBits != 0 ? given.StopBits : table.StopBits,
                PollMs = given.PollMs,
                Invert = given.Invert,
                CtRatioMilli = given.RatioMilli,
                Table = table,
            };
        }

        // What one object of the list says; 0 or null: nothing.
        private sealed class Given
        {
            public bool On = true;
            public string Preset = PresetCatalog.DefaultId;
            public string Name;
            public int Slave;
            public int BitRate;
            public bool HasParity;
            public LineParity Parity;
            public int StopBits;
            public int PollMs;
            public bool Invert;
            public int RatioMilli = ModuleSettings.DirectRatioMilli;

            public bool Read(JsonReader reader, SettingsFault fault, string path)
            {
                while (reader.Read() && reader.Token == JsonToken.Name)
                {
                    if (!ReadField(reader, fault, reader.Text(), path)) return false;
                }

                return reader.Token == JsonToken.EndObject || fault.Set(path, "The module is broken off.");
            }

            private bool ReadField(JsonReader reader, SettingsFault fault, string field, string path)
            {
                string key = path + "." + field;
                switch (field)
                {
                    case "on": return FieldReader.Flag(reader, fault, key, out On);
                    case "preset": return FieldReader.Text(reader, fault, key, out Preset);
                    case "name": return FieldReader.Name(reader, fault, key, out Name);
                    case "slave": return FieldReader.Integer(reader, fault, key, 1, 247, out Slave);
                    case "bitRate": return ReadBitRate(reader, fault, key);
                    case "parity": return ReadParity(reader, fault, key);
                    case "stopBits": return FieldReader.Integer(reader, fault, key, 1, 2, out StopBits);
                    case "pollMs": return FieldReader.Integer(reader, fault, key, 0, MaxPollMs, out PollMs);
                    case "invert": return FieldReader.Flag(reader, fault, key, out Invert);
                    case "ctRatio": return ReadRatio(reader, fault, key);
                    default: return fault.Set(key, "A module has no such setting.");
                }
            }

            private bool ReadBitRate(JsonReader reader, SettingsFault fault, string key)
            {
                reader.Read();
                bool ok = reader.TryInteger(out long bitRate) && IsBitRate(bitRate);
                BitRate = ok ? (int)bitRate : 0;
                return ok || fault.Set(key, "The bit rate must be 1200, 2400, 4800, 9600, 19200, 38400, 57600 or 115200.");
            }

            private static bool IsBitRate(long bitRate)
            {
                for (int i = 0; i < BitRates.Length; i++)
                {
                    if (BitRates[i] == bitRate) return true;
                }

                return false;
            }

            private bool ReadParity(JsonReader reader, SettingsFault fault, string key)
            {
                HasParity = true;
                bool text = reader.Read(JsonToken.Text);
                if (text && reader.Is("none")) Parity = LineParity.None;
                else if (text && reader.Is("even")) Parity = LineParity.Even;
                else if (text && reader.Is("odd")) Parity = LineParity.Odd;
                else return fault.Set(key, "The parity must be \"none\", \"even\" or \"odd\".");
                return true;
            }

            private bool ReadRatio(JsonReader reader, SettingsFault fault, string key)
            {
                reader.Read();
                bool ok = reader.TryMilli(out long milli) && milli > 0 && milli <= MaxRatioMilli;
                RatioMilli = ok ? (int)milli : ModuleSettings.DirectRatioMilli;
                return ok || fault.Set(key, "The transformer ratio must be a number from 0.001 to 10000.");
            }
        }
    }
}
