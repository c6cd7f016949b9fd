// SPDX-License-Identifier: MIT
using System.Net;
using System.Net.Sockets;

namespace nanoFramework.Emulation;

/// <summary>A TCP socket of the desktop, for the emulated Socket, in whose assembly that name means the chip's.</summary>
public sealed class HostTcp : IDisposable
{
    private readonly Socket _socket;

    private HostTcp(Socket socket)
    {
        _socket = socket;
    }

    public IPEndPoint? RemoteEndPoint => _socket.RemoteEndPoint as IPEndPoint;

    public int Available => _socket.Available;

    public int SendTimeoutMs
    {
        get => _socket.SendTimeout;
        set => _socket.SendTimeout = value;
    }

    public int ReceiveTimeoutMs
    {
        get => _socket.ReceiveTimeout;
        set => _socket.ReceiveTimeout = value;
    }

    public static HostTcp Listen(IPEndPoint at, int backlog)
    {
        Socket socket = new(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(at);
            socket.Listen(backlog);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        return new HostTcp(socket);
    }

    public HostTcp Accept()
    {
        Socket socket = _socket.Accept();
        socket.NoDelay = true;
        return new HostTcp(socket);
    }

    public bool CanRead(int microSeconds) => _socket.Poll(microSeconds, SelectMode.SelectRead);

    public int Receive(Span<byte> into) => _socket.Receive(into);

    public int Send(ReadOnlySpan<byte> bytes) => _socket.Send(bytes);

    public void Dispose()
    {
        try
        {
            if (_socket.Connected) _socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
        }

        _socket.Dispose();
    }
}
