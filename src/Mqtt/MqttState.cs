// SPDX-License-Identifier: MIT
namespace Wattwarden.Mqtt
{
    /// <summary>Where the edge stands.</summary>
    internal enum MqttState : byte
    {
        Off = 0,
        Connecting = 1,
        Connected = 2,
        Waiting = 3,
    }
}
