// SPDX-License-Identifier: MIT
using nanoFramework.Emulation;

namespace System.Net.Sockets
{
    /// <summary>
    /// The part of the chip's socket that listens and talks TCP, over a socket of this computer. As on the chip: sixteen sockets at once, an accept
    /// without a free one fails, Available is 0 on a connection that the other side has closed, and a time-out throws.
    /// </summary>
    public partial class Socket
    {
        private HostTcp? _tcp;
        private int _port;
        private bool _isListening;

        private Socket(HostTcp tcp)
        {
            _type = SocketType.Stream;
            _tcp = tcp;
            _machine.Stopped += Close;
        }

        public int Available
        {
            get
            {
                Check();
                return Guard(tcp => tcp.Available);
            }
        }

        /// <summary>Where the desktop lets it be found: what the firmware tells others must lead there.</summary>
        public EndPoint LocalEndPoint => new IPEndPoint(IPAddress.Any, _machine.HostEndPoint(_port)?.Port ?? _port);

        public EndPoint? RemoteEndPoint => _tcp?.RemoteEndPoint;

        public int SendTimeout
        {
            get => _tcp?.SendTimeoutMs ?? -1;
            set => Guard(tcp => tcp.SendTimeoutMs = value);
        }

        public int ReceiveTimeout
        {
            get => _tcp?.ReceiveTimeoutMs ?? -1;
            set => Guard(tcp => tcp.ReceiveTimeoutMs = value);
        }

        public void Listen(int backlog)
        {
            Check();
            // A chip without a cable listens all the same; nobody comes.
            IPEndPoint at = _machine.HostEndPoint(_port) ?? new IPEndPoint(IPAddress.Loopback, 0);
            try
            {
                _tcp = HostTcp.Listen(at, backlog);
                _isListening = true;
            }
            catch (Exception e) when (e is not PowerLost)
            {
                throw new SocketException(SocketError.AddressAlreadyInUse);
            }
        }

        public Socket Accept()
        {
            Check();
            _machine.WaitUntilReachable();
            HostTcp tcp = Guard(listener => listener.Accept());
            while (!IsReached)
            {
                tcp.Dispose();
                tcp = Guard(listener => listener.Accept());
            }

            if (_machine.Interface.TryTakeSocket()) return new Socket(tcp);
            tcp.Dispose();
            throw new SocketException(SocketError.TooManyOpenSockets);
        }

        public int Receive(byte[] buffer, int offset, int size, SocketFlags socketFlags)
        {
            Check();
            return Guard(tcp => tcp.Receive(buffer.AsSpan(offset, size)));
        }

        public int Send(byte[] buffer, int offset, int size, SocketFlags socketFlags)
        {
            Check();
            return Guard(tcp => tcp.Send(buffer.AsSpan(offset, size)));
        }

        // Whoever knocks on the desktop's port while the chip has an address that he would not reach is cut off.
        private bool IsReached => Lan.Reaches(_machine.Interface.Address);

        private bool PollTcp(int microSeconds)
        {
            _machine.WaitUntilReachable();
            bool isReady = Guard(tcp => tcp.CanRead(microSeconds));
            if (!isReady || !_isListening || IsReached) return isReady;
            Guard(listener => listener.Accept()).Dispose();
            return false;
        }

        private T Guard<T>(Func<HostTcp, T> call)
        {
            HostTcp tcp = _tcp ?? throw new SocketException(SocketError.NotConnected);
            try
            {
                return call(tcp);
            }
            catch (Exception e) when (e is not PowerLost)
            {
                Check();
                throw new SocketException(SocketError.ConnectionReset);
            }
        }
    }
}
