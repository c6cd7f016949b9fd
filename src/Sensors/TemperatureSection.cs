// SPDX-License-Identifier: MIT
using Wattwarden.OneWire;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Sensors
{
    /// <summary>Settings "sensors": a list of {"position":1,"id":"28-ff641e0f160390","name":"Boiler","offset":0,"resolution":12,"periodS":1}.</summary>
    public sealed class TemperatureSection : ISettingsSection
    {
        private const int MaxNameLength = 40;
        private const int MaxOffsetMilli = 10000;
        private const int MaxPeriodSeconds = 60;

        private readonly TemperatureSensors _sensors;
        private TemperatureSettings _current = new TemperatureSettings();
        private TemperatureSettings _staged;

        internal TemperatureSection(TemperatureSensors sensors)
        {
            _sensors = sensors;
        }

        public string Name => "sensors";

        /// <summary>The settings in effect. Any thread: a change is a new object.</summary>
        public TemperatureSettings Current => _current;

        public bool Read(JsonReader reader, SettingsFault fault)
        {
            _staged = null;
            fault.Section = Name;
            TemperatureSettings settings = new TemperatureSettings();
            if (!reader.Read(JsonToken.BeginArray)) return fault.Set("", "must be a list of at most 8 sensors");
            int row = 0;
            while (reader.Read() && reader.Token != JsonToken.EndArray)
            {
                if (!ReadRow(reader, fault, settings, "[" + row.ToString() + "]")) return false;
                row++;
            }

            if (reader.Token != JsonToken.EndArray) return fault.Set("", "must end with ]");
            _staged = settings;
            return true;
        }

        public void Commit()
        {
            if (_staged == null) return;
            TemperatureSettings before = _current;
            _current = _staged;
            _staged = null;
            _sensors.Adopt(before, _current);
        }

        public void Write(JsonWriter writer, bool staged)
        {
            TemperatureSettings settings = _staged;
            Write(writer, staged && settings != null ? settings : _current);
        }

        /// <summary>Writes any settings in the form of the section.</summary>
        public static void Write(JsonWriter writer, TemperatureSettings settings)
        {
            writer.BeginArray();
            for (int i = 0; i < TemperatureSettings.Count; i++)
            {
                if (!settings.Listed[i]) continue;
                writer.BeginObject();
                writer.Member("position", i + 1);
                writer.Member("id", settings.Ids[i] == RomId.None ? null : RomId.Format(settings.Ids[i]));
                writer.Member("name", settings.Names[i]);
                writer.MilliMember("offset", settings.OffsetMilli[i]);
                writer.Member("resolution", settings.ResolutionBits[i]);
                writer.Member("periodS", settings.PeriodSeconds[i]);
                writer.EndObject();
            }

            writer.EndArray();
        }

        /// <summary>Tells whether an identifier may stand at a position; if not, the fault says why in words.</summary>
        public static bool TryId(string text, string key, SettingsFault fault, out long id)
        {
            if (!RomId.TryParse(text, out id)) return fault.Set(key, "must be an identifier such as 28-ff641e0f160390 with a fitting check digit pair");
            if (SensorFamily.IsThermometer(RomId.Family(id))) return true;
            return fault.Set(key, "is a " + SensorFamily.Title(RomId.Family(id)) + ", which is not a thermometer that can be read: DS18B20, DS18S20 and DS1822 are");
        }

        private static bool ReadRow(JsonReader reader, SettingsFault fault, TemperatureSettings into, string path)
        {
            if (reader.Token != JsonToken.BeginObject) return fault.Set(path, "must be a sensor in braces");
            // The position decides where the row goes and may stand anywhere in it.
            TemperatureSettings row = new TemperatureSettings();
            int position = 0;
            while (reader.Read(JsonToken.Name))
            {
                if (!ReadMember(reader, fault, row, path, ref position)) return false;
            }

            if (reader.Token != JsonToken.EndObject) return fault.Set(path, "must end with }");
            if (position == 0) return fault.Set(path + ".position", "is missing: 1 to 8");
            int index = position - 1;
            if (into.Listed[index]) return fault.Set(path + ".position", "stands here twice: " + position.ToString());
            int other = into.IndexOf(row.Ids[0]);
            if (other >= 0) return fault.Set(path + ".id", "is at position " + (other + 1).ToString() + " already");
            into.Listed[index] = true;
            into.Ids[index] = row.Ids[0];
            if (row.Listed[0]) into.Names[index] = row.Names[0];
            into.OffsetMilli[index] = row.OffsetMilli[0];
            into.ResolutionBits[index] = row.ResolutionBits[0];
            into.PeriodSeconds[index] = row.PeriodSeconds[0];
            return true;
        }

        private static bool ReadMember(JsonReader reader, SettingsFault fault, TemperatureSettings row, string path, ref int position)
        {
            string member = reader.Text();
            string key = path + "." + member;
            reader.Read();
            switch (member)
            {
                case "position":
                    return TryWhole(reader, 1, TemperatureSettings.Count, out position) || fault.Set(key, "must be 1 to 8");
                case "id":
                    return reader.Token == JsonToken.Null || TryId(reader.Token == JsonToken.Text ? reader.Text() : "", key, fault, out row.Ids[0]);
                case "name":
                    row.Names[0] = reader.Token == JsonToken.Text ? reader.Text() : "";
                    row.Listed[0] = true;
                    return (row.Names[0].Length > 0 && row.Names[0].Length <= MaxNameLength) || fault.Set(key, "must be a text of 1 to 40 characters");
                case "offset":
                    bool isOffset = reader.TryMilli(out long offset) && offset >= -MaxOffsetMilli && offset <= MaxOffsetMilli;
                    row.OffsetMilli[0] = (int)offset;
                    return isOffset || fault.Set(key, "must be -10 to 10 °C with at most three decimals");
                case "resolution":
                    return TryWhole(reader, Scratchpad.MinResolutionBits, Scratchpad.MaxResolutionBits, out row.ResolutionBits[0]) || fault.Set(key, "must be 9, 10, 11 or 12 bits");
                case "periodS":
                    return TryWhole(reader, 1, MaxPeriodSeconds, out row.PeriodSeconds[0]) || fault.Set(key, "must be 1 to 60 whole seconds");
                default:
                    return fault.Set(key, "is not known here: position, id, name, offset, resolution and periodS are");
            }
        }

        private static bool TryWhole(JsonReader reader, int least, int most, out int value)
        {
            bool ok = reader.TryInteger(out long number) && number >= least && number <= most;
            value = ok ? (int)number : least;
            return ok;
        }
    }
}
