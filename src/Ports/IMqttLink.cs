// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>
    /// One connection to an MQTT broker at a time. All members but Wake belong to one thread, the link's owner: some of them wait for the network.
    /// What comes in is copied into a bounded inbox until the owner takes it.
    /// </summary>
    public interface IMqttLink
    {
        bool IsUp { get; }

        /// <summary>Messages of the broker that were dropped because the inbox was full or they were too long.</summary>
        int Dropped { get; }

        /// <summary>Connects. Waits: for a name look-up, for TCP, TLS and the broker's answer, up to half a minute in all. Ends the connection before.</summary>
        MqttAnswer Connect(MqttBroker broker);

        /// <summary>Asks for messages of a topic filter, QoS 1. False: the link is down or has no room.</summary>
        bool Subscribe(string filter);

        /// <summary>
        /// Hands a message on: the first count bytes of payload. With confirm it is sent with QoS 1 and its end will come out of TryTakeConfirmed under the
        /// number returned. 0: taken, without confirmation; -1: the link is down or has no room, try again later.
        /// </summary>
        int Publish(string topic, byte[] payload, int count, bool confirm, bool retain);

        /// <summary>Takes the oldest news of confirmed messages; arrived is false when the broker did not confirm in time. False: there is none.</summary>
        bool TryTakeConfirmed(out int number, out bool arrived);

        /// <summary>Takes the oldest message of the inbox. False: it is empty.</summary>
        bool TryReceive(MqttMessage into);

        /// <summary>Ends the connection; politely, so that the broker keeps the will to itself, or as if the line had broken. Takes a fraction of a second.</summary>
        void Close(bool politely);

        /// <summary>Waits until something has come in, Wake was called, or the time is over.</summary>
        void Wait(int ms);

        /// <summary>Any thread.</summary>
        void Wake();
    }
}
