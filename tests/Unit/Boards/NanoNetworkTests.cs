// SPDX-License-Identifier: MIT
extern alias nano;
using System.Net;
using nanoFramework.Emulation;
using Wattwarden.Boards;
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Wattwarden.Text;
using Xunit;
using ChipThread = nano::System.Threading.Thread;

namespace Wattwarden.Tests.Unit.Boards;

/// <summary>The network port over the emulated packages.</summary>
public sealed class NanoNetworkTests : IDisposable
{
    private const uint Address = 0xC0A80164;
    private const uint Gateway = 0xC0A80101;

    private readonly TestChip _chip = new(new RealTimeline());
    private readonly DatagramHub _hub = new();

    public NanoNetworkTests() => Connect();

    public void Dispose() => _chip.Dispose();

    [Fact]
    public void A_cable_with_a_dhcp_server_gives_an_address() => _chip.Run(() =>
    {
        NanoNetwork network = NanoNetwork.Cable();
        Assert.True(network.IsLinkUp);
        Assert.False(network.IsWireless);
        Assert.Equal(new byte[] { 2, 0x57, 0x57, 0, 0, 1 }, network.Mac);
        NetworkState state = Read(network);
        Assert.True(state.UsesDhcp);
        Assert.Equal("192.168.1.77 255.255.255.0 192.168.1.1 192.168.1.2", Text(state));
        _chip.Machine.Interface.Lan.IsUp = false;
        Assert.False(network.IsLinkUp);
    });

    [Fact]
    public void A_static_address_is_kept_over_a_restart_until_dhcp_is_asked_for()
    {
        _chip.Run(() => Apply(NanoNetwork.Cable(), new AddressPlan(false, Address, 0xFFFFFF00, Gateway, 0x08080808)));
        _chip.PowerCycle();
        Connect();
        _chip.Run(() =>
        {
            NanoNetwork network = NanoNetwork.Cable();
            NetworkState state = Read(network);
            Assert.False(state.UsesDhcp);
            Assert.Equal("192.168.1.100 255.255.255.0 192.168.1.1 8.8.8.8", Text(state));
            Apply(network, new AddressPlan(true, 0, 0, 0, 0));
            Assert.True(Read(network).UsesDhcp);
            Assert.Equal("192.168.1.77", Ipv4.ToText(Read(network).Address));
        });
    }

