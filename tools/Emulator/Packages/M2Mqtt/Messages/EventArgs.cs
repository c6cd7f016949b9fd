// SPDX-License-Identifier: MIT
using System;

namespace nanoFramework.M2Mqtt.Messages
{
    /// <summary>The broker's answer to CONNECT.</summary>
    public class MqttMsgConnack
    {
        public MqttReasonCode ReturnCode { get; set; }
    }

    /// <summary>The broker has answered CONNECT, whatever it says.</summary>
    public class ConnectionOpenedEventArgs : EventArgs
    {
        public ConnectionOpenedEventArgs(MqttMsgConnack connact) => Message = connact;

        public MqttMsgConnack Message { get; }
    }

    /// <summary>A message from the broker.</summary>
    public class MqttMsgPublishEventArgs : EventArgs
    {
        public MqttMsgPublishEventArgs(string topic, byte[] message, bool dupFlag, MqttQoSLevel qosLevel, bool retain)
        {
            Topic = topic;
            Message = message;
            DupFlag = dupFlag;
            QosLevel = qosLevel;
            Retain = retain;
        }

        public string Topic { get; internal set; }

        public byte[] Message { get; internal set; }

        public bool DupFlag { get; set; }

        public MqttQoSLevel QosLevel { get; internal set; }

        public bool Retain { get; internal set; }
    }

    /// <summary>The end of a message that was sent with QoS 1: the broker has it, or has not confirmed it three times.</summary>
    public class MqttMsgPublishedEventArgs : EventArgs
    {
        public MqttMsgPublishedEventArgs(ushort messageId, bool isPublished)
        {
            MessageId = messageId;
            IsPublished = isPublished;
        }

        public ushort MessageId { get; internal set; }

        public bool IsPublished { get; internal set; }
    }

    /// <summary>The broker's answer to SUBSCRIBE.</summary>
    public class MqttMsgSubscribedEventArgs : EventArgs
    {
        public MqttMsgSubscribedEventArgs(ushort messageId, MqttQoSLevel[] grantedQosLevels)
        {
            MessageId = messageId;
            GrantedQoSLevels = grantedQosLevels;
        }

        public ushort MessageId { get; internal set; }

        public MqttQoSLevel[] GrantedQoSLevels { get; internal set; }
    }

    /// <summary>The broker's answer to UNSUBSCRIBE.</summary>
    public class MqttMsgUnsubscribedEventArgs : EventArgs
    {
        public MqttMsgUnsubscribedEventArgs(ushort messageId) => MessageId = messageId;

        public ushort MessageId { get; internal set; }
    }
}
