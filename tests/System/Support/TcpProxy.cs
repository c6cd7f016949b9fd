// SPDX-License-Identifier: MIT
using System.Net;
using System.Net.Sockets;

namespace Wattwarden.SystemTests.Support;

/// <summary>A network that a test can spoil, between devices and a broker.</summary>
public sealed class TcpProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly List<Socket> _sockets = [];
    private readonly Lock _gate = new();
    private volatile bool _refuses;
    private volatile bool _unplugged;
    private volatile int _delayMs;

    public TcpProxy(int target)
    {
        _target = target;
        _listener.Start();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Connections since the start.</summary>
    public int Connections { get; private set; }

    /// <summary>Bytes lie on the way as long as this is true; connections stay.</summary>
    public bool Unplugged { set => _unplugged = value; }

    /// <summary>Each piece takes so long.</summary>
    public int DelayMs { set => _delayMs = value; }

    /// <summary>Ends all connections; new ones are ended at once as long as refuses is true.</summary>
    public void Cut(bool refuses)
    {
        _refuses = refuses;
        lock (_gate)
        {
            foreach (Socket socket in _sockets) socket.Dispose();
            _sockets.Clear();
        }
    }

    public void Mend() => _refuses = false;

    public void Dispose()
    {
        Cut(true);
        _listener.Stop();
    }

    private void Accept()
    {
        while (true)
        {
            Socket near;
            try
            {
                near = _listener.AcceptSocket();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            if (_refuses)
            {
                near.Dispose();
                continue;
            }

            Join(near);
        }
    }

    private void Join(Socket near)
    {
        var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        near.NoDelay = true;
        try
        {
            far.Connect(IPAddress.Loopback, _target);
        }
        catch (SocketException)
        {
            near.Dispose();
            return;
        }

        lock (_gate) _sockets.AddRange([near, far]);
        Connections++;
        new Thread(() => Pump(near, far)) { IsBackground = true }.Start();
        new Thread(() => Pump(far, near)) { IsBackground = true }.Start();
    }

    private void Pump(Socket from, Socket to)
    {
        byte[] buffer = new byte[16 * 1024];
        try
        {
            for (int count; (count = from.Receive(buffer)) > 0;)
            {
                if (_delayMs > 0) Thread.Sleep(_delayMs);
                while (_unplugged) Thread.Sleep(20);
                to.Send(buffer, count, SocketFlags.None);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One end has gone: so does the other.
        }

        from.Dispose();
        to.Dispose();
    }
}
