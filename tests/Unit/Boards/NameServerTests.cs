// SPDX-License-Identifier: MIT
using System.Net;
using nanoFramework.Emulation;
using Wattwarden.Boards;
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Boards;

/// <summary>A look-up stops the whole chip: it is asked for only where a name server answers.</summary>
public sealed class NameServerTests : IDisposable
{
    private readonly TestChip _chip = new();
    private readonly NameServerNet _names = new(new DatagramHub(), name => name == "broker.home" ? IPAddress.Loopback : null);
    private readonly INetwork _network;

    public NameServerTests()
    {
        _chip.Machine.Interface.Lan = new Lan { Lease = IPAddress.Parse("192.168.0.20"), LeaseDns = IPAddress.Parse("192.168.0.1"), Datagrams = _names };
        _network = _chip.Run(() => NanoNetwork.Cable());
    }

    public void Dispose() => _chip.Dispose();

    [Theory]
    [InlineData("broker.home")]
    [InlineData("nowhere.home")]   // that there is no such name is an answer too: the look-up will be as quick
    [InlineData("a..b")]
    [InlineData("broker")]
    public void A_server_that_answers_is_one_whatever_it_says(string host)
    {
        Assert.True(Answers(host));
        Assert.Equal(1, _names.Questions);
    }

    [Fact]
    public void A_silent_server_is_asked_twice_within_two_seconds()
    {
        _names.IsSilent = () => true;
        long startUs = _chip.Time.NowUs;
        Assert.False(Answers("broker.home"));
        Assert.InRange(_chip.Time.NowUs - startUs, 1_900_000, 2_200_000);
        Assert.Equal(2, _names.Questions);
    }

    [Fact]
    public void An_address_needs_no_server_and_a_network_without_one_is_not_asked()
    {
        Assert.True(Answers("192.168.0.7"));
        _chip.Machine.Interface.Lan.LeaseDns = IPAddress.Any;
        Assert.True(Answers("broker.home"));
        Assert.Equal(0, _names.Questions);
    }

    [Fact]
    public void Without_a_network_there_is_no_answer()
    {
        _chip.Run(() => Assert.True(_network.TryRead(new NetworkState())));
        _chip.Machine.Interface.Lan.Datagrams = null;
        Assert.False(Answers("broker.home"));
    }

    [Theory]
    [InlineData("other id")]
    [InlineData("question")]
    [InlineData("other port")]
    [InlineData("short")]
    public void What_is_no_answer_does_not_count(string kind)
    {
        DatagramHub hub = new();
        _chip.Machine.Interface.Lan.Datagrams = new Liar(hub, kind);
        Assert.False(Answers("broker.home"));
    }

    [Fact]
    public void A_dead_server_costs_the_link_no_look_up()
    {
        _names.IsSilent = () => true;
        _chip.Machine.Network.LookUpMs = 14_000;
        M2MqttLink link = _chip.Run(() => new M2MqttLink(_network));
        long startUs = _chip.Time.NowUs;
        MqttAnswer answer = _chip.Run(() => link.Connect(new MqttBroker { Host = "broker.home", Port = 1, ClientId = "a", WillTopic = "t", WillMessage = "m", KeepAliveSeconds = 60 }));
        Assert.Equal((MqttAnswer.NameServerSilent, 0), (answer, _chip.Machine.Network.LookUps));
        Assert.InRange(_chip.Time.NowUs - startUs, 0, 2_200_000);
    }

    [Fact]
    public void A_look_up_stops_every_thread_of_the_chip()
    {
        using TestChip chip = new(new RealTimeline());
        int steps = 0;
        int duringLookUp = -1;
        chip.Machine.Network.LookUpMs = 600;
        chip.Machine.Network.Resolve = _ =>
        {
            duringLookUp = Volatile.Read(ref steps) - duringLookUp;
            return null;
        };
        Thread loop = new(() => chip.Run(() =>
        {
            while (true)
            {
                chip.Machine.CheckPower();
                chip.Time.Sleep(10);
                Interlocked.Increment(ref steps);
            }
        }));
        loop.Start();
        SpinWait.SpinUntil(() => Volatile.Read(ref steps) > 3, 10_000);
        duringLookUp = Volatile.Read(ref steps);
        chip.Run(() => new M2MqttLink(null).Connect(new MqttBroker { Host = "broker.home", Port = 1, ClientId = "a", WillTopic = "t", WillMessage = "m", KeepAliveSeconds = 60 }));
        Assert.InRange(duringLookUp, 0, 3);
    }

    private bool Answers(string host) => _chip.Run(() => NameServer.Answers(_network, host));

    // Somebody in the network who sends what nobody has asked for.
    private sealed class Liar(IDatagramNet hub, string kind) : IDatagramNet
    {
        public IDatagramEnd? Open(Func<IPAddress> own, int port) => new End(hub.Open(own, port)!, kind);

        private sealed class End(IDatagramEnd behind, string kind) : IDatagramEnd
        {
            private byte[]? _lie;
            private IPEndPoint _from = new(IPAddress.Any, 0);

            public bool HasDatagram => _lie != null;

            public void Join(IPAddress group) => behind.Join(group);

            public bool TryReceive(out byte[] datagram, out IPEndPoint from)
            {
                (datagram, from) = (_lie ?? [], _from);
                bool taken = _lie != null;
                _lie = null;
                return taken;
            }

            public void Send(ReadOnlySpan<byte> datagram, IPEndPoint to)
            {
                _lie = datagram.ToArray();
                _from = kind == "other port" ? new IPEndPoint(to.Address, 54) : to;
                if (kind != "question") _lie[2] |= 0x80;
                if (kind == "other id") _lie[1]++;
                if (kind == "short") _lie = [.. _lie[..1]];
            }

            public void Dispose() => behind.Dispose();
        }
    }
}
