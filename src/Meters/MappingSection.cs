// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Meters
{
    /// <summary>
    /// Settings "mapping": a list of {"module":1,"quantity":"powerTotal","point":"m1","name":"Grid power"}. Module 1…3 (left out: 1), point m1…m30;
    /// without a name the point is called as the quantity. A row whose quantity was taken away later (another meter, fewer modules) stays, without effect.
    /// </summary>
    public sealed class MappingSection : ISettingsSection
    {
        private readonly MeterBank _bank;
        private MeterMapping _current = new MeterMapping();
        private MeterMapping _staged;

        internal MappingSection(MeterBank bank)
        {
            _bank = bank;
            _current.Set(0, 1, QuantityCatalog.Id(Quantity.PowerTotal), "Grid power");
            _current.Set(1, 1, QuantityCatalog.Id(Quantity.EnergyImport), "Energy from the grid");
            _current.Set(2, 1, QuantityCatalog.Id(Quantity.EnergyExport), "Energy to the grid");
            _staged = _current;
        }

        public string Name => "mapping";

        public MeterMapping Current => _current;

        public bool Read(JsonReader reader, SettingsFault fault)
        {
            if (!reader.Read(JsonToken.BeginArray)) return fault.Set("", "The mapping must be a list.");
            var staged = new MeterMapping();
            for (int row = 0; reader.Read() && reader.Token != JsonToken.EndArray; row++)
            {
                string path = "[" + row.ToString() + "]";
                if (reader.Token != JsonToken.BeginObject) return fault.Set(path, "A row of the mapping must be an object.");
                if (!ReadRow(reader, fault, path, staged)) return false;
            }

            if (reader.Token != JsonToken.EndArray) return fault.Set("", "The mapping is broken off.");
            _staged = staged;
            return true;
        }

        public void Commit()
        {
            _current = _staged;
            _bank.ApplyMapping(_current);
        }

        public void Write(JsonWriter writer, bool staged)
        {
            MeterMapping mapping = staged ? _staged : _current;
            writer.BeginArray();
            for (int i = 0; i < PointId.MeterCount; i++)
            {
                if (mapping.Module[i] == 0) continue;
                writer.BeginObject();
                writer.Member("module", mapping.Module[i]);
                writer.Member("quantity", mapping.RowId[i]);
                writer.Member("point", PointId.Format(PointId.FirstMeter + i));
                writer.Member("name", mapping.Name[i]);
                writer.EndObject();
            }

            writer.EndArray();
        }

        private bool ReadRow(JsonReader reader, SettingsFault fault, string path, MeterMapping into)
        {
            int module = 1;
            string rowId = null;
            string pointId = null;
            string name = null;
            while (reader.Read() && reader.Token == JsonToken.Name)
            {
                bool ok;
                if (reader.Is("module")) ok = FieldReader.Integer(reader, fault, path + ".module", 1, MeterBank.ModuleCount, out module);
                else if (reader.Is("quantity")) ok = FieldReader.Text(reader, fault, path + ".quantity", out rowId);
                else if (reader.Is("point")) ok = FieldReader.Text(reader, fault, path + ".point", out pointId);
                else if (reader.Is("name")) ok = FieldReader.Name(reader, fault, path + ".name", out name);
                else ok = fault.Set(path + "." + reader.Text(), "A row of the mapping has no such setting.");
                if (!ok) return false;
            }

            if (reader.Token != JsonToken.EndObject) return fault.Set(path, "The row is broken off.");
            return Check(fault, path, into, module, rowId, pointId) && Store(into, module, rowId, pointId, name);
        }

        private bool Check(SettingsFault fault, string path, MeterMapping into, int module, string rowId, string pointId)
        {
            if (!TryIndex(pointId, out int index)) return fault.Set(path + ".point", "This must be one of m1 to m30.");
            if (into.Module[index] != 0) return fault.Set(path + ".point", "The point " + pointId + " is mapped twice.");
            ModuleSettings staged = SettingsOf(_bank.Modules.Staged, module);
            ModuleSettings current = SettingsOf(_bank.Modules.Current, module);
            if (staged == null && current == null && !fault.InDocument) return fault.Set(path + ".module", "Module " + module.ToString() + " is not set up.");
            if (string.IsNullOrEmpty(rowId)) return fault.Set(path + ".quantity", "The row names no quantity.");
            if (Offering(staged, module, rowId) == null && Offering(current, module, rowId) == null && !fault.InDocument)
            {
                string meter = (staged ?? current).Table.Title;
                return fault.Set(path + ".quantity", "The meter " + meter + " of module " + module.ToString() + " has no quantity \"" + rowId + "\".");
            }

            int other = into.IndexOf(module, rowId);
            if (other < 0) return true;
            return fault.Set(path + ".quantity", "The quantity " + rowId + " of module " + module.ToString() + " is already mapped onto " + PointId.Format(other) + ".");
        }

        private bool Store(MeterMapping into, int module, string rowId, string pointId, string name)
        {
            TryIndex(pointId, out int index);
            if (string.IsNullOrEmpty(name))
            {
                RegisterTable table = Offering(SettingsOf(_bank.Modules.Staged, module), module, rowId) ?? Offering(SettingsOf(_bank.Modules.Current, module), module, rowId);
                name = table == null ? rowId : table.RowTitle(table.FindRow(rowId));
            }

            into.Set(index, module, rowId, name);
            return true;
        }

        // A document may bring new modules with its mapping; they are staged, not yet current.
        private static ModuleSettings SettingsOf(ModuleSettings[] modules, int module) => module <= modules.Length ? modules[module - 1] : null;

        // The table of the module that has the row; null: none has. The rows of a custom module may be staged too.
        private RegisterTable Offering(ModuleSettings settings, int module, string rowId)
        {
            if (settings == null) return null;
            if (settings.PresetId == PresetCatalog.CustomId) return _bank.Custom.Offering(module - 1, rowId);
            return settings.Table.FindRow(rowId) >= 0 ? settings.Table : null;
        }

        private static bool TryIndex(string pointId, out int index)
        {
            index = -1;
            if (!PointId.TryParse(pointId, out int point) || point >= PointId.FirstMeter + PointId.MeterCount) return false;
            index = point - PointId.FirstMeter;
            return true;
        }
    }
}
