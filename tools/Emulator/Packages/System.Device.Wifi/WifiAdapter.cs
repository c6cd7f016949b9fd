// SPDX-License-Identifier: MIT
using System.Threading;
using nanoFramework.Emulation;

namespace System.Device.Wifi
{
    public delegate void AvailableNetworksChangedEventHandler(WifiAdapter sender, object e);

    /// <summary>The chip's Wi-Fi station. Connect waits for the access point, at most 20 s; a scan takes half a second per channel.</summary>
    public sealed class WifiAdapter : IDisposable
    {
        private readonly Machine _machine = Machine.Current;
        private WifiAvailableNetwork[] _heard = [];

        private WifiAdapter()
        {
        }

        public event AvailableNetworksChangedEventHandler? AvailableNetworksChanged;

        public int NetworkInterface => 0;

        public WifiNetworkReport NetworkReport => new(_heard);

        public static WifiAdapter[] FindAllAdapters() => [new()];

        /// <summary>Connects and stores nothing when the kind is Automatic: its number, 0, is none of the native side's flags.</summary>
        public WifiConnectionResult Connect(string ssid, WifiReconnectionKind reconnectionKind, string passwordCredential)
        {
            ArgumentNullException.ThrowIfNull(passwordCredential);
            bool? answer = _machine.Interface.TryJoin(ssid, passwordCredential);
            Thread.Sleep(_machine.Interface.Lan.JoinMs);
            return new WifiConnectionResult(answer switch
            {
                true => WifiConnectionStatus.Success,
                false => WifiConnectionStatus.InvalidCredential,
                null => WifiConnectionStatus.NetworkNotAvailable,
            });
        }

        public void Disconnect() => _machine.Interface.Leave();

        public void ScanAsync() => new Thread(Scan).Start();

        public void Dispose()
        {
        }

        private void Scan()
        {
            Thread.Sleep(_machine.Interface.Lan.ScanMs);
            Lan lan = _machine.Interface.Lan;
            _heard = lan.IsUp ? [.. lan.AccessPoints.ConvertAll(it => new WifiAvailableNetwork(it.Ssid, it.RssiDbm))] : [];
            AvailableNetworksChanged?.Invoke(this, EventArgs.Empty);
        }
    }

    public class WifiNetworkReport
    {
        internal WifiNetworkReport(WifiAvailableNetwork[] networks)
        {
            AvailableNetworks = networks;
        }

        public WifiAvailableNetwork[] AvailableNetworks { get; }
    }

    public class WifiAvailableNetwork
    {
        internal WifiAvailableNetwork(string ssid, int rssiDbm)
        {
            Ssid = ssid;
            NetworkRssiInDecibelMilliwatts = rssiDbm;
        }

        public string Ssid { get; }

        public double NetworkRssiInDecibelMilliwatts { get; }
    }

    public class WifiConnectionResult
    {
        internal WifiConnectionResult(WifiConnectionStatus status)
        {
            ConnectionStatus = status;
        }

        public WifiConnectionStatus ConnectionStatus { get; }
    }
}
