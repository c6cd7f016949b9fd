// SPDX-License-Identifier: MIT
using System;
using System.Net.NetworkInformation;
using System.Threading;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Boards
{
    /// <summary>
    /// The chip's interface of one kind, by the System.Net package. Setting an address writes flash and sleeps a tenth of a second, joining a Wi-Fi
    /// takes up to 20 s, a TCP connection as long as the stack likes: these run on a thread that lives no longer than the call (docs/decisions/0010).
    /// </summary>
    public sealed class NanoNetwork : INetwork
    {
        private const int MacBytes = 6;
        private const byte NoWork = 0;
        private const byte ApplyWork = 1;
        private const byte JoinWork = 2;
        private const byte ScanWork = 3;
        private const byte ProbeWork = 4;

        private readonly WifiRadio _radio;
        private readonly TcpProbe _probe = new TcpProbe();
        private readonly object _gate = new object();
        private byte[] _mac;
        private byte _work;
        private AddressPlan _plan;
        private string _ssid = "";
        private string _password = "";

        private NanoNetwork(WifiRadio radio)
        {
            _radio = radio;
        }

        public bool IsWireless => _radio != null;

        public byte[] Mac
        {
            get
            {
                if (_mac == null) TryRead(new NetworkState());
                return _mac ?? new byte[MacBytes];
            }
        }

        public bool IsLinkUp
        {
            get
            {
                try
                {
                    return NetworkInterface.GetIsNetworkAvailable();
                }
                catch (Exception)
                {
                    return false;
                }
            }
        }

        public bool IsBusy => _work != NoWork;

        public JoinState Join => _radio == null ? JoinState.Idle : _radio.Join;

        public WifiNetwork[] Found => _radio == null ? new WifiNetwork[0] : _radio.Found;

        public bool ProbeAnswered => _probe.Answered;

        public static NanoNetwork Cable() => new NanoNetwork(null);

        public static NanoNetwork Wifi() => new NanoNetwork(new WifiRadio());

        /// <summary>The cable; the radio where the runtime image has no Ethernet.</summary>
        public static NanoNetwork CableOrWifi()
        {
            NanoNetwork cable = Cable();
            return cable.TryRead(new NetworkState()) ? cable : Wifi();
        }

        public bool TryRead(NetworkState into)
        {
            try
            {
                NetworkInterface chip = Find();
                if (chip == null) return false;
                if (_mac == null && chip.PhysicalAddress.Length == MacBytes) _mac = chip.PhysicalAddress;
                into.UsesDhcp = chip.IsDhcpEnabled;
                into.Address = Number(chip.IPv4Address);
                into.Mask = Number(chip.IPv4SubnetMask);
                into.Gateway = Number(chip.IPv4GatewayAddress);
                string[] dns = chip.IPv4DnsAddresses;
                into.Dns = dns.Length == 0 ? 0 : Number(dns[0]);
                into.Ssid = _radio == null ? "" : _radio.Ssid(chip);
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }

        public bool BeginApply(AddressPlan plan)
        {
            lock (_gate)
            {
                if (IsBusy) return false;
                _plan = plan;
                return Begin(ApplyWork);
            }
        }

        public bool BeginJoin(string ssid, string password)
        {
            lock (_gate)
            {
                if (IsBusy || _radio == null) return false;
                _ssid = ssid;
                _password = password;
                _radio.Join = JoinState.Joining;
                return Begin(JoinWork);
            }
        }

        public bool BeginScan()
        {
            lock (_gate)
            {
                return !IsBusy && _radio != null && Begin(ScanWork);
            }
        }

        public bool BeginProbe(uint address, int port)
        {
            lock (_gate)
            {
                if (IsBusy) return false;
                _probe.Aim(address, port);
                return Begin(ProbeWork);
            }
        }

        public void EndProbe() => _probe.End();

        public IDatagramSocket OpenDatagrams(int port, uint group) => UdpPort.TryOpen(port, group);

        private bool Begin(byte work)
        {
            _work = work;
            new Thread(Work).Start();
            return true;
        }

        private void Work()
        {
            try
            {
                if (_work == ApplyWork) Apply(Find(), _plan);
                else if (_work == JoinWork) _radio.JoinNow(Find(), _ssid, _password);
                else if (_work == ScanWork) _radio.ScanNow();
                else _probe.Run();
            }
            catch (Exception fault)
            {
                Console.WriteLine("network: " + fault.Message);
            }
            finally
            {
                if (_work == JoinWork && _radio.Join == JoinState.Joining) _radio.Join = JoinState.Failed;
                _work = NoWork;
            }
        }

        private static void Apply(NetworkInterface chip, AddressPlan plan)
        {
            if (plan.UsesDhcp)
            {
                chip.EnableDhcp();
                return;
            }

            chip.EnableStaticIPv4(Ipv4.ToText(plan.Address), Ipv4.ToText(plan.Mask), Ipv4.ToText(plan.Gateway));
            if (plan.Dns != 0) chip.EnableStaticIPv4Dns(new string[] { Ipv4.ToText(plan.Dns) });
        }

        // Images for boards with Ethernet have an interface for a Wi-Fi as well, switched off.
        private NetworkInterface Find()
        {
            NetworkInterfaceType kind = _radio == null ? NetworkInterfaceType.Ethernet : NetworkInterfaceType.Wireless80211;
            NetworkInterface[] all = NetworkInterface.GetAllNetworkInterfaces();
            for (int i = 0; i < all.Length; i++)
            {
                if (all[i].NetworkInterfaceType == kind) return all[i];
            }

            return null;
        }

        private static uint Number(string address) => Ipv4.TryParse(address, out uint number) ? number : 0;
    }
}
