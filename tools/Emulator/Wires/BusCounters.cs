// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.Wires;

/// <summary>Traffic that the board caused, over restarts.</summary>
public sealed class BusCounters
{
    private long _requests;
    private long _bytes;

    /// <summary>Frames that the board sent.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Bytes in both directions.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    internal void AddRequest() => Interlocked.Increment(ref _requests);

    internal void AddBytes(int count) => Interlocked.Add(ref _bytes, count);
}
