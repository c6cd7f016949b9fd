// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>How an attempt to connect ended. Up to 127 the broker's own code (MQTT 3.1.1, section 3.2.2.3), above ours.</summary>
    public enum MqttAnswer : byte
    {
        Connected = 0,
        BadProtocol = 1,
        BadClientId = 2,
        Unavailable = 3,
        BadLogin = 4,
        NotAuthorized = 5,

        /// <summary>The host's name has no address.</summary>
        NameUnknown = 128,

        /// <summary>Nobody takes a TCP connection there.</summary>
        Unreachable = 129,

        /// <summary>With TLS: no connection, or no handshake, or a certificate that is not believed. The platform does not tell these apart.</summary>
        NotSecure = 130,

        /// <summary>Connected, but no answer to CONNECT, or the connection was closed.</summary>
        NoAnswer = 131,

        /// <summary>The network's name server did not answer.</summary>
        NameServerSilent = 132,
    }
}
