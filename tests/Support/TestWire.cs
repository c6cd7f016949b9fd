// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;

namespace Wattwarden.Tests.Support;

/// <summary>A wire whose other end is the test: it sees what was sent, and sends bytes that arrive one by one at the line's speed.</summary>
internal sealed class TestWire : UartWire
{
    private readonly Queue<(long AtUs, byte Value)> _underway = new();
    private long _lastUs;

    public UartSetup Setup { get; private set; }

    public List<byte> Sent { get; } = [];

    public List<long> SentAtUs { get; } = [];

    public bool IsClosed { get; private set; }

    /// <summary>What the other end answers to bytes, after a pause in microseconds; null: nothing.</summary>
    public Func<byte[], (long PauseUs, byte[] Bytes)?>? Answer { get; set; }

    public override void Configure(UartSetup setup)
    {
        Setup = setup;
        IsClosed = false;
    }

    public override void Transmit(ReadOnlySpan<byte> bytes, long nowUs)
    {
        Sent.AddRange(bytes);
        SentAtUs.Add(nowUs);
        if (Answer?.Invoke(bytes.ToArray()) is { } answer) Send(answer.Bytes, nowUs + bytes.Length * Setup.CharacterUs + answer.PauseUs);
    }

    /// <summary>The other end begins to send at this moment.</summary>
    public void Send(byte[] bytes, long fromUs)
    {
        _lastUs = Math.Max(_lastUs, fromUs);
        foreach (byte value in bytes) _underway.Enqueue((_lastUs += Math.Max(1, Setup.CharacterUs), value));
    }

    public override int Receive(Span<byte> into, long nowUs)
    {
        int count = 0;
        while (count < into.Length && _underway.Count > 0 && _underway.Peek().AtUs <= nowUs) into[count++] = _underway.Dequeue().Value;
        return count;
    }

    public override void Close() => IsClosed = true;
}
