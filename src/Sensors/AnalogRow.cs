// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Sensors
{
    /// <summary>One object of the list "analog", for example {"channel":1,"name":"Outside","on":true,"kind":"pt1000-divider","resistorOhm":1000,"supplyV":3.3,"fullScaleV":3.3}.</summary>
    internal sealed class AnalogRow
    {
        public const string Keys = "channel, name, on, kind, unit, raw1, value1, raw2, value2, resistorOhm, supplyV, fullScaleV, leadOhm, offset";

        private const int MostRaw = 65535;
        private const long MostValue = 1000000000;
        private const int MostOffset = 100000;

        private const string Kinds = "linear|pt1000-divider|max31865";

        private int _channel;
        private string _name;
        private bool _on = true;
        private int _kind = -1;
        private string _unit;
        private int _raw1;
        private long _value1;
        private int _raw2 = 4095;
        private long _value2 = 4095000;
        private long _resistor;
        private long _supply = 3300;
        private long _fullScale = 3300;
        private long _lead;
        private long _offset;

        /// <summary>Reads the object whose brace is current into its place of the settings.</summary>
        public bool Read(JsonReader reader, SettingsFault fault, string path, AnalogSettings into)
        {
            while (reader.Read(JsonToken.Name))
            {
                string key = reader.Text();
                reader.Read();
                if (!ReadMember(reader, fault, key, path + "." + key)) return false;
            }

            if (reader.Token != JsonToken.EndObject) return SettingsList.Refuse(reader, fault, path, "must end with }");
            if (_channel == 0) return fault.Set(path + ".channel", "is missing: 1 to 4");
            if (into.Given[_channel - 1]) return fault.Set(path + ".channel", "stands twice in the list");
            if (_kind < 0) return fault.Set(path + ".kind", "is missing: linear, pt1000-divider or max31865");
            if (_raw1 == _raw2) return fault.Set(path + ".raw2", "must differ from raw1");
            into.Given[_channel - 1] = true;
            Store(into, _channel - 1);
            return true;
        }

        public static void Write(JsonWriter writer, AnalogSettings settings, int channel)
        {
            writer.BeginObject();
            writer.Member("channel", channel + 1);
            writer.Member("name", settings.Name[channel]);
            writer.Member("on", settings.On[channel]);
            writer.Member("kind", Word(settings.Kind(channel)));
            writer.Member("unit", settings.Unit[channel]);
            writer.Member("raw1", settings.Raw1[channel]);
            writer.MilliMember("value1", settings.Value1Milli[channel]);
            writer.Member("raw2", settings.Raw2[channel]);
            writer.MilliMember("value2", settings.Value2Milli[channel]);
            writer.MilliMember("resistorOhm", settings.ResistorMilliOhm[channel]);
            writer.MilliMember("supplyV", settings.SupplyMilliVolt[channel]);
            writer.MilliMember("fullScaleV", settings.FullScaleMilliVolt[channel]);
            writer.MilliMember("leadOhm", settings.LeadMilliOhm[channel]);
            writer.MilliMember("offset", settings.OffsetMilli[channel]);
            writer.EndObject();
        }

        /// <summary>The word for a kind in settings and interfaces.</summary>
        public static string Word(AnalogKind kind) => WordList.At(Kinds, (int)kind);

        private bool ReadMember(JsonReader reader, SettingsFault fault, string key, string path)
        {
            switch (key)
            {
                case "channel": return SettingsList.Number(reader, fault, path, 1, AnalogSettings.Count, out _channel);
                case "name": return SettingsList.Text(reader, fault, path, SettingsList.MaxNameLength, out _name);
                case "on": return SettingsList.Flag(reader, fault, path, out _on);
                case "kind": return ReadKind(reader, fault, path);
                case "unit": return SettingsList.Text(reader, fault, path, SettingsList.MaxUnitLength, out _unit);
                case "raw1": return SettingsList.Number(reader, fault, path, 0, MostRaw, out _raw1);
                case "value1": return SettingsList.Milli(reader, fault, path, -MostValue, MostValue, out _value1);
                case "raw2": return SettingsList.Number(reader, fault, path, 0, MostRaw, out _raw2);
                case "value2": return SettingsList.Milli(reader, fault, path, -MostValue, MostValue, out _value2);
                case "resistorOhm": return SettingsList.Milli(reader, fault, path, 100, 100000, out _resistor);
                case "supplyV": return SettingsList.Milli(reader, fault, path, 1, 30, out _supply);
                case "fullScaleV": return SettingsList.Milli(reader, fault, path, 1, 30, out _fullScale);
                case "leadOhm": return SettingsList.Milli(reader, fault, path, 0, 100, out _lead);
                case "offset": return SettingsList.Milli(reader, fault, path, -MostOffset, MostOffset, out _offset);
                default: return fault.Set(path, "is not known here; allowed: " + Keys);
            }
        }

        private bool ReadKind(JsonReader reader, SettingsFault fault, string path)
        {
            _kind = reader.Token == JsonToken.Text ? WordList.IndexOf(Kinds, reader.Text()) : -1;
            return _kind >= 0 || SettingsList.Refuse(reader, fault, path, "must be linear, pt1000-divider or max31865");
        }

        private void Store(AnalogSettings into, int channel)
        {
            bool isLinear = _kind == (int)AnalogKind.Linear;
            into.On[channel] = _on;
            if (_name != null) into.Name[channel] = _name;
            into.Kinds[channel] = (byte)_kind;
            into.Unit[channel] = _unit ?? (isLinear ? "" : "°C");
            into.Raw1[channel] = _raw1;
            into.Value1Milli[channel] = _value1;
            into.Raw2[channel] = _raw2;
            into.Value2Milli[channel] = _value2;
            if (_resistor == 0) _resistor = _kind == (int)AnalogKind.Pt1000Ratio ? 4300000 : 1000000;
            into.ResistorMilliOhm[channel] = (int)_resistor;
            into.SupplyMilliVolt[channel] = (int)_supply;
            into.FullScaleMilliVolt[channel] = (int)_fullScale;
            into.LeadMilliOhm[channel] = (int)_lead;
            into.OffsetMilli[channel] = (int)_offset;
        }
    }
}
