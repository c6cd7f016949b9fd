// SPDX-License-Identifier: MIT
using System;
using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.M2Mqtt
{
    /// <summary>One message on its way, either way.</summary>
    internal sealed class Inflight
    {
        /// <summary>Type of the packet that ends it; 0: nothing does, it goes once.</summary>
        public byte Answer { get; init; }

        public ushort Id { get; init; }

        /// <summary>The packet of the attempt, for what is sent; the argument says that an attempt was made before.</summary>
        public Func<bool, byte[]>? Bytes { get; init; }

        /// <summary>What came from the broker.</summary>
        public MqttMsgPublishEventArgs? Received { get; init; }

        public int Attempts { get; set; }

        public long SentAtMs { get; set; }
    }
}