    [Fact]
    public void One_slow_call_at_a_time() => _chip.Run(() =>
    {
        NanoNetwork network = NanoNetwork.Cable();
        Assert.True(network.BeginApply(new AddressPlan(true, 0, 0, 0, 0)));
        Assert.True(network.IsBusy);
        Assert.False(network.BeginProbe(Gateway, 80));
        Assert.False(network.BeginApply(new AddressPlan(true, 0, 0, 0, 0)));
        WaitFor(network);
        Assert.True(network.BeginProbe(Gateway, 80));
    });

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(null, false)]
    public void A_host_that_accepts_or_refuses_is_there_and_one_that_is_silent_is_not(bool? answer, bool there)
    {
        Connect();
        _chip.Machine.Interface.Lan.Answers = (_, to) => to.ToString() == "192.168.1.1:80" ? answer : null;
        _chip.Run(() =>
        {
            NanoNetwork network = NanoNetwork.Cable();
            Assert.True(network.BeginProbe(Gateway, 80));
            if (answer is null)
            {
                ChipThread.Sleep(20);
                Assert.True(network.IsBusy);
                network.EndProbe();
            }

            WaitFor(network);
            Assert.Equal(there, network.ProbeAnswered);
        });
    }

    [Theory]
    [InlineData("home", "secret", JoinState.Joined)]
    [InlineData("home", "wrong", JoinState.WrongPassword)]
    [InlineData("elsewhere", "secret", JoinState.NotFound)]
    public void Joining_a_wifi_tells_how_it_went(string ssid, string password, JoinState expected)
    {
        Wireless();
        _chip.Run(() =>
        {
            NanoNetwork network = NanoNetwork.Wifi();
            Assert.Equal(JoinState.Idle, network.Join);
            Assert.True(network.BeginJoin(ssid, password));
            Assert.Equal(JoinState.Joining, network.Join);
            WaitFor(network);
            Assert.Equal(expected, network.Join);
            Assert.Equal(expected == JoinState.Joined, network.IsLinkUp);
            Assert.Equal(ssid, Read(network).Ssid);
        });
    }

    [Fact]
    public void The_chip_joins_its_wifi_again_after_a_restart_and_after_the_access_point_was_away()
    {
        Wireless();
        _chip.Run(() =>
        {
            NanoNetwork network = NanoNetwork.Wifi();
            network.BeginJoin("home", "secret");
            WaitFor(network);
        });
        _chip.PowerCycle();
        Wireless();
        _chip.Run(() =>
        {
            NanoNetwork network = NanoNetwork.Wifi();
            Assert.True(network.IsLinkUp);
            _chip.Machine.Interface.Lan.IsUp = false;
            Assert.False(network.IsLinkUp);
            _chip.Machine.Interface.Lan.IsUp = true;
            Assert.True(network.IsLinkUp);
        });
    }

    [Fact]
    public void A_scan_lists_the_strongest_wifi_first()
    {
        Wireless();
        _chip.Run(() =>
        {
            NanoNetwork network = NanoNetwork.Wifi();
            Assert.Empty(network.Found);
            Assert.True(network.BeginScan());
            WaitFor(network);
            Assert.Equal(["home -48", "neighbour -80"], network.Found.Select(it => $"{it.Ssid} {it.RssiDbm}"));
        });
    }

    [Fact]
    public void A_cable_neither_joins_nor_scans() => _chip.Run(() =>
    {
        NanoNetwork network = NanoNetwork.Cable();
        Assert.False(network.BeginJoin("home", "secret"));
        Assert.False(network.BeginScan());
        Assert.False(network.IsBusy);
    });

    [Fact]
    public void Datagrams_come_and_go_with_their_addresses_and_one_that_is_too_long_is_cut()
    {
        using IDatagramEnd peer = _hub.Open(() => IPAddress.Parse("192.168.1.5"), 5000);
        _chip.Run(() =>
        {
            IDatagramSocket socket = NanoNetwork.Cable().OpenDatagrams(4000, 0xE00000FB);
            Assert.False(socket.HasDatagram);
            peer.Send([1, 2, 3, 4], new IPEndPoint(IPAddress.Parse("224.0.0.251"), 4000));
            peer.Send([5], new IPEndPoint(IPAddress.Broadcast, 4000));
            peer.Send([6], new IPEndPoint(IPAddress.Parse("192.168.1.99"), 4000));
            byte[] buffer = new byte[3];
            Assert.True(socket.HasDatagram);
            Assert.Equal(3, socket.Receive(buffer));
            Assert.Equal(new byte[] { 1, 2, 3 }, buffer);
            Assert.Equal((0xC0A80105u, 5000), (socket.FromAddress, socket.FromPort));
            Assert.Equal(1, socket.Receive(buffer));
            Assert.False(socket.HasDatagram);
            Assert.True(socket.Send([9, 8, 7], 2, 0xC0A80105, 5000));
            Assert.True(peer.TryReceive(out byte[] answer, out IPEndPoint from));
            Assert.Equal(new byte[] { 9, 8 }, answer);
            Assert.Equal("192.168.1.77:4000", from.ToString());
            socket.Close();
            Assert.True(socket.HasDatagram);
            Assert.Equal(-1, socket.Receive(buffer));
            Assert.False(socket.Send([1], 1, 0xC0A80105, 5000));
        });
    }

    [Fact]
    public void A_chip_has_sixteen_sockets() => _chip.Run(() =>
    {
        NanoNetwork network = NanoNetwork.Cable();
        IDatagramSocket first = network.OpenDatagrams(1, 0);
        for (int i = 1; i < 16; i++) Assert.NotNull(network.OpenDatagrams(1 + i, 0));
        Assert.Null(network.OpenDatagrams(99, 0));
        first.Close();
        Assert.NotNull(network.OpenDatagrams(99, 0));
    });

    private static NetworkState Read(NanoNetwork network)
    {
        NetworkState state = new();
        Assert.True(network.TryRead(state));
        return state;
    }

    private static string Text(NetworkState state) =>
        string.Join(' ', Ipv4.ToText(state.Address), Ipv4.ToText(state.Mask), Ipv4.ToText(state.Gateway), Ipv4.ToText(state.Dns));

    private static void Apply(NanoNetwork network, AddressPlan plan)
    {
        Assert.True(network.BeginApply(plan));
        WaitFor(network);
    }

    private static void WaitFor(NanoNetwork network)
    {
        while (network.IsBusy) ChipThread.Sleep(10);
    }

    private void Connect() => _chip.Machine.Interface.Lan = new Lan
    {
        Lease = IPAddress.Parse("192.168.1.77"),
        LeaseGateway = IPAddress.Parse("192.168.1.1"),
        LeaseDns = IPAddress.Parse("192.168.1.2"),
        Datagrams = _hub,
        JoinMs = 50,
        ScanMs = 50,
    };

    private void Wireless()
    {
        Connect();
        _chip.Machine.Interface.IsWireless = true;
        _chip.Machine.Interface.Lan.AccessPoints.AddRange([new("neighbour", "x", -80), new("home", "secret", -48)]);
    }
}
