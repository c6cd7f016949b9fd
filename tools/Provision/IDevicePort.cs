// SPDX-License-Identifier: MIT
namespace Wattwarden.Provision;

/// <summary>A serial line to one board. A line that is gone throws <see cref="DeviceSilent"/>.</summary>
public interface IDevicePort : IDisposable
{
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Waits for bytes at most so long; 0 when none came.</summary>
    int Read(Span<byte> into, TimeSpan patience);

    /// <summary>Lets time pass.</summary>
    void Pause(TimeSpan time);
}
