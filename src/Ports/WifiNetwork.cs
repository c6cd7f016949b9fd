// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>A Wi-Fi that a scan has found.</summary>
    public sealed class WifiNetwork
    {
        public WifiNetwork(string ssid, int rssiDbm)
        {
            Ssid = ssid;
            RssiDbm = rssiDbm;
        }

        public string Ssid { get; }

        /// <summary>Signal strength, for example -60.</summary>
        public int RssiDbm { get; }
    }
}
