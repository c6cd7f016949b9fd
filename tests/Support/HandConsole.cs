// SPDX-License-Identifier: MIT
using System.Text;
using Wattwarden.Ports;

namespace Wattwarden.Tests.Support;

/// <summary>A console whose far end is the test: bytes that it has put in wait there, bytes that the board sends are kept.</summary>
internal sealed class HandConsole : IConsoleLine
{
    private readonly Queue<byte> _incoming = new();

    public List<byte> Sent { get; } = [];

    /// <summary>The greatest number of bytes that the board gave its UART at once.</summary>
    public int LongestWrite { get; private set; }

    public int Available => _incoming.Count;

    public string Text => Encoding.UTF8.GetString([.. Sent]);

    public void Put(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes) _incoming.Enqueue(value);
    }

    public void Put(string text) => Put(Encoding.UTF8.GetBytes(text));

    public int Read(byte[] buffer, int offset, int count)
    {
        int taken = 0;
        while (taken < count && _incoming.TryDequeue(out byte value)) buffer[offset + taken++] = value;
        return taken;
    }

    public void Write(byte[] buffer, int offset, int count)
    {
        LongestWrite = Math.Max(LongestWrite, count);
        Sent.AddRange(buffer.AsSpan(offset, count));
    }
}
