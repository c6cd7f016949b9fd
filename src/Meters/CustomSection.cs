// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Meters
{
    /// <summary>Settings "custom": a list of at most three custom modules, or null for a module that is none. They are read where "modules" says so.</summary>
    public sealed class CustomSection : ISettingsSection
    {
        private static readonly CustomModule Nothing = new CustomModule();

        private readonly MeterBank _bank;
        private CustomModule[] _current = new CustomModule[0];
        private CustomModule[] _staged = new CustomModule[0];

        internal CustomSection(MeterBank bank)
        {
            _bank = bank;
        }

        public string Name => "custom";

        public bool Read(JsonReader reader, SettingsFault fault)
        {
            if (!reader.Read(JsonToken.BeginArray)) return fault.Set("", "The custom modules must be a list.");
            var read = new CustomModule[MeterBank.ModuleCount];
            int count = 0;
            while (reader.Read() && reader.Token != JsonToken.EndArray)
            {
                string path = "[" + count.ToString() + "]";
                if (count == MeterBank.ModuleCount) return fault.Set(path, "There are only three modules.");
                CustomModule module = reader.Token == JsonToken.Null ? null : new CustomModule();
                if (module != null && !module.Read(reader, fault, path)) return false;
                read[count++] = module;
            }

            if (reader.Token != JsonToken.EndArray) return fault.Set("", "The list of custom modules is broken off.");
            _staged = new CustomModule[count];
            System.Array.Copy(read, _staged, count);
            return true;
        }

        public void Commit()
        {
            _current = _staged;
            _bank.Modules.RenewCustom();
        }

        public void Write(JsonWriter writer, bool staged)
        {
            CustomModule[] modules = staged ? _staged : _current;
            writer.BeginArray();
            for (int i = 0; i < modules.Length; i++)
            {
                if (modules[i] == null) writer.Null();
                else modules[i].Write(writer);
            }

            writer.EndArray();
        }

        /// <summary>What module 0…2 is when its preset is "custom".</summary>
        internal ModuleSettings Settings(int module, bool on) => (Of(_current, module) ?? Nothing).Settings(on);

        /// <summary>The table in which module 0…2 has the row, be it staged or current; null: it has none.</summary>
        internal RegisterTable Offering(int module, string rowId)
        {
            CustomModule staged = Of(_staged, module);
            if (staged != null && staged.Table.FindRow(rowId) >= 0) return staged.Table;
            CustomModule current = Of(_current, module);
            return current != null && current.Table.FindRow(rowId) >= 0 ? current.Table : null;
        }

        private static CustomModule Of(CustomModule[] modules, int module) => module < modules.Length ? modules[module] : null;
    }
}
