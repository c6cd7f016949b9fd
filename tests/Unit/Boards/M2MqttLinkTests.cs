// SPDX-License-Identifier: MIT
using System.Net;
using nanoFramework.Emulation;
using Wattwarden.Boards;
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Boards;

public sealed class M2MqttLinkTests : IDisposable
{
    private readonly TestChip _chip = new(new RealTimeline());
    private readonly VectorBroker _peer = new();
    private readonly M2MqttLink _link;
    private readonly MqttBroker _broker;

    public M2MqttLinkTests()
    {
        _link = _chip.Run(() => new M2MqttLink(null));
        _broker = new MqttBroker { Host = "broker.home", Port = _peer.Port, ClientId = "dev1", WillTopic = "ems/dev1/status", WillMessage = "offline", User = "user", Password = "pass", KeepAliveSeconds = 60 };
        _chip.Machine.Network.Resolve = name => name == "broker.home" ? IPAddress.Loopback : null;
    }

    public void Dispose()
    {
        _chip.Dispose();
        _peer.Dispose();
    }

    [Theory]
    [InlineData("connack-login", MqttAnswer.BadLogin)]
    [InlineData("connack-denied", MqttAnswer.NotAuthorized)]
    public void What_the_broker_refuses_is_told(string packet, MqttAnswer expected)
    {
        Assert.Equal(expected, Connect(packet));
        Assert.False(_link.IsUp);
    }

    [Fact]
    public void A_refusal_is_told_also_when_the_broker_closes_right_behind_it()
    {
        for (int i = 0; i < 10; i++)
        {
            Task<MqttAnswer> connecting = Task.Run(() => _chip.Run(() => _link.Connect(_broker)));
            _peer.Accept();
            _peer.Read("connect-will");
            _peer.Send("connack-denied");
            _peer.Hang();
            Assert.Equal(MqttAnswer.NotAuthorized, Await(connecting));
        }
    }

    [Fact]
    public void A_broker_that_closes_without_a_word_has_not_answered_whatever_it_said_before()
    {
        foreach (string? answer in new[] { null, "connack-denied", null })
        {
            Task<MqttAnswer> connecting = Task.Run(() => _chip.Run(() => _link.Connect(_broker)));
            _peer.Accept();
            _peer.Read("connect-will");
            if (answer != null) _peer.Send(answer);
            _peer.Hang();
            Assert.Equal(answer == null ? MqttAnswer.NoAnswer : MqttAnswer.NotAuthorized, Await(connecting));
        }
    }

    [Fact]
    public void The_will_and_the_login_go_with_it()
    {
        Task<MqttAnswer> connecting = Task.Run(() => _chip.Run(() => _link.Connect(_broker)));
        _peer.Accept();
        Assert.Equal(VectorBroker.Text("connect-will"), _peer.Read("connect-will"));
        _peer.Send("connack-ok");
        Assert.Equal(MqttAnswer.Connected, Await(connecting));
        Assert.True(_link.IsUp);
    }

    [Fact]
    public void A_name_that_nobody_knows_and_a_port_where_nobody_listens_are_told_apart()
    {
        _broker.Host = "nowhere.home";
        Assert.Equal(MqttAnswer.NameUnknown, _chip.Run(() => _link.Connect(_broker)));
        _broker.Host = "broker.home";
        _peer.Dispose();
        Assert.Equal(MqttAnswer.Unreachable, _chip.Run(() => _link.Connect(_broker)));
    }

    [Fact]
    public void The_name_is_asked_once_and_again_after_five_failures()
    {
        _peer.Dispose();
        for (int i = 0; i < 5; i++) Assert.Equal(MqttAnswer.Unreachable, _chip.Run(() => _link.Connect(_broker)));
        Assert.Equal(1, _chip.Machine.Network.LookUps);
        _chip.Run(() => _link.Connect(_broker));
        Assert.Equal(2, _chip.Machine.Network.LookUps);
    }

    [Fact]
    public void A_confirmed_message_comes_back_with_its_number()
    {
        Connect("connack-ok");
        Assert.Equal(1, Publish("a/b", "hi", true));
        Assert.Equal(VectorBroker.Text("publish-qos1"), _peer.Read("publish-qos1"));
        _peer.Send("puback");
        Await(() => _link.TryTakeConfirmed(out int number, out bool arrived) && number == 1 && arrived);
    }

    [Fact]
    public void What_comes_in_waits_in_a_bounded_box()
    {
        Connect("connack-ok");
        for (int i = 0; i < 10; i++) _peer.Send("publish-retained");
        Await(() => _link.Dropped == 4);
        MqttMessage message = new();
        for (int i = 0; i < 6; i++) Assert.True(_link.TryReceive(message));
        Assert.False(_link.TryReceive(message));
        Assert.Equal(("a/b", 4, true), (message.Topic, message.Length, message.Retained));
        Assert.Equal("21.5"u8.ToArray(), message.Payload[..4]);
    }

    [Fact]
    public void A_message_that_is_too_long_is_dropped_and_counted()
    {
        Connect("connack-ok");
        byte[] packet = new byte[3 + 5 + 300];
        packet[0] = 0x30;
        packet[1] = 0xB1;
        packet[2] = 0x02;
        "\0\u0003a/b"u8.CopyTo(packet.AsSpan(3));
        _peer.Send(packet);
        Await(() => _link.Dropped == 1);
    }

    [Fact]
    public void Waiting_ends_when_somebody_wakes()
    {
        Thread waiting = new(() => _chip.Run(() => _link.Wait(60_000)));
        waiting.Start();
        _link.Wake();
        Assert.True(waiting.Join(10_000));
    }

    [Fact]
    public void Without_a_connection_nothing_is_taken()
    {
        Assert.Equal(-1, Publish("a/b", "hi", true));
        Assert.False(_chip.Run(() => _link.Subscribe("a/+")));
    }

    private static MqttAnswer Await(Task<MqttAnswer> connecting) => connecting.GetAwaiter().GetResult();

    private MqttAnswer Connect(string answer)
    {
        Task<MqttAnswer> connecting = Task.Run(() => _chip.Run(() => _link.Connect(_broker)));
        _peer.Accept();
        _peer.Read("connect-will");
        _peer.Send(answer);
        return Await(connecting);
    }

    private int Publish(string topic, string text, bool confirm)
    {
        byte[] payload = System.Text.Encoding.UTF8.GetBytes(text);
        return _chip.Run(() => _link.Publish(topic, payload, payload.Length, confirm, false));
    }

    private void Await(Func<bool> condition)
    {
        for (long end = Environment.TickCount64 + 10_000; !_chip.Run(condition);)
        {
            Assert.True(Environment.TickCount64 < end, "did not come about in time");
            _chip.Run(() => _link.Wait(20));
        }
    }
}
