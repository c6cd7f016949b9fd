// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Rules;
using Wattwarden.Settings;
using Wattwarden.Text;

namespace Wattwarden.Mqtt
{
    /// <summary>
    /// The numbers that events compare with, as topics e1a, e1b … e32b: published when they change, and changed by their "set". What comes is kept until it has
    /// been quiet for two seconds, because a slider sends many and each is a write to flash.
    /// </summary>
    internal sealed class ThresholdDesk
    {
        public const int Count = EventTable.MaxEvents * 2;

        private const int QuietMs = 2000;
        private const int None = -1;

        private readonly EnergyController _controller;
        private readonly Outbox _outbox;
        private readonly TextBuffer _text;
        private readonly SettingsFault _fault = new SettingsFault();
        private EventTable _published;
        private int _next;
        private int _wanted = None;
        private long _wantedMilli;
        private long _saveAtMs;

        public ThresholdDesk(EnergyController controller, Outbox outbox, TextBuffer text)
        {
            _controller = controller;
            _outbox = outbox;
            _text = text;
        }

        /// <summary>The id of condition 2·event + A or B.</summary>
        public static string Id(int condition) => "e" + (condition / 2 + 1).ToString() + (condition % 2 == 0 ? "a" : "b");

        /// <summary>The condition of an id such as "e1a"; -1: it is none.</summary>
        public static int Find(string id)
        {
            if (id.Length < 3 || id.Length > 4 || id[0] != 'e') return None;
            char side = id[id.Length - 1];
            if ((side != 'a' && side != 'b') || !int.TryParse(id.Substring(1, id.Length - 2), out int number)) return None;
            return number < 1 || number > EventTable.MaxEvents ? None : (number - 1) * 2 + (side == 'a' ? 0 : 1);
        }

        /// <summary>True for conditions that compare with a number.</summary>
        public static bool Exists(EventTable events, int condition)
        {
            int index = condition / 2;
            int side = condition % 2;
            if (events == null || index >= events.Count || (side == EventTable.B && events.Logic(index) == Logic.OnlyA)) return false;
            return events.Comparison(index, side) != Comparison.Within && !PointId.IsState(events.Source(index, side)) && events.Source(index, side) < PointId.Time;
        }

        /// <summary>All are published anew.</summary>
        public void All() => _published = null;

        /// <summary>Somebody wants another number. Null: kept for a moment; otherwise why not.</summary>
        public string Set(string id, int condition, EventTable events, MqttMessage message, long nowMs)
        {
            if (message.Retained) return id + ": retained commands are not carried out";
            if (!Exists(events, condition)) return id + ": there is no such condition, or it compares with no number";
            if (!JsonNumber.TryParseMilli(message.Payload, 0, message.Length, out long milli)) return id + ": must be a decimal number";
            string refusal = _wanted != None && _wanted != condition ? Save() : null;
            _wanted = condition;
            _wantedMilli = milli;
            _saveAtMs = nowMs + QuietMs;
            return refusal;
        }

        /// <summary>Stores what was wanted when it has been quiet. Null: nothing to say; otherwise why it was refused.</summary>
        public string SaveWhenQuiet(long nowMs) => _wanted == None || nowMs < _saveAtMs ? null : Save();

        /// <summary>Publishes numbers that have changed, some a step. True: there is more.</summary>
        public bool Step(Topics topics, EventTable events, bool retain)
        {
            if (_published != events)
            {
                _published = events;
                _next = 0;
            }

            for (int sent = 0; _next < Count && sent < 4; _next++)
            {
                if (!Exists(events, _next)) continue;
                _text.Clear();
                _text.AppendMilli(events.ThresholdMilli(_next / 2, _next % 2));
                if (!_outbox.Send(topics.Of(Id(_next)), _text, retain)) return true;
                sent++;
            }

            return _next < Count;
        }

        private string Save()
        {
            int condition = _wanted;
            _wanted = None;
            SaveOutcome outcome = ThresholdEdit.Set(_controller, condition / 2, condition % 2, _wantedMilli, _fault);
            if (outcome == SaveOutcome.Saved) return null;
            All();   // so that who shows the wanted number shows the old one again
            return Id(condition) + ": " + (outcome == SaveOutcome.Refused ? _fault.Message : SettingsText.Of(outcome));
        }
    }
}
