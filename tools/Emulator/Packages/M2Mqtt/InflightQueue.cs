// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Threading;
using nanoFramework.Emulation;

namespace nanoFramework.M2Mqtt
{
    /// <summary>
    /// What waits to be sent, waits for its answer, or has come in; one thread of the client works through it. The limit holds for what comes in
    /// too: with a full queue a message of the broker is dropped and nobody is told.
    /// </summary>
    internal sealed class InflightQueue(MqttClient client)
    {
        private readonly Machine _machine = Machine.Current;
        private readonly AutoResetEvent _handle = new(false);
        private readonly Queue<Inflight> _messages = new();
        private readonly Dictionary<int, byte[]> _answers = [];

        public bool Enqueue(Inflight message)
        {
            bool taken;
            lock (_messages)
            {
                taken = _messages.Count < client.Settings.InflightQueueSize;
                if (taken) _messages.Enqueue(message);
            }

            Wake();
            return taken;
        }

        /// <summary>The broker has answered a message; the body begins with its id.</summary>
        public void Answer(byte type, byte[] body)
        {
            lock (_answers) _answers[Key(type, (ushort)((body[0] << 8) | body[1]))] = body;
            Wake();
        }

        public void Wake() => _handle.Set();

        public void Clear()
        {
            lock (_messages) _messages.Clear();
            lock (_answers) _answers.Clear();
        }

        /// <summary>The thread's body.</summary>
        public void Run()
        {
            int waitMs = Timeout.Infinite;
            while (client.IsRunning)
            {
                _handle.WaitOne(waitMs);
                _machine.CheckPower();
                waitMs = Timeout.Infinite;
                int count;
                lock (_messages) count = _messages.Count;
                for (; count > 0 && client.IsRunning; count--)
                {
                    Inflight? message;
                    lock (_messages)
                    {
                        if (!_messages.TryDequeue(out message)) break;
                    }

                    if (!TryProcess(message, out int againMs)) break;
                    if (againMs != Timeout.Infinite && (waitMs == Timeout.Infinite || againMs < waitMs)) waitMs = againMs;
                }
            }
        }

        // False: it could not be sent. It is kept and the connection given up; the thread then idles until somebody wakes it.
        private bool TryProcess(Inflight message, out int againMs)
        {
            againMs = Timeout.Infinite;
            try
            {
                if (Process(message, ref againMs)) return true;
            }
            catch (Exception e) when (e is not PowerLost)
            {
                client.OnConnectionClosing();
                againMs = Timeout.Infinite;
                lock (_messages) _messages.Enqueue(message);
                return false;
            }

            lock (_messages) _messages.Enqueue(message);
            return true;
        }

        // False: the message stays, to be looked at again after so many milliseconds.
        private bool Process(Inflight message, ref int againMs)
        {
            if (message.Received is { } received)
            {
                if (message.Id != 0) client.Send(Packet.PubAckOf(message.Id));
                client.RaiseReceived(received);
                return true;
            }

            long nowMs = MqttClient.NowMs;
            if (message.Attempts > 0)
            {
                if (TryTakeAnswer(message)) return true;
                againMs = (int)Math.Max(0, message.SentAtMs + client.Settings.DelayOnRetry - nowMs);
                if (againMs > 0) return false;
            }

            if (message.Attempts == client.Settings.AttemptsOnRetry)
            {
                client.RaiseEnded(message, null);
                return true;
            }

            client.Send(message.Bytes!(message.Attempts > 0));
            message.Attempts++;
            message.SentAtMs = nowMs;
            if (message.Answer == 0) return true;
            againMs = client.Settings.DelayOnRetry;
            return false;
        }

        private bool TryTakeAnswer(Inflight message)
        {
            byte[]? answer;
            lock (_answers)
            {
                if (!_answers.Remove(Key(message.Answer, message.Id), out answer)) return false;
            }

            client.RaiseEnded(message, answer);
            return true;
        }

        private static int Key(byte type, ushort id) => (type << 16) | id;
    }
}
