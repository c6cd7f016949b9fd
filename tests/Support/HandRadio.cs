// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Tests.Support;

/// <summary>A radio in the test's hands: nothing happens until the test says so.</summary>
internal sealed class HandRadio : INetwork
{
    public bool IsWireless { get; set; } = true;

    public byte[] Mac { get; } = [2, 0x57, 0x57, 0, 0, 9];

    public bool IsLinkUp { get; set; }

    public bool IsBusy { get; set; }

    public uint Address { get; set; }

    public JoinState Join { get; set; }

    public WifiNetwork[] Found { get; set; } = [];

    public bool ProbeAnswered => false;

    /// <summary>Wi-Fis that the chip was asked to join: name and password.</summary>
    public List<(string Ssid, string Password)> Joins { get; } = [];

    public int Scans { get; private set; }

    public bool TryRead(NetworkState into)
    {
        into.Address = Address;
        into.UsesDhcp = true;
        into.Ssid = Join == JoinState.Joined ? Joins[^1].Ssid : "";
        return true;
    }

    public bool BeginApply(AddressPlan plan) => false;

    public bool BeginJoin(string ssid, string password)
    {
        if (IsBusy || !IsWireless) return false;
        Joins.Add((ssid, password));
        IsBusy = true;
        Join = JoinState.Joining;
        return true;
    }

    public bool BeginScan()
    {
        if (IsBusy || !IsWireless) return false;
        Scans++;
        IsBusy = true;
        return true;
    }

    public bool BeginProbe(uint address, int port) => false;

    public void EndProbe()
    {
    }

    public IDatagramSocket OpenDatagrams(int port, uint group) => null!;

    /// <summary>The chip is done.</summary>
    public void Finish(JoinState join, uint address = 0)
    {
        IsBusy = false;
        Join = join;
        IsLinkUp = join == JoinState.Joined;
        Address = address;
    }
}
