// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Sensors
{
    /// <summary>One object of the list "contacts": {"input":1,"name":"Door","on":true,"invert":false,"debounceMs":50}.</summary>
    internal sealed class ContactRow
    {
        public const string Keys = "input, name, on, invert, debounceMs";

        private const int MostDebounceMs = 60000;

        private int _input;
        private string _name;
        private bool _on = true;
        private bool _invert;
        private int _debounceMs = ContactSettings.DefaultDebounceMs;

        /// <summary>Reads the object whose brace is current into its place of the settings.</summary>
        public bool Read(JsonReader reader, SettingsFault fault, string path, ContactSettings into)
        {
            while (reader.Read(JsonToken.Name))
            {
                string key = reader.Text();
                reader.Read();
                if (!ReadMember(reader, fault, key, path + "." + key)) return false;
            }

            if (reader.Token != JsonToken.EndObject) return SettingsList.Refuse(reader, fault, path, "must end with }");
            if (_input == 0) return fault.Set(path + ".input", "is missing: 1 to 8");
            if (into.Given[_input - 1]) return fault.Set(path + ".input", "stands twice in the list");
            into.Given[_input - 1] = true;
            into.On[_input - 1] = _on;
            if (_name != null) into.Name[_input - 1] = _name;
            into.Invert[_input - 1] = _invert;
            into.DebounceMs[_input - 1] = _debounceMs;
            return true;
        }

        public static void Write(JsonWriter writer, ContactSettings settings, int input)
        {
            writer.BeginObject();
            writer.Member("input", input + 1);
            writer.Member("name", settings.Name[input]);
            writer.Member("on", settings.On[input]);
            writer.Member("invert", settings.Invert[input]);
            writer.Member("debounceMs", settings.DebounceMs[input]);
            writer.EndObject();
        }

        private bool ReadMember(JsonReader reader, SettingsFault fault, string key, string path)
        {
            switch (key)
            {
                case "input": return SettingsList.Number(reader, fault, path, 1, ContactSettings.Count, out _input);
                case "name": return SettingsList.Text(reader, fault, path, SettingsList.MaxNameLength, out _name);
                case "on": return SettingsList.Flag(reader, fault, path, out _on);
                case "invert": return SettingsList.Flag(reader, fault, path, out _invert);
                case "debounceMs": return SettingsList.Number(reader, fault, path, 0, MostDebounceMs, out _debounceMs);
                default: return fault.Set(path, "is not known here; allowed: " + Keys);
            }
        }
    }
}
