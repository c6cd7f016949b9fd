// SPDX-License-Identifier: MIT
namespace Wattwarden.Ports
{
    /// <summary>How an interface gets its address. Nothing in it changes. Addresses as in NetworkState.</summary>
    public sealed class AddressPlan
    {
        public AddressPlan(bool usesDhcp, uint address, uint mask, uint gateway, uint dns)
        {
            UsesDhcp = usesDhcp;
            Address = address;
            Mask = mask;
            Gateway = gateway;
            Dns = dns;
        }

        /// <summary>True: by DHCP, the other values mean nothing.</summary>
        public bool UsesDhcp { get; }

        public uint Address { get; }

        public uint Mask { get; }

        /// <summary>0: the network has none.</summary>
        public uint Gateway { get; }

        /// <summary>0: none.</summary>
        public uint Dns { get; }
    }
}
