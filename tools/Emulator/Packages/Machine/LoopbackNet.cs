// SPDX-License-Identifier: MIT
using System.Net;
using System.Net.Sockets;

namespace nanoFramework.Emulation;

/// <summary>
/// This computer's loopback as the chip's network: a chip has an address of its own in 127.0.0.0/8, broadcasts and multicasts reach every chip and
/// every program that listens on loopback, and nothing leaves the computer. Where the system does not do that (it is Linux that does), ports cannot be opened.
/// </summary>
public sealed class LoopbackNet : IDatagramNet
{
    private static readonly IPAddress Broadcast = IPAddress.Parse("127.255.255.255");

    public IDatagramEnd? Open(Func<IPAddress> own, int port)
    {
        try
        {
            return new End(own(), port);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static Socket Bound(IPAddress address, int port)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(address, port));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    // One socket for what is sent to the chip and by it, one more for each group that it hears: bound so, nothing from outside gets in.
    private sealed class End : IDatagramEnd
    {
        private readonly IPAddress _own;
        private readonly int _port;
        private readonly List<Socket> _sockets = [];
        private readonly byte[] _buffer = new byte[9000];

        public End(IPAddress own, int port)
        {
            _own = own;
            _port = port;
            Socket mine = Bound(own, port);
            mine.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, own.GetAddressBytes());
            mine.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastTimeToLive, 255);
            _sockets.Add(mine);
            _sockets.Add(Bound(Broadcast, port));
        }

        public bool HasDatagram => _sockets.Exists(it => it.Available > 0);

        public void Join(IPAddress group)
        {
            Socket socket = Bound(group, _port);
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group, _own));
            _sockets.Add(socket);
        }

        public bool TryReceive(out byte[] datagram, out IPEndPoint from)
        {
            EndPoint sender = new IPEndPoint(IPAddress.Any, 0);
            Socket? ready = _sockets.Find(it => it.Available > 0);
            int count = ready?.ReceiveFrom(_buffer, ref sender) ?? 0;
            datagram = _buffer[..count];
            from = (IPEndPoint)sender;
            return ready is not null;
        }

        public void Send(ReadOnlySpan<byte> datagram, IPEndPoint to) => _sockets[0].SendTo(datagram, to);

        public void Dispose() => _sockets.ForEach(it => it.Dispose());
    }
}
