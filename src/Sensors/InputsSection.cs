// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Sensors
{
    /// <summary>Settings "inputs": {"pulses":[…],"contacts":[…]}. What is not in a list is off.</summary>
    public sealed class InputsSection : ISettingsSection
    {
        private readonly PulseBank _pulseBank;
        private readonly ContactBank _contactBank;
        private PulseSettings _pulses;
        private ContactSettings _contacts;
        private PulseSettings _stagedPulses;
        private ContactSettings _stagedContacts;

        public InputsSection(PulseBank pulses, ContactBank contacts)
        {
            _pulseBank = pulses;
            _contactBank = contacts;
            _pulses = pulses.Settings;
            _contacts = contacts.Settings;
            _stagedPulses = _pulses;
            _stagedContacts = _contacts;
        }

        public string Name => "inputs";

        public bool Read(JsonReader reader, SettingsFault fault)
        {
            fault.Section = Name;
            var pulses = new PulseSettings();
            var contacts = new ContactSettings();
            if (!reader.Read(JsonToken.BeginObject)) return SettingsList.Refuse(reader, fault, "", "must be an object such as {\"pulses\":[],\"contacts\":[]}");
            while (reader.Read(JsonToken.Name))
            {
                bool ok;
                if (reader.Is("pulses")) ok = ReadPulses(reader, fault, pulses);
                else if (reader.Is("contacts")) ok = ReadContacts(reader, fault, contacts);
                else ok = fault.Set(reader.Text(), "is not known here; allowed: pulses, contacts");
                if (!ok) return false;
            }

            if (reader.Token != JsonToken.EndObject) return SettingsList.Refuse(reader, fault, "", "must end with }");
            _stagedPulses = pulses;
            _stagedContacts = contacts;
            return true;
        }

        public void Commit()
        {
            _pulses = _stagedPulses;
            _contacts = _stagedContacts;
            _pulseBank.Adopt(_pulses);
            _contactBank.Adopt(_contacts);
        }

        public void Write(JsonWriter writer, bool staged) => Write(writer, staged ? _stagedPulses : _pulses, staged ? _stagedContacts : _contacts);

        /// <summary>Writes the current settings, but with another preset for one pulse input: what its counter showed when it had counted so many pulses.</summary>
        public void WriteWithPreset(JsonWriter writer, int input, long presetMilli, long presetAt) =>
            Write(writer, _pulses.WithPreset(input, presetMilli, presetAt), _contacts);

        private static void Write(JsonWriter writer, PulseSettings pulses, ContactSettings contacts)
        {
            writer.BeginObject();
            writer.Name("pulses");
            writer.BeginArray();
            for (int i = 0; i < PulseSettings.Count; i++)
            {
                if (pulses.Given[i]) PulseRow.Write(writer, pulses, i);
            }

            writer.EndArray();
            writer.Name("contacts");
            writer.BeginArray();
            for (int i = 0; i < ContactSettings.Count; i++)
            {
                if (contacts.Given[i]) ContactRow.Write(writer, contacts, i);
            }

            writer.EndArray();
            writer.EndObject();
        }

        private static bool ReadPulses(JsonReader reader, SettingsFault fault, PulseSettings into)
        {
            if (!reader.Read(JsonToken.BeginArray)) return SettingsList.Refuse(reader, fault, "pulses", "must be a list of objects");
            for (int row = 0; SettingsList.NextRow(reader); row++)
            {
                if (!new PulseRow().Read(reader, fault, "pulses[" + row.ToString() + "]", into)) return false;
            }

            return SettingsList.Ends(reader, fault, "pulses");
        }

        private static bool ReadContacts(JsonReader reader, SettingsFault fault, ContactSettings into)
        {
            if (!reader.Read(JsonToken.BeginArray)) return SettingsList.Refuse(reader, fault, "contacts", "must be a list of objects");
            for (int row = 0; SettingsList.NextRow(reader); row++)
            {
                if (!new ContactRow().Read(reader, fault, "contacts[" + row.ToString() + "]", into)) return false;
            }

            return SettingsList.Ends(reader, fault, "contacts");
        }
    }
}
