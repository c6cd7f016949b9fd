// SPDX-License-Identifier: MIT
using System;
using System.Net;
using System.Net.Sockets;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>One connection of the System.Net package. Never waits for its client longer than it is told to.</summary>
    internal sealed class TcpStream : ITcpStream
    {
        /// <summary>So long a client may refuse to take a piece of its answer.</summary>
        private const int SendMs = 3000;

        private readonly Socket _socket;

        public TcpStream(Socket socket)
        {
            _socket = socket;
            RemoteAddress = Address(socket);
            try
            {
                socket.SendTimeout = SendMs;
            }
            catch (Exception)
            {
                // Broken already: the next call tells.
            }
        }

        public string RemoteAddress { get; }

        public bool WaitForData(int timeoutMs)
        {
            try
            {
                return _socket.Poll(timeoutMs * 1000, SelectMode.SelectRead);
            }
            catch (Exception)
            {
                return true;
            }
        }

        public int Receive(byte[] buffer, int offset, int count)
        {
            try
            {
                if (!_socket.Poll(0, SelectMode.SelectRead)) return 0;
                int there = _socket.Available;
                if (there <= 0) return -1;   // readable without bytes: the other side has closed
                return _socket.Receive(buffer, offset, there < count ? there : count, SocketFlags.None);
            }
            catch (Exception)
            {
                return -1;
            }
        }

        public bool Send(byte[] buffer, int offset, int count)
        {
            try
            {
                for (int sent = 0; sent < count;)
                {
                    int part = _socket.Send(buffer, offset + sent, count - sent, SocketFlags.None);
                    if (part <= 0) return false;
                    sent += part;
                }

                return true;
            }
            catch (Exception)
            {
                return false;   // gone, or did not take it in time
            }
        }

        public void Close()
        {
            try
            {
                _socket.Close();
            }
            catch (Exception)
            {
                // It is gone already.
            }
        }

        private static string Address(Socket socket)
        {
            try
            {
                return ((IPEndPoint)socket.RemoteEndPoint).Address.ToString();
            }
            catch (Exception)
            {
                return "";
            }
        }
    }
}
