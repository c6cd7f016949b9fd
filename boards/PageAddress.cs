// SPDX-License-Identifier: MIT
using System;
using System.Net.NetworkInformation;

namespace Wattwarden.Boards
{
    /// <summary>Where a browser finds this device, as far as it is known when the device starts.</summary>
    public static class PageAddress
    {
        private const string NoAddress = "0.0.0.0";
        private const int DefaultHttpPort = 80;

        public static string Get(int port)
        {
            try
            {
                NetworkInterface[] interfaces = NetworkInterface.GetAllNetworkInterfaces();
                for (int i = 0; i < interfaces.Length; i++)
                {
                    string address = interfaces[i].IPv4Address;
                    if (string.IsNullOrEmpty(address) || address == NoAddress) continue;
                    return "http://" + address + (port == DefaultHttpPort ? "/" : ":" + port.ToString() + "/");
                }
            }
            catch (Exception)
            {
                // An image without a network has no interfaces to ask.
            }

            return "no network address yet";
        }
    }
}
