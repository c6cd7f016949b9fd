// SPDX-License-Identifier: MIT
using System.Threading;
using nanoFramework.Emulation;

namespace System.Net.NetworkInformation
{
    /// <summary>
    /// An interface as it was when somebody asked for it: values do not follow what happens later. Images for boards with Ethernet have the
    /// Wi-Fi station as well, switched off. Each setting is stored in flash at once and costs a tenth of a second.
    /// </summary>
    public class NetworkInterface
    {
        private const int ReloadMs = 100;
        private const string None = "0.0.0.0";

        private readonly Machine _machine = Machine.Current;
        private readonly bool _isConnected;
        private string _address = None;
        private string _mask = None;
        private string _gateway = None;
        private string[] _dns = [];

        protected NetworkInterface(int interfaceIndex)
        {
            NetworkInterfaceType = interfaceIndex == 0 ? NetworkInterfaceType.Wireless80211 : NetworkInterfaceType.Ethernet;
            _isConnected = interfaceIndex == 0 == _machine.Interface.IsWireless;
            Reload();
        }

        public NetworkInterfaceType NetworkInterfaceType { get; }

        public byte[] PhysicalAddress => (byte[])_machine.Interface.Mac.Clone();

        public uint SpecificConfigId => 0;

        public bool IsDhcpEnabled { get; private set; }

        public string IPv4Address => _address;

        public string IPv4SubnetMask => _mask;

        public string IPv4GatewayAddress => _gateway;

        public string[] IPv4DnsAddresses => _dns;

        public static NetworkInterface[] GetAllNetworkInterfaces() =>
            Machine.Current.Interface.IsWireless ? [new(0)] : [new(0), new(1)];

        public static bool GetIsNetworkAvailable() => Machine.Current.Interface.IsLinkUp;

        public void EnableDhcp()
        {
            _machine.Interface.Block = _machine.Interface.Block with { Dhcp = true };
            _machine.Interface.ForgetLease();
            ReloadSettings();
        }

        public void EnableStaticIPv4(string ipv4Address, string ipv4SubnetMask, string ipv4GatewayAddress)
        {
            _machine.Interface.Block = _machine.Interface.Block with { Dhcp = false, Address = ipv4Address, Mask = ipv4SubnetMask, Gateway = ipv4GatewayAddress };
            ReloadSettings();
        }

        public void EnableStaticIPv4Dns(string[] dnsAddresses)
        {
            if (dnsAddresses == null || dnsAddresses.Length is 0 or > 2) throw new ArgumentException();
            _machine.Interface.Block = _machine.Interface.Block with { Dns = dnsAddresses };
            ReloadSettings();
        }

        private void ReloadSettings()
        {
            Thread.Sleep(ReloadMs);
            Reload();
        }

        private void Reload()
        {
            if (!_isConnected) return;
            NetworkChip chip = _machine.Interface;
            NetworkBlock block = chip.Block;
            IsDhcpEnabled = block.Dhcp;
            _address = chip.Address.ToString();
            bool leased = block.Dhcp && chip.HasLease;
            _mask = leased ? chip.Lan.LeaseMask.ToString() : block.Dhcp ? None : block.Mask;
            _gateway = leased ? chip.Lan.LeaseGateway.ToString() : block.Dhcp ? None : block.Gateway;
            _dns = !block.Dhcp ? block.Dns : leased && !chip.Lan.LeaseDns.Equals(IPAddress.Any) ? [chip.Lan.LeaseDns.ToString()] : [];
        }
    }
}
