// SPDX-License-Identifier: MIT
using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using nanoFramework.Emulation;
using nanoFramework.M2Mqtt.Exceptions;
using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.M2Mqtt
{
    /// <summary>
    /// The thread that reads packets, and the two answers that somebody waits for: CONNACK and PINGRESP. It runs from Connect until Close, also when Connect fails,
    /// and when the broker closes the connection it turns round and round.
    /// </summary>
    internal sealed class Receiver(MqttClient client, Channel channel, InflightQueue inflight)
    {
        private readonly Machine _machine = Machine.Current;
        private readonly AutoResetEvent _answered = new(false);
        private byte[]? _answer;
        private Exception? _failure;

        public void Expect() => _answered.Reset();

        /// <summary>The body of the answer.</summary>
        public byte[] Await(int timeoutMs)
        {
            bool answered = _answered.WaitOne(timeoutMs);
            _machine.CheckPower();
            if (!answered) throw new MqttCommunicationException();
            return _failure is { } failure ? throw failure : _answer!;
        }

        public void Wake() => _answered.Set();

        /// <summary>The thread's body.</summary>
        public void Run()
        {
            byte[] head = new byte[1];
            while (client.IsRunning)
            {
                try
                {
                    if (channel.Receive(head) == 0)
                    {
                        Fail(new MqttCommunicationException(), true);
                    }
                    else
                    {
                        Take(head[0]);
                        _failure = null;
                    }
                }
                catch (Exception e) when (e is not PowerLost)
                {
                    bool close = e is IOException or SocketException or ObjectDisposedException or MqttClientException { ErrorCode: MqttClientErrorCode.InvalidFlagBits };
                    Fail(new MqttCommunicationException(e), close);
                }

                // Shorter turns than the chip's, so that the desktop goes on.
                if (client.IsConnectionClosing) _machine.Time.Sleep(1);
                _machine.CheckPower();
            }
        }

        private void Fail(Exception failure, bool close)
        {
            _failure = failure;
            if (!close) return;
            client.OnConnectionClosing();
            _answered.Set();
        }

        private void Take(byte head)
        {
            int type = head >> 4;
            int flags = head & 15;
            byte[] body = new byte[Packet.ReadLength(NextByte)];
            if (body.Length > 0) channel.Receive(body);
            switch (type)
            {
                case Packet.Publish:
                    MqttMsgPublishEventArgs received = Packet.ReadPublish(flags, body, out ushort id);
                    inflight.Enqueue(new Inflight { Id = id, Received = received });
                    break;
                case Packet.ConnAck or Packet.PingResp:
                    CheckFlags(flags);
                    _answer = body;
                    _failure = null;
                    if (type == Packet.ConnAck) client.RaiseOpened(body[1]);
                    _answered.Set();
                    break;
                case Packet.PubAck or Packet.SubAck or Packet.UnsubAck:
                    CheckFlags(flags);
                    inflight.Answer((byte)type, body);
                    break;
                default:
                    throw new MqttClientException(MqttClientErrorCode.WrongBrokerMessage);
            }
        }

        private static void CheckFlags(int flags)
        {
            if (flags != 0) throw new MqttClientException(MqttClientErrorCode.InvalidFlagBits);
        }

        private byte NextByte()
        {
            byte[] one = new byte[1];
            channel.Receive(one);
            return one[0];
        }
    }
}
