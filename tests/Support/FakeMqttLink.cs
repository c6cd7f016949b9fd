// SPDX-License-Identifier: MIT
using System.Text;
using Wattwarden.Ports;

namespace Wattwarden.Tests.Support;

/// <summary>A broker at the other end of the port, without a network: keeps retained messages, confirms what it likes, can be away.</summary>
internal sealed class FakeMqttLink : IMqttLink
{
    private readonly Queue<(string Topic, byte[] Payload, bool Retained)> _inbox = new();
    private readonly Queue<(int Number, bool Arrived)> _confirmed = new();
    private readonly List<string> _filters = [];
    private int _number;

    public bool IsUp { get; private set; }

    public int Dropped => 0;

    /// <summary>How an attempt ends.</summary>
    public MqttAnswer Answer { get; set; } = MqttAnswer.Connected;

    /// <summary>False: nothing more is heard of what is sent; every other message arrives all the same.</summary>
    public bool Confirms { get; set; } = true;

    /// <summary>False: the package's queue is full.</summary>
    public bool HasRoom { get; set; } = true;

    public MqttBroker? Broker { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>Runs while an attempt waits.</summary>
    public Action? WhileConnecting { get; set; }

    /// <summary>All that was published, in order.</summary>
    public List<(string Topic, string Payload, bool Confirm, bool Retain)> Sent { get; } = [];

    public Dictionary<string, string> Retained { get; } = [];

    public IReadOnlyList<string> Filters => _filters;

    public string Last(string topic) => Sent.Last(message => message.Topic == topic).Payload;

    public IEnumerable<string> Payloads(string topic) => Sent.Where(message => message.Topic == topic).Select(message => message.Payload);

    public void Lose() => IsUp = false;

    public void Deliver(string topic, string payload, bool retained = false) => _inbox.Enqueue((topic, Encoding.UTF8.GetBytes(payload), retained));

    public MqttAnswer Connect(MqttBroker broker)
    {
        Attempts++;
        Broker = broker;
        WhileConnecting?.Invoke();
        _filters.Clear();
        _confirmed.Clear();
        IsUp = Answer == MqttAnswer.Connected;
        return Answer;
    }

    public bool Subscribe(string filter)
    {
        _filters.Add(filter);
        return true;
    }

    public int Publish(string topic, byte[] payload, int count, bool confirm, bool retain)
    {
        if (!IsUp || !HasRoom) return -1;
        string text = Encoding.UTF8.GetString(payload, 0, count);
        if (Confirms || !confirm || _number % 2 == 0) Sent.Add((topic, text, confirm, retain));
        if (retain && count > 0) Retained[topic] = text;
        else if (retain) Retained.Remove(topic);
        if (!confirm) return 0;
        _number++;
        if (Confirms) _confirmed.Enqueue((_number, true));
        return _number;
    }

    public bool TryTakeConfirmed(out int number, out bool arrived)
    {
        bool any = _confirmed.TryDequeue(out (int Number, bool Arrived) news);
        (number, arrived) = news;
        return any;
    }

    public bool TryReceive(MqttMessage into)
    {
        if (!_inbox.TryDequeue(out (string Topic, byte[] Payload, bool Retained) message)) return false;
        into.Topic = message.Topic;
        into.Length = message.Payload.Length;
        into.Retained = message.Retained;
        message.Payload.CopyTo(into.Payload, 0);
        return true;
    }

    public void Close(bool politely) => IsUp = false;

    public void Wait(int ms)
    {
    }

    public void Wake()
    {
    }
}
