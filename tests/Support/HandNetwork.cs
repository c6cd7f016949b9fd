// SPDX-License-Identifier: MIT
using System.Net;
using nanoFramework.Emulation;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Tests.Support;

/// <summary>
/// A chip's interface in a test's hands, in the board's time: it keeps what it was told over restarts, as the chip's configuration block does, and
/// each slow call takes its time. The network around it is what the test says at any moment.
/// </summary>
internal sealed class HandNetwork : INetwork
{
    private const int ApplyMs = 300;
    private const int JoinMs = 2500;
    private const int RefusalMs = 30;

    private long _busyUntilMs;
    private Action? _atEnd;
    private long _upSinceMs;
    private bool _isUp = true;
    private bool _probing;
    private string _joinedPassword = "";

    public bool IsWireless { get; init; }

    public byte[] Mac { get; init; } = [0x02, 0x57, 0x57, 0x12, 0x34, 0x56];

    public long NowMs { get; set; }

    /// <summary>The cable, or the access point's power.</summary>
    public bool IsUp
    {
        get => _isUp;
        set
        {
            if (value && !_isUp) _upSinceMs = NowMs;
            _isUp = value;
        }
    }

    /// <summary>What a DHCP server gives; 0: there is none.</summary>
    public uint Lease { get; set; }

    /// <summary>Seconds until it does.</summary>
    public int DhcpSeconds { get; init; } = 3;

    /// <summary>Hosts that answer a TCP connection (by a refusal), if the device's own address is in their network.</summary>
    public HashSet<uint> Hosts { get; } = [];

    public Dictionary<string, string> AccessPoints { get; } = [];

    /// <summary>What the chip's configuration block holds.</summary>
    public AddressPlan Block { get; private set; } = new(true, 0, 0, 0, 0);

    public string Ssid { get; private set; } = "";

    public int Applied { get; private set; }

    public int Joins { get; private set; }

    public bool RefusesAll { get; set; }

    public bool IsLinkUp => IsUp && (!IsWireless || (AccessPoints.TryGetValue(Ssid, out string? password) && password == _joinedPassword));

    public bool IsBusy
    {
        get
        {
            if (_atEnd != null && NowMs >= _busyUntilMs)
            {
                _atEnd();
                _atEnd = null;
                _probing = false;
            }

            return _atEnd != null;
        }
    }

    public JoinState Join { get; private set; }

    public WifiNetwork[] Found { get; private set; } = [];

    public bool ProbeAnswered { get; private set; }

    public uint Address => !Block.UsesDhcp ? Block.Address : IsLinkUp && NowMs - _upSinceMs >= DhcpSeconds * 1000 ? Lease : 0;

    /// <summary>The chip was restarted: what it was doing is forgotten, what it stores is not.</summary>
    public void PowerCycle()
    {
        _atEnd = null;
        _probing = false;
        ProbeAnswered = false;
        Join = JoinState.Idle;
        _upSinceMs = NowMs = 0;
    }

    public bool TryRead(NetworkState into)
    {
        into.UsesDhcp = Block.UsesDhcp;
        into.Address = Address;
        into.Mask = Block.UsesDhcp ? 0xFFFFFF00 : Block.Mask;
        into.Gateway = Block.UsesDhcp ? 0 : Block.Gateway;
        into.Dns = Block.UsesDhcp ? 0 : Block.Dns;
        into.Ssid = Ssid;
        return true;
    }

    public bool BeginApply(AddressPlan plan) => Begin(ApplyMs, () =>
    {
        Applied++;
        Block = plan;
        _upSinceMs = NowMs;
    });

    public bool BeginJoin(string ssid, string password)
    {
        if (!IsWireless) return false;
        return Begin(JoinMs, () =>
        {
            Joins++;
            (Ssid, _joinedPassword) = (ssid, password);
            bool known = AccessPoints.TryGetValue(ssid, out string? right);
            Join = !known ? JoinState.NotFound : right == password ? JoinState.Joined : JoinState.WrongPassword;
            _upSinceMs = NowMs;
        });
    }

    public bool BeginScan() => Begin(JoinMs, () => Found = [.. AccessPoints.Keys.Select(it => new WifiNetwork(it, -50))]);

    public bool BeginProbe(uint address, int port)
    {
        bool there = IsLinkUp && Hosts.Contains(address) && !Block.UsesDhcp && (address & Block.Mask) == (Block.Address & Block.Mask);
        if (!Begin(there ? RefusalMs : int.MaxValue, () => ProbeAnswered = there)) return false;
        ProbeAnswered = false;
        _probing = true;
        return true;
    }

    public void EndProbe()
    {
        if (_probing) _busyUntilMs = NowMs;
    }

    /// <summary>Where datagrams go; null: no socket can be had.</summary>
    public DatagramHub? Hub { get; init; }

    /// <summary>Sockets that are open now.</summary>
    public int OpenSockets { get; private set; }

    public IDatagramSocket OpenDatagrams(int port, uint group)
    {
        if (Hub is null) return null!;
        IDatagramEnd end = Hub.Open(() => IPAddress.Parse(Ipv4.ToText(Address)), port);
        if (group != 0) end.Join(IPAddress.Parse(Ipv4.ToText(group)));
        OpenSockets++;
        return new HubSocket(this, end);
    }

    public override string ToString() => (Block.UsesDhcp ? "dhcp " : "static ") + Ipv4.ToText(Address);

    private sealed class HubSocket(HandNetwork network, IDatagramEnd end) : IDatagramSocket
    {
        public bool HasDatagram => end.HasDatagram;

        public uint FromAddress { get; private set; }

        public int FromPort { get; private set; }

        public int Receive(byte[] buffer)
        {
            if (!end.TryReceive(out byte[] datagram, out IPEndPoint from)) return -1;
            Ipv4.TryParse(from.Address.ToString(), out uint address);
            (FromAddress, FromPort) = (address, from.Port);
            int count = Math.Min(datagram.Length, buffer.Length);
            Array.Copy(datagram, buffer, count);
            return count;
        }

        public bool Send(byte[] buffer, int count, uint address, int port)
        {
            end.Send(buffer.AsSpan(0, count), new IPEndPoint(IPAddress.Parse(Ipv4.ToText(address)), port));
            return true;
        }

        public void Close()
        {
            network.OpenSockets--;
            end.Dispose();
        }
    }

    private bool Begin(int forMs, Action atEnd)
    {
        if (RefusesAll || IsBusy) return false;
        _busyUntilMs = NowMs + forMs;
        _atEnd = atEnd;
        return true;
    }
}
