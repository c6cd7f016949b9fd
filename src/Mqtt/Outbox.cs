// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Mqtt
{
    /// <summary>
    /// The way out. What may get lost is handed on at once; of what must arrive one message is under way at a time, so that the package never queues
    /// much and the order stays. Used by the edge's thread only.
    /// </summary>
    internal sealed class Outbox
    {
        /// <summary>The package itself gives a message up after three attempts, about three seconds.</summary>
        private const int GiveUpMs = 10000;

        /// <summary>So many messages in a row that the broker did not confirm: it has stopped listening, whatever TCP says.</summary>
        private const int UnheardLimit = 3;

        private readonly IMqttLink _link;
        private object _sender;
        private int _number;
        private long _sentAtMs;
        private bool _ended;
        private bool _arrived;
        private int _unheard;

        public Outbox(IMqttLink link)
        {
            _link = link;
        }

        /// <summary>No confirmed message is under way.</summary>
        public bool IsFree => _sender == null;

        public bool IsUnheard => _unheard >= UnheardLimit;

        /// <summary>A new connection, or the end of one: of a message under way nobody knows; its sender hears that when he asks.</summary>
        public void Begin()
        {
            _unheard = 0;
            _sender = null;
        }

        /// <summary>Sends what may get lost. False: no room now.</summary>
        public bool Send(string topic, TextBuffer text, bool retain) => _link.Publish(topic, text.Bytes, text.Length, false, retain) >= 0;

        /// <summary>Sends what must arrive; the sender asks for its end with TryTakeEnd. False: another one is under way, or no room now.</summary>
        public bool Send(object sender, string topic, TextBuffer text, bool retain, long nowMs)
        {
            if (_sender != null) return false;
            int number = _link.Publish(topic, text.Bytes, text.Length, true, retain);
            if (number < 0) return false;
            _sender = sender;
            _number = number;
            _sentAtMs = nowMs;
            _ended = false;
            return true;
        }

        /// <summary>True when the sender's message has ended: the broker has it, or nobody knows.</summary>
        public bool TryTakeEnd(object sender, out bool arrived)
        {
            arrived = _sender == sender && _ended && _arrived;
            if (_sender == sender && !_ended) return false;
            if (_sender == sender) _sender = null;
            return true;
        }

        /// <summary>Looks what has become of the message under way.</summary>
        public void Step(long nowMs)
        {
            while (_link.TryTakeConfirmed(out int number, out bool arrived))
            {
                if (_sender != null && !_ended && number == _number) End(arrived);
            }

            if (_sender != null && !_ended && nowMs - _sentAtMs > GiveUpMs) End(false);
        }

        private void End(bool arrived)
        {
            _ended = true;
            _arrived = arrived;
            _unheard = arrived ? 0 : _unheard + 1;
        }
    }
}
