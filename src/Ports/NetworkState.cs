// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>What a network interface uses at a moment. IPv4 addresses as numbers: 192.168.0.1 is 0xC0A80001; 0 is none.</summary>
    public sealed class NetworkState
    {
        /// <summary>True: asks a DHCP server, and has no address until one has answered.</summary>
        public bool UsesDhcp;

        public uint Address;
        public uint Mask;
        public uint Gateway;
        public uint Dns;

        /// <summary>The Wi-Fi that the chip joins; empty: none, or a cable.</summary>
        public string Ssid = "";
    }
}
