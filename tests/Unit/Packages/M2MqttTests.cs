// SPDX-License-Identifier: MIT
extern alias nano;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using nanoFramework.Emulation;
using Wattwarden.Tests.Support;
using Xunit;
using ConnectionError = nano::nanoFramework.M2Mqtt.Exceptions.MqttConnectionException;
using ErrorCode = nano::nanoFramework.M2Mqtt.Exceptions.MqttClientErrorCode;
using MqttClient = nano::nanoFramework.M2Mqtt.MqttClient;
using MqttError = nano::nanoFramework.M2Mqtt.Exceptions.MqttClientException;
using MqttSettings = nano::nanoFramework.M2Mqtt.MqttSettings;
using Published = nano::nanoFramework.M2Mqtt.Messages.MqttMsgPublishedEventArgs;
using QoS = nano::nanoFramework.M2Mqtt.Messages.MqttQoSLevel;
using ReasonCode = nano::nanoFramework.M2Mqtt.Messages.MqttReasonCode;
using Received = nano::nanoFramework.M2Mqtt.Messages.MqttMsgPublishEventArgs;
using SslProtocols = nano::nanoFramework.M2Mqtt.MqttSslProtocols;
using Subscribed = nano::nanoFramework.M2Mqtt.Messages.MqttMsgSubscribedEventArgs;

namespace Wattwarden.Tests.Unit.Packages;

