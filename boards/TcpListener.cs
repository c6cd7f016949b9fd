// SPDX-License-Identifier: MIT
using System;
using System.Net;
using System.Net.Sockets;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>A listening socket of the System.Net package, at every address of the device: an address that DHCP changes does not matter.</summary>
    public sealed class TcpListener : ITcpListener
    {
        private const int Backlog = 4;

        private readonly int _port;
        private Socket _socket;

        public TcpListener(int port)
        {
            _port = port;
        }

        public bool IsOpen => _socket != null;

        /// <summary>Where it is found, once it is open.</summary>
        public int Port
        {
            get
            {
                try
                {
                    return _socket == null ? _port : ((IPEndPoint)_socket.LocalEndPoint).Port;
                }
                catch (Exception)
                {
                    return _port;
                }
            }
        }

        public bool TryOpen()
        {
            Socket socket = null;
            try
            {
                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Any, _port));
                socket.Listen(Backlog);
                _socket = socket;
                return true;
            }
            catch (Exception)
            {
                if (socket != null) socket.Close();
                return false;
            }
        }

        public ITcpStream Accept(int waitMs)
        {
            try
            {
                if (waitMs >= 0 && !_socket.Poll(waitMs * 1000, SelectMode.SelectRead)) return null;
                return new TcpStream(_socket.Accept());
            }
            catch (Exception)
            {
                Close();
                return null;
            }
        }

        private void Close()
        {
            Socket socket = _socket;
            _socket = null;
            try
            {
                if (socket != null) socket.Close();
            }
            catch (Exception)
            {
                // It is gone already.
            }
        }
    }
}
