// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;

namespace System.Net.NetworkInformation
{
    /// <summary>The chip's one interface. Its address is where the desktop lets the page be found, or 0.0.0.0 without a network.</summary>
    public class NetworkInterface
    {
        private const int HttpPort = 80;

        public string IPv4Address => Machine.Current.HostEndPoint(HttpPort)?.Address.ToString() ?? "0.0.0.0";

        public static NetworkInterface[] GetAllNetworkInterfaces() => [new()];
    }
}
