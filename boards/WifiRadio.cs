// SPDX-License-Identifier: MIT
using System.Device.Wifi;
using System.Net.NetworkInformation;
using System.Threading;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>
    /// The chip as a Wi-Fi station. The runtime joins by itself at start, and again whenever it has lost the access point, when the stored
    /// configuration says so; the call that connects stores nothing (its kinds do not have the numbers that the native side tests), so both are done.
    /// </summary>
    internal sealed class WifiRadio
    {
        private const int LookMs = 100;
        private const int LongestScanMs = 10000;

        private WifiAdapter _adapter;
        private bool _scanDone;

        public JoinState Join { get; set; }

        public WifiNetwork[] Found { get; private set; } = new WifiNetwork[0];

        /// <summary>The Wi-Fi that the chip's configuration names; empty: none.</summary>
        public string Ssid(NetworkInterface chip)
        {
            Wireless80211Configuration stored = Stored(chip);
            return stored.Ssid ?? "";
        }

        /// <summary>Stores and connects; waits up to 20 s, other threads run meanwhile.</summary>
        public void JoinNow(NetworkInterface chip, string ssid, string password)
        {
            Wireless80211Configuration stored = Stored(chip);
            stored.Options = Wireless80211Configuration.ConfigurationOptions.AutoConnect;
            stored.Ssid = ssid;
            stored.Password = password;
            stored.SaveConfiguration();
            WifiAdapter adapter = Adapter();
            adapter.Disconnect();
            Join = StateOf(adapter.Connect(ssid, WifiReconnectionKind.Automatic, password).ConnectionStatus);
        }

        public void ScanNow()
        {
            WifiAdapter adapter = Adapter();
            _scanDone = false;
            adapter.AvailableNetworksChanged += NoteScan;
            try
            {
                adapter.ScanAsync();
                for (int waitedMs = 0; waitedMs < LongestScanMs && !_scanDone; waitedMs += LookMs) Thread.Sleep(LookMs);
                if (_scanDone) Found = Sorted(adapter.NetworkReport.AvailableNetworks);
            }
            finally
            {
                adapter.AvailableNetworksChanged -= NoteScan;
            }
        }

        // Each call of FindAllAdapters makes adapters that the package's listener keeps.
        private WifiAdapter Adapter() => _adapter ??= WifiAdapter.FindAllAdapters()[0];

        private void NoteScan(WifiAdapter sender, object e) => _scanDone = true;

        private static Wireless80211Configuration Stored(NetworkInterface chip) =>
            Wireless80211Configuration.GetAllWireless80211Configurations()[(int)chip.SpecificConfigId];

        private static JoinState StateOf(WifiConnectionStatus status)
        {
            if (status == WifiConnectionStatus.Success) return JoinState.Joined;
            if (status == WifiConnectionStatus.NetworkNotAvailable) return JoinState.NotFound;
            return status == WifiConnectionStatus.InvalidCredential ? JoinState.WrongPassword : JoinState.Failed;
        }

        private static WifiNetwork[] Sorted(WifiAvailableNetwork[] heard)
        {
            WifiNetwork[] sorted = new WifiNetwork[heard.Length];
            for (int i = 0; i < heard.Length; i++)
            {
                WifiNetwork network = new WifiNetwork(heard[i].Ssid, (int)heard[i].NetworkRssiInDecibelMilliwatts);
                int at = i;
                for (; at > 0 && sorted[at - 1].RssiDbm < network.RssiDbm; at--) sorted[at] = sorted[at - 1];
                sorted[at] = network;
            }

            return sorted;
        }
    }
}
