// SPDX-License-Identifier: MIT
using System.Net;

namespace Wattwarden.Emulator.House;

/// <summary>The house's network: one address for the board, a router that knows names, and with --wifi an access point instead of a cable.</summary>
internal static class HouseLan
{
    // lwIP asks a server four times within 7 s (dns.c: pauses of 1, 1, 2 and 3 s), and a DHCP server usually names two.
    private const int LookUpTriesMs = 14_000;
    private const char Separator = ':';

    private static readonly IPAddress LoopbackMask = IPAddress.Parse("255.0.0.0");
    private static readonly IPAddress Router = IPAddress.Parse("192.168.0.1");

    /// <summary>True when the text is "NAME:PASSWORD".</summary>
    public static bool IsWifi(string text) => text.IndexOf(Separator) is > 0 and < 33;

    /// <summary>Connects the chip to it.</summary>
    public static void Connect(Machine machine, DeviceTroubles troubles, EmulatorOptions options)
    {
        Func<string, IPAddress?> known = machine.Network.Resolve;
        machine.Network.Resolve = name =>
        {
            if (!troubles.NamesSilent) return known(name);
            machine.StandStill(LookUpTriesMs);
            return null;
        };
        NetworkChip chip = machine.Interface;
        if (options.HttpPort is null) return;
        // Datagrams stay on this computer's loopback, where several devices have an address each.
        chip.Lan = new Lan { Lease = options.Address, LeaseMask = LoopbackMask, LeaseDns = options.Fast ? IPAddress.Any : Router, Datagrams = options.Fast ? null : new NameServerNet(new LoopbackNet(), known) { IsSilent = () => troubles.NamesSilent } };
        chip.Lan.Reaches = address => address.Equals(IPAddress.Any) || address.Equals(options.Address) || IsInHouse(address);
        chip.Mac = [0x02, 0x57, 0x57, .. options.Address.GetAddressBytes()[1..]];
        if (options.Wifi is not { } wifi) return;
        int at = wifi.IndexOf(Separator);
        chip.IsWireless = true;
        chip.Lan.AccessPoints.Add(new AccessPoint(wifi[..at], wifi[(at + 1)..]));
    }

    // This computer stands for everybody in the router's network; a chip with an address of another network is out of reach.
    private static bool IsInHouse(IPAddress address) => address.GetAddressBytes().AsSpan(0, 3).SequenceEqual(Router.GetAddressBytes().AsSpan(0, 3));
}