/// <summary>The emulated MQTT client, byte by byte against the standard, and with the real package's ways.</summary>
public sealed class M2MqttTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly TestChip _chip = new(new RealTimeline());
    private readonly VectorBroker _broker = new();
    private readonly BlockingCollection<object> _events = [];

    public void Dispose()
    {
        _chip.Dispose();
        _broker.Dispose();
    }

    [Fact]
    public void Connect_is_the_packet_of_the_standard()
    {
        MqttClient client = Make();
        Task<ReasonCode> connecting = Start(() => client.Connect("dev1", null, null, false, QoS.AtMostOnce, false, null, null, true, 60));
        _broker.Accept();
        Assert.Equal(VectorBroker.Text("connect"), _broker.Read("connect"));
        _broker.Send("connack-ok");
        Assert.Equal(ReasonCode.Success, Await(connecting));
        Assert.True(client.IsConnected);
    }

    [Fact]
    public void Will_and_login_stand_in_connect()
    {
        MqttClient client = Make();
        Task<ReasonCode> connecting = Start(() => client.Connect("dev1", "user", "pass", true, QoS.AtLeastOnce, true, "ems/dev1/status", "offline", true, 60));
        _broker.Accept();
        Assert.Equal(VectorBroker.Text("connect-will"), _broker.Read("connect-will"));
        _broker.Send("connack-login");
        Assert.Equal(ReasonCode.ConnectionRefusedBadUserNameOrPassword, Await(connecting));
        Assert.False(client.IsConnected);
    }

    [Theory]
    [InlineData("publish-qos0", "21.5", false)]
    [InlineData("publish-retained", "21.5", true)]
    [InlineData("publish-delete", "", true)]
    public void A_message_without_confirmation_goes_once(string packet, string text, bool retain)
    {
        MqttClient client = Connected();
        Publish(client, "a/b", text, QoS.AtMostOnce, retain);
        Assert.Equal(VectorBroker.Text(packet), _broker.Read(packet));
    }

    [Fact]
    public void A_message_with_confirmation_ends_with_the_brokers_word()
    {
        MqttClient client = Connected();
        ushort id = Publish(client, "a/b", "hi", QoS.AtLeastOnce, false);
        Assert.Equal(1, id);
        Assert.Equal(VectorBroker.Text("publish-qos1"), _broker.Read("publish-qos1"));
        _broker.Send("puback");
        Published end = Next<Published>();
        Assert.Equal((id, true), (end.MessageId, end.IsPublished));
    }

    [Fact]
    public void A_message_that_is_not_confirmed_goes_three_times_a_second_apart_and_ends_as_failed()
    {
        MqttClient client = Connected();
        long start = Stopwatch.GetTimestamp();
        Publish(client, "a/b", "hi", QoS.AtLeastOnce, false);
        Assert.Equal(VectorBroker.Text("publish-qos1"), _broker.Read("publish-qos1"));
        Assert.Equal(VectorBroker.Text("publish-again"), _broker.Read("publish-again"));
        Assert.Equal(VectorBroker.Text("publish-again"), _broker.Read("publish-again"));
        Assert.False(Next<Published>().IsPublished);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 2.9, 10);
        Assert.True(client.IsConnected);
    }

    [Fact]
    public void Subscribe_and_unsubscribe_are_answered_by_events()
    {
        MqttClient client = Connected();
        Do(() => client.Subscribe(["ems/+/set"], [QoS.AtLeastOnce]));
        Assert.Equal(VectorBroker.Text("subscribe"), _broker.Read("subscribe"));
        _broker.Send("suback");
        Subscribed granted = Next<Subscribed>();
        Assert.Equal([QoS.AtLeastOnce], granted.GrantedQoSLevels);
        Do(() => client.Unsubscribe(["ems/+/set"]));
        Assert.Equal(VectorBroker.Text("unsubscribe"), _broker.Read("unsubscribe"));
        _broker.Send("unsuback");
        Next<nano::nanoFramework.M2Mqtt.Messages.MqttMsgUnsubscribedEventArgs>();
    }

    [Fact]
    public void A_refused_subscription_says_so()
    {
        MqttClient client = Connected();
        Do(() => client.Subscribe(["ems/+/set"], [QoS.AtLeastOnce]));
        _broker.Read("subscribe");
        _broker.Send("suback-failure");
        Assert.Equal([QoS.GrantedFailure], Next<Subscribed>().GrantedQoSLevels);
    }

    [Fact]
    public void A_message_that_comes_in_is_confirmed_and_handed_on()
    {
        Connected();
        _broker.Send("publish-in");
        Assert.Equal(VectorBroker.Text("puback-10"), _broker.Read("puback-10"));
        Received message = Next<Received>();
        Assert.Equal(("a/b", "hi", false), (message.Topic, System.Text.Encoding.UTF8.GetString(message.Message), message.Retain));
        _broker.Send("publish-retained");
        Assert.True(Next<Received>().Retain);
    }

    [Theory]
    [InlineData(127, "7F")]
    [InlineData(128, "8001")]
    [InlineData(16383, "FF7F")]
    [InlineData(16384, "808001")]
    [InlineData(2097151, "FFFF7F")]
    [InlineData(2097152, "80808001")]
    public void Lengths_have_seven_bits_a_byte(int length, string expected)
    {
        MqttClient client = Connected();
        Do(() => client.Publish("abc", new byte[length - 5], null, null, QoS.AtMostOnce, false));
        Assert.Equal("30" + expected, _broker.Read(1 + expected.Length / 2));
    }

    [Fact]
    public void A_silent_client_pings_and_a_broker_that_does_not_answer_loses_it()
    {
        MqttClient client = Connected(keepAlive: 1);
        Assert.Equal(VectorBroker.Text("pingreq"), _broker.Read("pingreq"));
        _broker.Send("pingresp");
        Assert.Equal(VectorBroker.Text("pingreq"), _broker.Read("pingreq"));
        Next<EventArgs>();
        Assert.False(client.IsConnected);
    }

    [Fact]
    public void Disconnect_is_said_and_then_the_connection_closes()
    {
        MqttClient client = Connected();
        Do(client.Disconnect);
        Assert.Equal(VectorBroker.Text("disconnect"), _broker.Read("disconnect"));
        Assert.True(_broker.IsAtEnd());
        Next<EventArgs>();
    }

    [Fact]
    public void A_broker_that_hangs_up_is_noticed()
    {
        MqttClient client = Connected();
        _broker.Hang();
        Next<EventArgs>();
        Assert.False(client.IsConnected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/+")]
    [InlineData("a/#")]
    public void What_cannot_be_said_in_mqtt_ends_the_connection_only_when_its_turn_comes(string topic)
    {
        MqttClient client = Connected();
        Publish(client, topic, "x", QoS.AtMostOnce, false);   // taken: the package looks at it when it sends
        Next<EventArgs>();
        Assert.False(client.IsConnected);
    }

    [Fact]
    public void A_full_queue_refuses()
    {
        MqttClient client = Connected();
        Do(() => client.Settings.InflightQueueSize = 2);
        // One message may just be in the hands of the thread that sends.
        MqttError full = Assert.Throws<MqttError>(() =>
        {
            for (int i = 0; i < 4; i++) Publish(client, "a", "1", QoS.AtLeastOnce, false);
        });
        Assert.Equal(ErrorCode.InflightQueueFull, full.ErrorCode);
    }

    [Fact]
    public void Nobody_at_the_port_is_an_exception_of_connecting()
    {
        int port = _broker.Port;
        _broker.Dispose();
        MqttClient client = _chip.Run(() => new MqttClient("127.0.0.1", port, false, null, null, SslProtocols.None));
        Assert.Throws<ConnectionError>(() => Do(() => client.Connect("dev1", null, null, false, QoS.AtMostOnce, false, null, null, true, 60)));
    }

    [Fact]
    public void A_name_is_looked_up_when_a_client_is_made_and_the_chip_stands_still_meanwhile()
    {
        _chip.Machine.Network.LookUpMs = 300;
        _chip.Machine.Network.Resolve = _ => null;
        long start = Stopwatch.GetTimestamp();
        Assert.ThrowsAny<Exception>(() => _chip.Run(() => new MqttClient("nowhere.example", 1883, false, null, null, SslProtocols.None)));
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 290, 5000);
        Assert.Equal(1, _chip.Machine.Network.LookUps);
    }

    [Fact]
    public void Closing_takes_a_fifth_of_a_second()
    {
        MqttClient client = Connected();
        long start = Stopwatch.GetTimestamp();
        Do(client.Close);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 200, 5000);
        Assert.True(_broker.IsAtEnd());
    }

    [Fact]
    public void Every_public_member_is_one_of_the_real_package()
    {
        HashSet<string> real = [.. RepositoryFiles.Read("tests/Vectors/mqtt/m2mqtt-members.txt").Split('\n')];
        foreach (Type type in typeof(MqttClient).Assembly.GetExportedTypes().Where(type => type.Namespace?.StartsWith("nanoFramework.M2Mqtt", StringComparison.Ordinal) == true))
        {
            string name = type.FullName!.Replace('+', '.');
            Assert.Contains("T:" + name, real);
            foreach (MemberInfo member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            {
                if (Line(name, member) is { } line) Assert.Contains(line, real);
            }
        }
    }

    [Fact]
    public void All_clients_of_a_chip_share_their_settings_and_chips_do_not()
    {
        using TestChip other = new();
        MqttSettings first = _chip.Run(() => MqttSettings.Instance);
        Assert.Same(first, _chip.Run(() => MqttSettings.Instance));
        Assert.NotSame(first, other.Run(() => MqttSettings.Instance));
    }

    // The documentation id as far as the real list can be compared: a method by its name and number of parameters.
    private static string? Line(string type, MemberInfo member) => member switch
    {
        MethodInfo { IsSpecialName: true } or Type => null,
        MethodInfo method when typeof(Delegate).IsAssignableFrom(method.DeclaringType) => null,
        ConstructorInfo { DeclaringType: { } declaring } when typeof(Delegate).IsAssignableFrom(declaring) => null,
        MethodBase method => $"M:{type}.{(method is ConstructorInfo ? "#ctor" : method.Name)}{Parameters(method)}",
        EventInfo => $"E:{type}.{member.Name}",
        PropertyInfo => $"P:{type}.{member.Name}",
        FieldInfo { Name: "value__" } => null,
        FieldInfo => $"F:{type}.{member.Name}",
        _ => null,
    };

    private static string Parameters(MethodBase method)
    {
        ParameterInfo[] parameters = method.GetParameters();
        return parameters.Length == 0 ? "" : "(" + string.Join(',', parameters.Select(p => p.ParameterType.FullName)) + ")";
    }

    private MqttClient Make() => _chip.Run(() => new MqttClient("127.0.0.1", _broker.Port, false, null, null, SslProtocols.None));

    private Task<ReasonCode> Start(Func<ReasonCode> connect) => Task.Run(() => _chip.Run(connect));

    private static ReasonCode Await(Task<ReasonCode> connecting) => connecting.GetAwaiter().GetResult();

    private MqttClient Connected(ushort keepAlive = 60)
    {
        MqttClient client = Make();
        client.MqttMsgPublished += (_, e) => _events.Add(e);
        client.MqttMsgPublishReceived += (_, e) => _events.Add(e);
        client.MqttMsgSubscribed += (_, e) => _events.Add(e);
        client.MqttMsgUnsubscribed += (_, e) => _events.Add(e);
        client.ConnectionClosed += (_, e) => _events.Add(e);
        Task<ReasonCode> connecting = Start(() => client.Connect("dev1", null, null, false, QoS.AtMostOnce, false, null, null, true, keepAlive));
        _broker.Accept();
        _broker.Read("connect");
        _broker.Send("connack-ok");
        Assert.Equal(ReasonCode.Success, Await(connecting));
        return client;
    }

    private ushort Publish(MqttClient client, string topic, string text, QoS qos, bool retain) =>
        _chip.Run(() => client.Publish(topic, System.Text.Encoding.UTF8.GetBytes(text), null, null, qos, retain));

    private void Do(Action action) => _chip.Run(action);

    private T Next<T>() => Assert.IsAssignableFrom<T>(_events.TryTake(out object? next, Patience) ? next : "nothing");
}
