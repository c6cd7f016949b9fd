// SPDX-License-Identifier: MIT
using System.IO.Ports;

namespace Wattwarden.Provision;

/// <summary>A real serial port (or a pty), 115200 8N1. DTR and RTS stay low: on many boards they are wired to reset and boot mode.</summary>
public sealed class SerialDevicePort : IDevicePort
{
    private const int BitRate = 115200;
    private const int WriteTimeoutMs = 2000;

    private readonly SerialPort _port;

    public SerialDevicePort(string name)
    {
        _port = new SerialPort(name, BitRate, Parity.None, 8, StopBits.One) { DtrEnable = false, RtsEnable = false, WriteTimeout = WriteTimeoutMs };
        try
        {
            _port.Open();
            _port.DiscardInBuffer();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            _port.Dispose();
            throw new DeviceSilent($"{name}: the port cannot be opened: {error.Message}");
        }
    }

    public void Write(ReadOnlySpan<byte> bytes) => Guard(bytes.ToArray(), (port, buffer) =>
    {
        port.Write(buffer, 0, buffer.Length);
        return buffer.Length;
    });

    public int Read(Span<byte> into, TimeSpan patience)
    {
        byte[] buffer = new byte[into.Length];
        _port.ReadTimeout = Math.Max(1, (int)patience.TotalMilliseconds);
        int count = Guard(buffer, (port, space) => port.Read(space, 0, space.Length));
        buffer.AsSpan(0, count).CopyTo(into);
        return count;
    }

    public void Pause(TimeSpan time) => Thread.Sleep(time);

    public void Dispose() => _port.Dispose();

    private int Guard(byte[] buffer, Func<SerialPort, byte[], int> work)
    {
        try
        {
            return work(_port, buffer);
        }
        catch (TimeoutException)
        {
            return 0;
        }
        catch (Exception error) when (error is IOException or InvalidOperationException or UnauthorizedAccessException or OperationCanceledException)
        {
            throw new DeviceSilent($"{_port.PortName}: the port is gone: {error.Message}");
        }
    }
}
