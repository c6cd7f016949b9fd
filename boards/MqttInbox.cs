// SPDX-License-Identifier: MIT
using System;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Boards
{
    /// <summary>What the package's threads bring, until the link's owner takes it: messages and confirmations, both bounded. When full the newest is dropped and counted.</summary>
    internal sealed class MqttInbox
    {
        private const int Messages = 6;
        private const int Confirmations = 16;

        private readonly object _gate = new object();
        private readonly string[] _topics = Strings.Blank(Messages);
        private readonly byte[][] _payloads = new byte[Messages][];   // the package makes a new array for each
        private readonly bool[] _retained = new bool[Messages];
        private readonly int[] _numbers = new int[Confirmations];
        private readonly bool[] _arrived = new bool[Confirmations];
        private int _firstMessage;
        private int _messageCount;
        private int _firstNumber;
        private int _numberCount;

        public int Dropped { get; private set; }

        public void Add(string topic, byte[] payload, bool retained)
        {
            lock (_gate)
            {
                int length = payload == null ? 0 : payload.Length;
                if (_messageCount == Messages || topic.Length > MqttMessage.MaxTopicChars || length > MqttMessage.MaxPayloadBytes)
                {
                    Dropped++;
                    return;
                }

                int at = (_firstMessage + _messageCount++) % Messages;
                _topics[at] = topic;
                _payloads[at] = payload;
                _retained[at] = retained;
            }
        }

        public bool TryTake(MqttMessage into)
        {
            lock (_gate)
            {
                if (_messageCount == 0) return false;
                byte[] payload = _payloads[_firstMessage];
                into.Topic = _topics[_firstMessage];
                into.Length = payload == null ? 0 : payload.Length;
                if (into.Length > 0) Array.Copy(payload, into.Payload, into.Length);
                into.Retained = _retained[_firstMessage];
                _payloads[_firstMessage] = null;
                _firstMessage = (_firstMessage + 1) % Messages;
                _messageCount--;
                return true;
            }
        }

        public void AddConfirmed(int number, bool arrived)
        {
            lock (_gate)
            {
                if (_numberCount == Confirmations) return;   // the owner waits for few at a time; one that is missing counts as lost there
                int at = (_firstNumber + _numberCount++) % Confirmations;
                _numbers[at] = number;
                _arrived[at] = arrived;
            }
        }

        public bool TryTakeConfirmed(out int number, out bool arrived)
        {
            lock (_gate)
            {
                number = _numberCount == 0 ? 0 : _numbers[_firstNumber];
                arrived = _numberCount > 0 && _arrived[_firstNumber];
                if (_numberCount == 0) return false;
                _firstNumber = (_firstNumber + 1) % Confirmations;
                _numberCount--;
                return true;
            }
        }

        public void ForgetConfirmed()
        {
            lock (_gate)
            {
                _numberCount = 0;
            }
        }
    }
}
