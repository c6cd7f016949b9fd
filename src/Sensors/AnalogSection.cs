// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Sensors
{
    /// <summary>Settings "analog": a list of at most four channels. What is not in the list is off.</summary>
    public sealed class AnalogSection : ISettingsSection
    {
        private readonly AnalogBank _bank;
        private AnalogSettings _current;
        private AnalogSettings _staged;

        internal AnalogSection(AnalogBank bank)
        {
            _bank = bank;
            _current = bank.Settings;
            _staged = _current;
        }

        public string Name => "analog";

        public bool Read(JsonReader reader, SettingsFault fault)
        {
            fault.Section = Name;
            var settings = new AnalogSettings();
            if (!reader.Read(JsonToken.BeginArray)) return SettingsList.Refuse(reader, fault, "", "must be a list of objects");
            for (int row = 0; SettingsList.NextRow(reader); row++)
            {
                if (!new AnalogRow().Read(reader, fault, "[" + row.ToString() + "]", settings)) return false;
            }

            if (!SettingsList.Ends(reader, fault, "")) return false;
            _staged = settings;
            return true;
        }

        public void Commit()
        {
            _current = _staged;
            _bank.Adopt(_current);
        }

        public void Write(JsonWriter writer, bool staged)
        {
            AnalogSettings settings = staged ? _staged : _current;
            writer.BeginArray();
            for (int i = 0; i < AnalogSettings.Count; i++)
            {
                if (settings.Given[i]) AnalogRow.Write(writer, settings, i);
            }

            writer.EndArray();
        }
    }
}
