// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Points;
using Wattwarden.Rules;
using Wattwarden.Text;

namespace Wattwarden.Mqtt
{
    /// <summary>
    /// Writes one discovery message as Home Assistant documents it (device-based discovery, abbreviated keys): dev, o, avty, cmps. An entity is available
    /// while the device is online and its topic does not say "unavailable".
    /// </summary>
    internal sealed class HaWriter
    {
        private const string Maker = "Wattwarden";
        private const string AvailableUnlessSaid = "{{ 'offline' if value == '" + Topics.Unavailable + "' else 'online' }}";
        private const string NumberOrNone = "{{ value if value != '" + Topics.Unavailable + "' else none }}";
        private const long LargestThreshold = 1000000;
        private const int DocumentBytes = 4608;

        private readonly TextBuffer _text = new TextBuffer(DocumentBytes);
        private readonly JsonWriter _json;
        private readonly string _board;
        private MqttSettings _settings;
        private Topics _topics;
        private Snapshot _snapshot;

        public HaWriter(string board)
        {
            _json = new JsonWriter(_text);
            _board = board;
        }

        /// <summary>What was written last.</summary>
        public TextBuffer Text => _text;

        /// <summary>Writes the entities of mask, and the names of those of gone, which are to disappear. False: it does not fit.</summary>
        public bool Write(MqttSettings settings, Topics topics, Snapshot snapshot, int group, int mask, int gone)
        {
            _settings = settings;
            _topics = topics;
            _snapshot = snapshot;
            _text.Clear();
            _json.Reset();
            _json.BeginObject();
            WriteDevice(group);
            _json.Name("o");
            _json.BeginObject();
            _json.Member("name", Maker);
            _json.Member("sw", EnergyController.Version);
            _json.EndObject();
            WriteAvailability(null);
            _json.Name("cmps");
            _json.BeginObject();
            for (int slot = 0; slot < HaGroups.PerGroup; slot++)
            {
                if ((mask & (1 << slot)) != 0) WriteEntity(group, slot);
                else if ((gone & (1 << slot)) != 0) WriteGone(group, slot);
            }

            _json.EndObject();
            _json.EndObject();
            return !_text.Overflowed;
        }

        private void WriteDevice(int group)
        {
            string part = HaGroups.Device(group);
            int module = HaGroups.Module(group);
            _json.Name("dev");
            _json.BeginObject();
            _json.Member("ids", part.Length == 0 ? _settings.ClientId : _settings.ClientId + "_" + part);
            if (part.Length == 0)
            {
                _json.Member("name", _settings.ClientId);
                _json.Member("mf", Maker);
                _json.Member("mdl", _board);
                _json.Member("sw", EnergyController.Version);
            }
            else
            {
                string title = module < 0 ? (part == "sensors" ? "Sensors" : "Inputs") : _snapshot.Inventory.Title[module];
                _json.Member("name", title.Length == 0 ? "Module " + (module + 1).ToString() : title);
                _json.Member("via_device", _settings.ClientId);
            }

            _json.EndObject();
        }

        private void WriteEntity(int group, int slot)
        {
            int condition = HaGroups.Condition(group, slot);
            int point = HaGroups.Point(group, slot);
            string id = condition >= 0 ? ThresholdDesk.Id(condition) : point >= 0 ? PointId.Format(point) : MessageDesk.RestartId;
            string name = point < 0 ? "" : _snapshot.Points.Name(point);
            _json.Name(id);
            _json.BeginObject();
            _json.Member("p", point < 0 && condition < 0 ? "button" : Platform(group));
            _json.Member("uniq_id", _settings.ClientId + "_" + id);
            if (condition >= 0) WriteThreshold(condition, id);
            else if (point < 0) WriteButton(id);
            else WritePoint(group, point, id, name.Length == 0 ? id : name);
            _json.EndObject();
        }

        private void WriteGone(int group, int slot)
        {
            int condition = HaGroups.Condition(group, slot);
            int point = HaGroups.Point(group, slot);
            _json.Name(condition >= 0 ? ThresholdDesk.Id(condition) : point >= 0 ? PointId.Format(point) : MessageDesk.RestartId);
            _json.BeginObject();
            _json.Member("p", point < 0 && condition < 0 ? "button" : Platform(group));
            _json.EndObject();
        }

        private static string Platform(int group)
        {
            if (group == HaGroups.Outputs) return "switch";
            if (group < HaGroups.FirstRules || group == HaGroups.Contacts) return "binary_sensor";
            return group < HaGroups.FirstMeter ? "number" : "sensor";
        }

        private void WritePoint(int group, int point, string id, string name)
        {
            string topic = _topics.Point(point);
            _json.Member("name", name);
            _json.Member("stat_t", topic);
            if (group == HaGroups.Outputs || group < HaGroups.FirstRules || group == HaGroups.Contacts)
            {
                _json.Member("pl_on", "1");
                _json.Member("pl_off", "0");
                if (group == HaGroups.Outputs) _json.Member("cmd_t", _topics.SetOf(id));
                else WriteAvailability(topic);
                return;
            }

            bool isMeter = point < PointId.FirstSensor;
            string quantity = isMeter ? _snapshot.Inventory.Quantity[point] : "";
            string deviceClass = HaClass.Of(point, _snapshot.Points.Unit(point), quantity, name, out string stateClass, out string unit);
            if (deviceClass.Length > 0) _json.Member("dev_cla", deviceClass);
            _json.Member("stat_cla", stateClass);
            if (unit.Length > 0) _json.Member("unit_of_meas", unit);
            _json.Member("val_tpl", NumberOrNone);
            WriteAvailability(topic);
        }

        private void WriteThreshold(int condition, string id)
        {
            EventTable events = _snapshot.Inventory.Events;
            int index = condition / 2;
            string unit = _snapshot.Points.Unit(events.Source(index, condition % 2));
            _json.Member("name", events.Name(index) + (condition % 2 == 0 ? " A" : " B"));
            _json.Member("stat_t", _topics.Of(id));
            _json.Member("cmd_t", _topics.SetOf(id));
            _json.Member("min", -LargestThreshold);
            _json.Member("max", LargestThreshold);
            _json.MilliMember("step", unit == "W" ? 1000 : 100);
            _json.Member("mode", "box");
            if (unit.Length > 0 && unit != "-") _json.Member("unit_of_meas", unit);
            _json.Member("ent_cat", "config");
        }

        private void WriteButton(string id)
        {
            _json.Member("name", "Restart");
            _json.Member("cmd_t", _topics.SetOf(id));
            _json.Member("pl_prs", MessageDesk.Press);
            _json.Member("dev_cla", "restart");
            _json.Member("ent_cat", "config");
        }

        // With a topic: also as long as that does not say otherwise.
        private void WriteAvailability(string topic)
        {
            _json.Name("avty");
            _json.BeginArray();
            _json.BeginObject();
            _json.Member("t", _topics.Status);
            _json.EndObject();
            if (topic != null)
            {
                _json.BeginObject();
                _json.Member("t", topic);
                _json.Member("val_tpl", AvailableUnlessSaid);
                _json.EndObject();
            }

            _json.EndArray();
            if (topic != null) _json.Member("avty_mode", "all");
        }
    }
}
