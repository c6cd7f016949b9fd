// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Text;
using nanoFramework.M2Mqtt.Exceptions;
using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.M2Mqtt
{
    /// <summary>
    /// Control packets of MQTT 3.1.1 (OASIS standard of 29 October 2014, chapter 3), as bytes.
    /// <code>
    /// | type, flags | remaining length, 1 to 4 bytes of 7 bits | … |
    /// </code>
    /// </summary>
    internal sealed class Packet
    {
        public const byte Connect = 1;
        public const byte ConnAck = 2;
        public const byte Publish = 3;
        public const byte PubAck = 4;
        public const byte Subscribe = 8;
        public const byte SubAck = 9;
        public const byte Unsubscribe = 10;
        public const byte UnsubAck = 11;
        public const byte PingReq = 12;
        public const byte PingResp = 13;
        public const byte Disconnect = 14;

        private const int MaxTopicChars = 65535;
        private const byte ReservedFlags = 2;

        private readonly List<byte> _body = [];

        public static byte[] ConnectOf(string clientId, string? user, string? password, bool willRetain, MqttQoSLevel willQos, bool willFlag, string? willTopic, string? willMessage, bool clean, ushort keepAliveSeconds)
        {
            if (!willFlag && (willRetain || willQos != MqttQoSLevel.AtMostOnce || !string.IsNullOrEmpty(willTopic) || !string.IsNullOrEmpty(willMessage)))
                throw new MqttClientException(MqttClientErrorCode.WillWrong);
            if (willFlag && (willQos > MqttQoSLevel.ExactlyOnce || string.IsNullOrEmpty(willTopic) || string.IsNullOrEmpty(willMessage)))
                throw new MqttClientException(MqttClientErrorCode.WillWrong);
            int flags = (clean ? 2 : 0) | (willFlag ? 4 | ((int)willQos << 3) | (willRetain ? 32 : 0) : 0) | (password != null ? 64 : 0) | (user != null ? 128 : 0);
            Packet packet = new();
            packet.Text("MQTT");
            packet._body.AddRange([4, (byte)flags]);
            packet.Number(keepAliveSeconds);
            packet.Text(clientId);
            if (willFlag)
            {
                packet.Text(willTopic!);
                packet.Text(willMessage!);
            }

            if (user != null) packet.Text(user);
            if (password != null) packet.Text(password);
            return packet.Close(Connect, 0);
        }

        public static byte[] PublishOf(string topic, byte[]? message, MqttQoSLevel qos, bool retain, bool duplicate, ushort id)
        {
            if (topic.Contains('#') || topic.Contains('+')) throw new MqttClientException(MqttClientErrorCode.TopicWildcard);
            if (topic.Length is 0 or > MaxTopicChars) throw new MqttClientException(MqttClientErrorCode.TopicLength);
            if (qos > MqttQoSLevel.ExactlyOnce) throw new MqttClientException(MqttClientErrorCode.QosNotAllowed);
            Packet packet = new();
            packet.Text(topic);
            if (qos != MqttQoSLevel.AtMostOnce) packet.Number(id);
            packet._body.AddRange(message ?? []);
            return packet.Close(Publish, (duplicate ? 8 : 0) | ((int)qos << 1) | (retain ? 1 : 0));
        }

        public static byte[] SubscribeOf(string[]? topics, MqttQoSLevel[]? qosLevels, ushort id)
        {
            if (topics == null || topics.Length == 0) throw new MqttClientException(MqttClientErrorCode.TopicsEmpty);
            if (qosLevels == null || qosLevels.Length == 0) throw new MqttClientException(MqttClientErrorCode.QosLevelsEmpty);
            if (topics.Length != qosLevels.Length) throw new MqttClientException(MqttClientErrorCode.TopicsQosLevelsNotMatch);
            Packet packet = new();
            packet.Number(id);
            for (int i = 0; i < topics.Length; i++)
            {
                packet.Text(topics[i]);
                packet._body.Add((byte)qosLevels[i]);
            }

            return packet.Close(Subscribe, ReservedFlags);
        }

        public static byte[] UnsubscribeOf(string[]? topics, ushort id)
        {
            if (topics == null || topics.Length == 0) throw new MqttClientException(MqttClientErrorCode.TopicsEmpty);
            Packet packet = new();
            packet.Number(id);
            foreach (string topic in topics) packet.Text(topic);
            return packet.Close(Unsubscribe, ReservedFlags);
        }

        public static byte[] PubAckOf(ushort id)
        {
            Packet packet = new();
            packet.Number(id);
            return packet.Close(PubAck, 0);
        }

        /// <summary>PINGREQ and DISCONNECT: a type and nothing else.</summary>
        public static byte[] Bare(byte type) => new Packet().Close(type, 0);

        /// <summary>Takes a received PUBLISH apart.</summary>
        public static MqttMsgPublishEventArgs ReadPublish(int flags, byte[] body, out ushort id)
        {
            MqttQoSLevel qos = (MqttQoSLevel)((flags >> 1) & 3);
            if (qos > MqttQoSLevel.ExactlyOnce) throw new MqttClientException(MqttClientErrorCode.QosNotAllowed);
            int topicLength = (body[0] << 8) | body[1];
            int at = 2 + topicLength;
            id = 0;
            if (qos != MqttQoSLevel.AtMostOnce)
            {
                id = (ushort)((body[at] << 8) | body[at + 1]);
                if (id == 0) throw new MqttClientException(MqttClientErrorCode.WrongMessageId);
                at += 2;
            }

            return new MqttMsgPublishEventArgs(Encoding.UTF8.GetString(body, 2, topicLength), body[at..], (flags & 8) != 0, qos, (flags & 1) != 0);
        }

        /// <summary>The length that follows the type byte; each byte comes from next.</summary>
        public static int ReadLength(Func<byte> next)
        {
            int length = 0;
            for (int shift = 0; ; shift += 7)
            {
                byte digit = next();
                length += (digit & 127) << shift;
                if ((digit & 128) == 0) return length;
            }
        }

        private void Text(string text)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            Number((ushort)utf8.Length);
            _body.AddRange(utf8);
        }

        private void Number(ushort number) => _body.AddRange([(byte)(number >> 8), (byte)number]);

        private byte[] Close(byte type, int flags)
        {
            List<byte> packet = [(byte)((type << 4) | flags)];
            int left = _body.Count;
            do
            {
                int digit = left & 127;
                left >>= 7;
                packet.Add((byte)(left > 0 ? digit | 128 : digit));
            }
            while (left > 0);
            packet.AddRange(_body);
            return packet.ToArray();
        }
    }
}
