// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Network
{
    /// <summary>What makes a static address fit: each fault names its key and says why.</summary>
    internal static class AddressRules
    {
        private const uint LeastMask = 0xFF000000;
        private const uint MostMask = 0xFFFFFFFC;
        private const uint MulticastStart = 0xE0000000;
        private const uint LoopbackNet = 127;

        public static bool AreMet(AddressPlan plan, SettingsFault fault)
        {
            if (!IsMask(plan.Mask)) return fault.Set("mask", "must be a mask from 255.0.0.0 to 255.255.255.252, such as 255.255.255.0");
            if (!IsHost(plan.Address)) return fault.Set("address", "must be the address of one device, such as 192.168.0.100");
            if (!IsHostIn(plan.Address, plan.Mask, "address", fault)) return false;
            if (plan.Gateway != 0 && !IsGateway(plan, fault)) return false;
            return plan.Dns == 0 || IsHost(plan.Dns) || fault.Set("dns", "must be the address of one device, or empty");
        }

        private static bool IsGateway(AddressPlan plan, SettingsFault fault)
        {
            uint net = plan.Address & plan.Mask;
            if ((plan.Gateway & plan.Mask) != net)
                return fault.Set("gateway", "must lie in the network of the address, " + Ipv4.ToText(net + 1) + " to " + Ipv4.ToText((net | ~plan.Mask) - 1) + ", or be empty");
            if (!IsHostIn(plan.Gateway, plan.Mask, "gateway", fault)) return false;
            return plan.Gateway != plan.Address || fault.Set("gateway", "must not be the device's own address");
        }

        private static bool IsHostIn(uint address, uint mask, string key, SettingsFault fault)
        {
            if ((address & ~mask) == 0) return fault.Set(key, "is the network's own address, no device may have it");
            return (address | mask) != 0xFFFFFFFF || fault.Set(key, "is the network's broadcast address, no device may have it");
        }

        private static bool IsHost(uint address) => address >> 24 != 0 && address >> 24 != LoopbackNet && address < MulticastStart;

        // Ones, then zeros: the bits that are not set are one less than a power of two.
        private static bool IsMask(uint mask) => mask >= LeastMask && mask <= MostMask && (~mask & (~mask + 1)) == 0;
    }
}
