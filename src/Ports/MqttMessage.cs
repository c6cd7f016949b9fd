// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>A message of the broker, copied out of the link's inbox. Longer ones never get there.</summary>
    public sealed class MqttMessage
    {
        public const int MaxTopicChars = 96;
        public const int MaxPayloadBytes = 256;

        public readonly byte[] Payload = new byte[MaxPayloadBytes];
        public string Topic = "";
        public int Length;

        /// <summary>The broker had kept it from before we subscribed.</summary>
        public bool Retained;
    }
}
