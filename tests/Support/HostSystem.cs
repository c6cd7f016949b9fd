// SPDX-License-Identifier: MIT
using System.Security.Cryptography;
using Wattwarden.Ports;

namespace Wattwarden.Tests.Support;

/// <summary>The chip's services with the desktop's cryptography; random bytes repeat by seed.</summary>
public sealed class HostSystem(int seed = 1) : ISystem
{
    private readonly Random _random = new(seed);

    public int Hmacs { get; private set; }

    public byte? StuckRandom { get; init; }

    public string BoardName => "test";

    public long FreeHeapBytes => 50_000;

    public long LargestFreeBlockBytes => -1;

    public void Restart() => throw new NotSupportedException();

    public ISignal CreateSignal() => throw new NotSupportedException();

    public void FillRandom(byte[] buffer)
    {
        if (StuckRandom is byte value) Array.Fill(buffer, value);
        else _random.NextBytes(buffer);
    }

    public byte[] HmacSha256(byte[] key, byte[] data)
    {
        Hmacs++;
        return HMACSHA256.HashData(key, data);
    }
}
