// SPDX-License-Identifier: MIT
using Wattwarden.Diagnostics;
using Wattwarden.Text;

namespace Wattwarden.Mqtt
{
    /// <summary>Passes on what the diagnostics report, each coming and going once: {"time":…,"number":7,"kind":"W","what":"came","source":"ds1","message":"sensor fails","detail":""}.</summary>
    internal sealed class EventPublisher
    {
        private readonly Outbox _outbox;
        private readonly TextBuffer _text;
        private readonly JsonWriter _json;
        private int _next;
        private bool _underWay;

        public EventPublisher(Outbox outbox, TextBuffer text)
        {
            _outbox = outbox;
            _text = text;
            _json = new JsonWriter(text);
        }

        /// <summary>Sends the next one. True: there is more.</summary>
        public bool Step(Topics topics, Snapshot snapshot, long utcMs, long nowMs)
        {
            if (_underWay)
            {
                if (!_outbox.TryTakeEnd(this, out bool arrived)) return true;
                _underWay = false;
                if (arrived) _next++;
            }

            if (_next >= snapshot.NewsCount)
            {
                snapshot.NewsCount = 0;
                _next = 0;
                return false;
            }

            if (!_outbox.IsFree) return true;
            Write(snapshot.News[_next], utcMs, nowMs);
            _underWay = _outbox.Send(this, topics.Event, _text, false, nowMs);
            return true;
        }

        private void Write(DiagnosticEntry entry, long utcMs, long nowMs)
        {
            bool isNote = entry.CameMs == entry.WentMs;
            long atMs = entry.IsPresent ? entry.CameMs : entry.WentMs;
            _text.Clear();
            _json.Reset();
            _json.BeginObject();
            _json.Name("time");
            MqttTime.Write(_json, utcMs == MqttTime.Unknown || atMs == DiagnosticEntry.Earlier ? MqttTime.Unknown : utcMs - (nowMs - atMs));
            _json.Member("number", entry.Number);
            _json.Member("kind", entry.Kind == DiagnosticKind.Error ? "E" : entry.Kind == DiagnosticKind.Warning ? "W" : "I");
            _json.Member("what", isNote ? "happened" : entry.IsPresent ? "came" : "went");
            _json.Member("source", entry.Source);
            _json.Member("message", entry.Message);
            _json.Member("detail", entry.Detail);
            _json.EndObject();
        }
    }
}
