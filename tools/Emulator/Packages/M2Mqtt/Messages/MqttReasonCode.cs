// SPDX-License-Identifier: MIT
namespace nanoFramework.M2Mqtt.Messages
{
    /// <summary>The broker's answer to CONNECT; in MQTT 3.1.1 (section 3.2.2.3) the first six.</summary>
    public enum MqttReasonCode : byte
    {
        Success = 0x00,
        ConnectionRefusedUnacceptableProtocolVersion = 0x01,
        ConnectionRefusedIdentifierRejected = 0x02,
        ConnectionRefusedServerUnavailable = 0x03,
        ConnectionRefusedBadUserNameOrPassword = 0x04,
        ConnectionRefusedNotAuthorized = 0x05,
    }
}
