// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Meters
{
    /// <summary>
    /// Settings "modules": a list of at most three objects
    /// {"on","preset","name","slave","bitRate","parity","stopBits","pollMs","invert","ctRatio"}; what is left out is as the preset has it.
    /// Of a module with the preset "custom" only the first two: the others stand in the section "custom".
    /// </summary>
    public sealed class ModulesSection : ISettingsSection
    {
        private const int MaxPollMs = 600000;
        private const int MaxRatioMilli = 10000000;

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

        public ModuleSettings[] Current => _current;

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

        public void Commit() => Use(_staged);

        public void Write(JsonWriter writer, bool staged)
        {
            ModuleSettings[] modules = staged ? _staged : _current;
            writer.BeginArray();
            for (int i = 0; i < modules.Length; i++) Write(writer, modules[i]);
            writer.EndArray();
        }

        /// <summary>The rows of custom modules have changed. Only the loop's thread.</summary>
        internal void RenewCustom() => Use(_current);

        // A document may bring custom modules with their rows: these are in effect by now, and were not when the modules were read.
        private void Use(ModuleSettings[] modules)
        {
            var renewed = new ModuleSettings[modules.Length];
            for (int i = 0; i < modules.Length; i++)
                renewed[i] = modules[i].PresetId == PresetCatalog.CustomId ? _bank.Custom.Settings(i, modules[i].On) : modules[i];
            _current = renewed;
            _bank.ApplyModules(renewed);
        }

        private static void Write(JsonWriter writer, ModuleSettings module)
        {
            writer.BeginObject();
            writer.Member("on", module.On);
            writer.Member("preset", module.PresetId);
            if (module.PresetId == PresetCatalog.CustomId)
            {
                writer.EndObject();
                return;
            }

            writer.Member("name", module.Name);
            writer.Member("slave", module.Slave);
            writer.Member("bitRate", module.BitRate);
            writer.Member("parity", FieldReader.ParityWord(module.Parity));
            writer.Member("stopBits", module.StopBits);
            writer.Member("pollMs", module.PollMs);
            writer.Member("invert", module.Invert);
            writer.MilliMember("ctRatio", module.CtRatioMilli);
            writer.EndObject();
        }

        private ModuleSettings Resolve(Given given, int index, SettingsFault fault, string path)
        {
            if (given.Preset == PresetCatalog.CustomId)
            {
                if (given.Other == null) return _bank.Custom.Settings(index, given.On);
                fault.Set(path + "." + given.Other, "Of a custom module this is set in the section custom.");
                return null;
            }

            RegisterTable table = PresetCatalog.Create(given.Preset);
            if (table == null)
            {
                fault.Set(path + ".preset", "There is no meter preset \"" + given.Preset + "\".");
                return null;
            }

            table.Install(given.RatioMilli, given.Invert);
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
            public string Other;   // the first key beside on and preset
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
                if (Other == null && field != "on" && field != "preset") Other = field;
                switch (field)
                {
                    case "on": return FieldReader.Flag(reader, fault, key, out On);
                    case "preset": return FieldReader.Text(reader, fault, key, out Preset);
                    case "name": return FieldReader.Name(reader, fault, key, out Name);
                    case "slave": return FieldReader.Integer(reader, fault, key, 1, 247, out Slave);
                    case "bitRate": return FieldReader.BitRate(reader, fault, key, out BitRate);
                    case "parity": return HasParity = FieldReader.Parity(reader, fault, key, out Parity);
                    case "stopBits": return FieldReader.Integer(reader, fault, key, 1, 2, out StopBits);
                    case "pollMs": return FieldReader.Integer(reader, fault, key, 0, MaxPollMs, out PollMs);
                    case "invert": return FieldReader.Flag(reader, fault, key, out Invert);
                    case "ctRatio": return ReadRatio(reader, fault, key);
                    default: return fault.Set(key, "A module has no such setting.");
                }
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
