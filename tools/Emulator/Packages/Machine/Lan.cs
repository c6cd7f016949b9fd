// SPDX-License-Identifier: MIT
using System.Net;

namespace nanoFramework.Emulation;

/// <summary>A Wi-Fi in the air: an access point that lets in who knows the password.</summary>
public sealed record AccessPoint(string Ssid, string Password, int RssiDbm = -60);

/// <summary>What is at the other end of a chip's cable, or in the air around it. Everything may change while the chip runs.</summary>
public sealed class Lan
{
    /// <summary>False: the cable is out, or the switch is off.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>Address that the DHCP server gives; null: no server answers.</summary>
    public IPAddress? Lease { get; set; }

    public IPAddress LeaseMask { get; set; } = IPAddress.Parse("255.255.255.0");

    public IPAddress LeaseGateway { get; set; } = IPAddress.Any;

    public IPAddress LeaseDns { get; set; } = IPAddress.Any;

    /// <summary>Microseconds from the question to the lease.</summary>
    public long DhcpUs { get; set; }

    /// <summary>How long a lease lasts when nobody renews it.</summary>
    public long LeaseUs { get; set; } = 86_400_000_000;

    /// <summary>Milliseconds until an access point has answered.</summary>
    public int JoinMs { get; set; } = 2000;

    /// <summary>Milliseconds of a scan: half a second per channel.</summary>
    public int ScanMs { get; set; } = 6500;

    public List<AccessPoint> AccessPoints { get; } = [];

    /// <summary>Who answers a TCP connection from this address: true accepts, false refuses, null: nobody is there.</summary>
    public Func<IPAddress, IPEndPoint, bool?> Answers { get; set; } = (_, _) => null;

    /// <summary>Whether those who want a chip's page reach it at the address that it has.</summary>
    public Func<IPAddress, bool> Reaches { get; set; } = _ => true;

    /// <summary>Where datagrams go; null: nowhere.</summary>
    public IDatagramNet? Datagrams { get; set; }
}

/// <summary>Carries datagrams between chips and others.</summary>
public interface IDatagramNet
{
    /// <summary>Opens a port for a chip; null: refused. <paramref name="own"/> is the chip's address at any moment.</summary>
    IDatagramEnd? Open(Func<IPAddress> own, int port);
}

/// <summary>One open UDP port.</summary>
public interface IDatagramEnd : IDisposable
{
    void Join(IPAddress group);

    bool TryReceive(out byte[] datagram, out IPEndPoint from);

    /// <summary>True when one waits.</summary>
    bool HasDatagram { get; }

    void Send(ReadOnlySpan<byte> datagram, IPEndPoint to);
}
