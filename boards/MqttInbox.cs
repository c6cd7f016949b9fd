// SPDX-License-Identifier: MIT
using System;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>What the package's threads bring, until the link's owner takes it: messages and confirmations, both bounded. When full the newest is dropped and counted.</summary>
    internal sealed class MqttInbox
    {
        private const int Messages = 6;
        private const int Confirmations = 16;

        private readonly object _gate = new object();
        private readonly MqttMessage[] _messages = new MqttMessage[Messages];
        private readonly int[] _numbers = new int[Confirmations];
        private readonly bool[] _arrived = new bool[Confirmations];
        private int _firstMessage;
        private int _messageCount;
        private int _firstNumber;
        private int _numberCount;

        public MqttInbox()
        {
            for (int i = 0; i < Messages; i++) _messages[i] = new MqttMessage();
        }

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

                MqttMessage message = _messages[(_firstMessage + _messageCount++) % Messages];
                message.Topic = topic;
                if (length > 0) Array.Copy(payload, message.Payload, length);
                message.Length = length;
                message.Retained = retained;
            }
        }

        public bool TryTake(MqttMessage into)
        {
            lock (_gate)
            {
                if (_messageCount == 0) return false;
                MqttMessage message = _messages[_firstMessage];
                into.Topic = message.Topic;
                Array.Copy(message.Payload, into.Payload, message.Length);
                into.Length = message.Length;
                into.Retained = message.Retained;
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
