// SPDX-License-Identifier: MIT
using System.Net;

namespace Wattwarden.Emulator.House;

/// <summary>The house's network: one address for the board, and with --wifi an access point instead of a cable.</summary>
internal static class HouseLan
{
    private const char Separator = ':';

    /// <summary>True when the text is "NAME:PASSWORD".</summary>
    public static bool IsWifi(string text) => text.IndexOf(Separator) is > 0 and < 33;

    /// <summary>Connects the chip to it.</summary>
    public static void Connect(NetworkChip chip, EmulatorOptions options)
    {
        if (options.HttpPort is null) return;
        chip.Lan = new Lan { Lease = IPAddress.Loopback };
        if (options.Wifi is not { } wifi) return;
        int at = wifi.IndexOf(Separator);
        chip.IsWireless = true;
        chip.Lan.AccessPoints.Add(new AccessPoint(wifi[..at], wifi[(at + 1)..]));
    }
}
