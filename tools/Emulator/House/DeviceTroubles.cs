// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.House;

/// <summary>What can go wrong with the device itself and its network, whatever is wired to it. Outlives restarts of the chip.</summary>
public sealed class DeviceTroubles
{
    /// <summary>The device's flash has no room for another byte.</summary>
    public bool FlashFull { get; set; }

    /// <summary>No NTP server answers, though the house has one.</summary>
    public bool NtpSilent { get; set; }

    /// <summary>The router's name server takes questions and says nothing.</summary>
    public bool NamesSilent { get; set; }
}
