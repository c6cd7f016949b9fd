// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Mqtt
{
    /// <summary>
    /// Publishes each chosen point on its topic, when it has moved by its dead band, when its quality has changed, and at each interval; and all of them as one JSON.
    /// A value that is not to be believed is "unavailable", in the JSON null, never the old number. A point that is no longer published is cleared.
    /// </summary>
    internal sealed class ValuePublisher
    {
        /// <summary>At most so many messages a step, so that a slow broker does not fill the package's queue.</summary>
        private const int PerStep = 8;

        private const byte NeverSent = 0;
        private const byte SentGood = 1;
        private const byte SentUnavailable = 2;

        private readonly Outbox _outbox;
        private readonly TextBuffer _text;
        private readonly JsonWriter _json;
        private readonly byte[] _sent = new byte[PointId.Count];
        private readonly long[] _sentMilli = new long[PointId.Count];
        private readonly bool[] _due = new bool[PointId.Count];
        private bool _stateDue;
        private int _next;
        private int _underWay = PointId.None;

        public ValuePublisher(Outbox outbox, TextBuffer text)
        {
            _outbox = outbox;
            _text = text;
            _json = new JsonWriter(text);
        }

        /// <summary>Everything is due: a new connection, or the interval is over.</summary>
        public void All(MqttSettings settings, PointTable points)
        {
            for (int i = 0; i < PointId.Count; i++) _due[i] = settings.Includes(i, points) || _sent[i] != NeverSent;
            _stateDue = true;
        }

        /// <summary>Finds what has changed since it was sent.</summary>
        public void Look(MqttSettings settings, PointTable points)
        {
            for (int i = 0; i < PointId.Count; i++)
            {
                bool wanted = settings.Includes(i, points);
                if (!wanted)
                {
                    if (_sent[i] != NeverSent) _due[i] = true;
                    continue;
                }

                if (_sent[i] == NeverSent || (_sent[i] == SentGood) != points.IsGood(i)) _due[i] = true;
                else if (settings.OnChange && points.IsGood(i) && HasMoved(i, points.Milli(i), settings.BandMilli(i))) _due[i] = true;
                else continue;
                if (PointId.IsState(i)) _stateDue = true;
            }
        }

        /// <summary>Sends some of what is due; topics are cleared only when mayClear, for who shows them is told first that they go. True: there is more.</summary>
        public bool Step(MqttSettings settings, Topics topics, PointTable points, bool mayClear, long utcMs, long nowMs)
        {
            if (_underWay != PointId.None)
            {
                if (!_outbox.TryTakeEnd(this, out bool arrived)) return true;
                if (!arrived) _due[_underWay] = true;
                _underWay = PointId.None;
            }

            int sent = 0;
            for (int i = 0; i < PointId.Count && sent < PerStep; i++)
            {
                int point = (_next + i) % PointId.Count;
                if (!_due[point] || (!mayClear && !settings.Includes(point, points))) continue;
                if (!SendPoint(settings, topics, points, point, nowMs)) return true;
                sent++;
                if (_underWay == PointId.None) continue;
                _next = (point + 1) % PointId.Count;
                return true;
            }

            if (sent == PerStep) return true;
            if (_stateDue && SendState(settings, topics, points, utcMs)) _stateDue = false;
            return _stateDue;
        }

        private static bool HasMoved(long milli, long sentMilli, long bandMilli)
        {
            long moved = milli - sentMilli;
            if (moved < 0) moved = -moved;
            return moved != 0 && moved >= bandMilli;
        }

        private bool HasMoved(int point, long milli, long bandMilli) => HasMoved(milli, _sentMilli[point], bandMilli);

        private bool SendPoint(MqttSettings settings, Topics topics, PointTable points, int point, long nowMs)
        {
            bool wanted = settings.Includes(point, points);
            bool good = points.IsGood(point);
            _text.Clear();
            if (wanted && good) _text.AppendMilli(points.Milli(point));
            else if (wanted) _text.Append(Topics.Unavailable);
            bool retain = settings.Retain || !wanted;
            if (settings.Qos == 0)
            {
                if (!_outbox.Send(topics.Point(point), _text, retain)) return false;
            }
            else
            {
                if (!_outbox.Send(this, topics.Point(point), _text, retain, nowMs)) return false;
                _underWay = point;
            }

            _due[point] = false;
            _sent[point] = !wanted ? NeverSent : good ? SentGood : SentUnavailable;
            _sentMilli[point] = points.Milli(point);
            return true;
        }

        private bool SendState(MqttSettings settings, Topics topics, PointTable points, long utcMs)
        {
            _text.Clear();
            _json.Reset();
            _json.BeginObject();
            _json.Name("time");
            MqttTime.Write(_json, utcMs);
            for (int i = 0; i < PointId.Count; i++)
            {
                if (!settings.Includes(i, points)) continue;
                _json.Name(PointId.Format(i));
                if (points.IsGood(i)) _json.Milli(points.Milli(i));
                else _json.Null();
            }

            _json.EndObject();
            return _outbox.Send(topics.State, _text, settings.Retain);
        }
    }
}
