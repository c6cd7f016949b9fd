// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>Where a broker is and how to log in there.</summary>
    public sealed class MqttBroker
    {
        public string Host = "";
        public int Port;
        public bool Secure;

        /// <summary>Certificate of the authority that the broker's must come from, PEM; empty: none was given.</summary>
        public string Ca = "";

        public string ClientId = "";

        /// <summary>Empty: no login.</summary>
        public string User = "";
        public string Password = "";

        /// <summary>What the broker publishes, retained, when the device is lost.</summary>
        public string WillTopic = "";
        public string WillMessage = "";
        public int KeepAliveSeconds;
    }
}
