// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Mqtt
{
    /// <summary>Why there is no connection, and what to do about it. docs/reference/mqtt.md has the same rows.</summary>
    internal static class MqttWords
    {
        public static string Of(MqttState state)
        {
            switch (state)
            {
                case MqttState.Off: return "off";
                case MqttState.Connecting: return "connecting";
                case MqttState.Connected: return "connected";
                default: return "waiting";
            }
        }

        /// <summary>Empty when the attempt did not fail.</summary>
        public static string Why(MqttAnswer answer)
        {
            switch (answer)
            {
                case MqttAnswer.Connected: return "";
                case MqttAnswer.BadProtocol: return "the broker does not speak MQTT 3.1.1";
                case MqttAnswer.BadClientId: return "the broker refuses the client id";
                case MqttAnswer.Unavailable: return "the broker says that it is not available";
                case MqttAnswer.BadLogin: return "the broker refuses login or password";
                case MqttAnswer.NotAuthorized: return "the broker does not let this device in";
                case MqttAnswer.NameUnknown: return "the broker's name has no address";
                case MqttAnswer.NameServerSilent: return "the network's name server does not answer";
                case MqttAnswer.Unreachable: return "nobody takes a connection at this address and port";
                case MqttAnswer.NotSecure: return "no secure connection came about";
                case MqttAnswer.NoAnswer: return "something takes the connection but does not answer as a broker";
                default: return "the broker refuses the connection";
            }
        }

        public static string WhatToDo(MqttAnswer answer)
        {
            switch (answer)
            {
                case MqttAnswer.Connected: return "";
                case MqttAnswer.BadClientId: return "choose another client id";
                case MqttAnswer.BadLogin: return "check user and password here and in the broker's password file";
                case MqttAnswer.NotAuthorized: return "check user and password, and the broker's rules for this user and client id";
                case MqttAnswer.NameUnknown: return "check the spelling, or give the broker's IP address";
                case MqttAnswer.NameServerSilent: return "check the name server under Network, or give the broker's IP address";
                case MqttAnswer.Unreachable: return "check that the broker runs and listens there, and that no firewall is between";
                case MqttAnswer.NotSecure: return "check host and port; the CA must be the one that signed the broker's certificate, which must be valid now and name this host";
                case MqttAnswer.NoAnswer: return "check the port: a TLS port needs TLS switched on here, a plain one needs it off; a broker may also close like this when user or password is wrong";
                default: return "look into the broker's log";
            }
        }
    }
}
