// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Sensors
{
    /// <summary>One object of the list "pulses": {"input":1,"name":"Water","on":true,"unit":"m³","pulsesPerUnit":1000,"divisor":1,"preset":0,"presetAt":0,"maxHz":20,"log":true}.</summary>
    internal sealed class PulseRow
    {
        public const string Keys = "input, name, on, unit, pulsesPerUnit, divisor, preset, presetAt, maxHz, log";
        public const long MostPreset = 999999999999;

        private const long MostFactor = 1000000;
        private const long MostPulses = 9000000000000000;

        private int _input;
        private string _name;
        private string _unit = "kWh";
        private bool _on = true;
        private long _pulsesPerUnitMilli = 1000000;
        private long _divisorMilli = 1000;
        private long _presetMilli;
        private long _presetAt;
        private long _maxMilliHz = PulseSettings.DefaultMaxMilliHz;
        private bool _log;

        /// <summary>Reads the object whose brace is current into its place of the settings.</summary>
        public bool Read(JsonReader reader, SettingsFault fault, string path, PulseSettings into)
        {
            while (reader.Read(JsonToken.Name))
            {
                string key = reader.Text();
                reader.Read();
                if (!ReadMember(reader, fault, key, path + "." + key)) return false;
            }

            if (reader.Token != JsonToken.EndObject) return SettingsList.Refuse(reader, fault, path, "must end with }");
            if (_input == 0) return fault.Set(path + ".input", "is missing: 1 to 4");
            if (into.Given[_input - 1]) return fault.Set(path + ".input", "stands twice in the list");
            PulseScale scale = PulseScale.Create(_pulsesPerUnitMilli, _divisorMilli, _unit);
            if (scale == null) return fault.Set(path + ".divisor", "makes a pulse worth more than 1000 units, or has too many digits together with pulsesPerUnit");
            Store(into, _input - 1, scale);
            return true;
        }

        public static void Write(JsonWriter writer, PulseSettings settings, int input)
        {
            writer.BeginObject();
            writer.Member("input", input + 1);
            writer.Member("name", settings.Name[input]);
            writer.Member("on", settings.On[input]);
            writer.Member("unit", settings.Unit[input]);
            writer.MilliMember("pulsesPerUnit", settings.PulsesPerUnitMilli[input]);
            writer.MilliMember("divisor", settings.DivisorMilli[input]);
            writer.MilliMember("preset", settings.PresetMilli[input]);
            writer.Member("presetAt", settings.PresetAt[input]);
            writer.MilliMember("maxHz", settings.MaxMilliHz[input]);
            writer.Member("log", settings.Log[input]);
            writer.EndObject();
        }

        private bool ReadMember(JsonReader reader, SettingsFault fault, string key, string path)
        {
            switch (key)
            {
                case "input": return SettingsList.Number(reader, fault, path, 1, PulseSettings.Count, out _input);
                case "name": return SettingsList.Text(reader, fault, path, SettingsList.MaxNameLength, out _name);
                case "on": return SettingsList.Flag(reader, fault, path, out _on);
                case "unit": return SettingsList.Text(reader, fault, path, SettingsList.MaxUnitLength, out _unit);
                case "pulsesPerUnit": return ReadFactor(reader, fault, path, out _pulsesPerUnitMilli);
                case "divisor": return ReadFactor(reader, fault, path, out _divisorMilli);
                case "preset": return SettingsList.Milli(reader, fault, path, 0, MostPreset, out _presetMilli);
                case "presetAt": return ReadPulses(reader, fault, path);
                case "maxHz": return ReadFrequency(reader, fault, path);
                case "log": return SettingsList.Flag(reader, fault, path, out _log);
                default: return fault.Set(path, "is not known here; allowed: " + Keys);
            }
        }

        private static bool ReadFactor(JsonReader reader, SettingsFault fault, string path, out long milli)
        {
            bool ok = reader.TryMilli(out milli) && milli > 0 && milli <= MostFactor * 1000;
            return ok || SettingsList.Refuse(reader, fault, path, "must be a number from 0.001 to 1000000 with at most three decimals");
        }

        private bool ReadPulses(JsonReader reader, SettingsFault fault, string path)
        {
            bool ok = reader.TryInteger(out _presetAt) && _presetAt >= 0 && _presetAt <= MostPulses;
            return ok || SettingsList.Refuse(reader, fault, path, "must be a whole number of pulses");
        }

        private bool ReadFrequency(JsonReader reader, SettingsFault fault, string path)
        {
            bool ok = reader.TryMilli(out _maxMilliHz) && _maxMilliHz >= 100 && _maxMilliHz <= 1000000;
            return ok || SettingsList.Refuse(reader, fault, path, "must be a number from 0.1 to 1000 pulses a second");
        }

        private void Store(PulseSettings into, int input, PulseScale scale)
        {
            into.Given[input] = true;
            into.On[input] = _on;
            if (_name != null) into.Name[input] = _name;
            into.Unit[input] = _unit;
            into.PulsesPerUnitMilli[input] = _pulsesPerUnitMilli;
            into.DivisorMilli[input] = _divisorMilli;
            into.PresetMilli[input] = _presetMilli;
            into.PresetAt[input] = _presetAt;
            into.MaxMilliHz[input] = _maxMilliHz;
            into.Log[input] = _log;
            into.Scale[input] = scale;
        }
    }
}
