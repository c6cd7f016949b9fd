// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Rules
{
    /// <summary>The owner's events as a section of the settings. Tables never change once read, so writing is safe from any thread.</summary>
    public sealed class EventsSection : ISettingsSection
    {
        private readonly RuleEngine _engine;
        private EventTable _current;
        private EventTable _staged;
        private EventPlan _stagedPlan;

        internal EventsSection(RuleEngine engine, EventTable empty)
        {
            _engine = engine;
            _current = empty;
        }

        public string Name => "events";

        /// <summary>The events that decide now.</summary>
        public EventTable Current => _current;

        public bool Read(JsonReader reader, SettingsFault fault)
        {
            _staged = null;
            fault.Section = Name;
            EventTable table = new EventTable();
            if (!EventReader.Read(reader, fault, table)) return false;
            _stagedPlan = EventPlan.Make(table, fault);
            if (_stagedPlan == null) return false;
            _staged = table;
            return true;
        }

        public void Commit()
        {
            if (_staged == null) return;
            _engine.Adopt(_staged, _stagedPlan);
            _current = _staged;
            _staged = null;
            _stagedPlan = null;
        }

        /// <summary>Writes the current events with another threshold for one condition (EventTable.A or B), as a document for the settings door. Any thread.</summary>
        public void WriteWithThreshold(JsonWriter writer, int index, int condition, long milli) => EventWriter.Write(writer, _current, index * 2 + condition, milli);

        public void Write(JsonWriter writer, bool staged)
        {
            EventTable table = _staged;
            if (!staged || table == null) table = _current;
            EventWriter.Write(writer, table);
        }
    }
}
