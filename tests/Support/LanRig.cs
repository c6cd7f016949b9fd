// SPDX-License-Identifier: MIT
using System.Net;
using nanoFramework.Emulation;
using Wattwarden.Controller;
using Wattwarden.Discovery;
using Wattwarden.Text;

namespace Wattwarden.Tests.Support;

/// <summary>Devices and a computer at one switch, in virtual time. The computer listens to mDNS, and on a port of its own.</summary>
internal sealed class LanRig : IDisposable
{
    public const string Group = "224.0.0.251";

    private readonly List<(DeskBoard Board, EnergyController Controller)> _devices = [];
    private readonly IDatagramEnd _mdns;

    public LanRig(string computer = "192.168.7.9")
    {
        _mdns = Hub.Open(() => IPAddress.Parse(computer), 5353);
        _mdns.Join(IPAddress.Parse(Group));
        Computer = Hub.Open(() => IPAddress.Parse(computer), 40000);
    }

    public DatagramHub Hub { get; } = new();

    /// <summary>The computer's other port.</summary>
    public IDatagramEnd Computer { get; }

    public EnergyController Add(string address, byte last = 1, string name = "")
    {
        Ipv4.TryParse(address, out uint lease);
        var lan = new HandNetwork { Lease = lease, DhcpSeconds = 0, Hub = Hub, Mac = [2, 0x57, 0x57, 0, 0, last] };
        var board = new DeskBoard { Lan = lan };
        var controller = new EnergyController(board);
        controller.Start(safeMode: false);
        if (name.Length > 0) controller.Network.Section.Commit($$"""{"name":"{{name}}"}""");
        controller.Attach(new DiscoveryTask(controller, 80));
        _devices.Add((board, controller));
        return controller;
    }

    public HandNetwork Lan(int device) => _devices[device].Board.Lan!;

    public EnergyController Device(int device) => _devices[device].Controller;

    public DeskBoard Board(int device) => _devices[device].Board;

    public void Run(int ms)
    {
        for (int i = 0; i < ms; i += 10)
        {
            foreach ((DeskBoard board, EnergyController controller) in _devices)
            {
                board.UptimeMs += 10;
                controller.Step();
            }
        }
    }

    /// <summary>Sends to all who hear mDNS, from the mDNS port.</summary>
    public void Multicast(byte[] message) => _mdns.Send(message, new IPEndPoint(IPAddress.Parse(Group), 5353));

    /// <summary>What came to the mDNS port since the last call, but for the computer's own.</summary>
    public List<DnsPacket> Heard() => [.. Take(_mdns).Select(it => new DnsPacket(it))];

    public static IEnumerable<byte[]> Take(IDatagramEnd end)
    {
        while (end.TryReceive(out byte[] datagram, out IPEndPoint from))
        {
            if (from.Address.ToString() != "192.168.7.9") yield return datagram;
        }
    }

    public void Dispose()
    {
        _mdns.Dispose();
        Computer.Dispose();
    }
}
