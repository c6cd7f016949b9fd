// SPDX-License-Identifier: MIT
using System;
using System.Net;
using System.Net.Sockets;
using Wattwarden.Ports;

namespace Wattwarden.Boards
{
    /// <summary>A UDP socket of the System.Net package. The UdpClient package would be one more assembly to load for the same calls.</summary>
    public sealed class UdpPort : IDatagramSocket
    {
        // mDNS wants 255 (RFC 6762, section 11); the stack's own value is 1.
        private const int MulticastHops = 255;

        private readonly Socket _socket;
        private EndPoint _from = new IPEndPoint(IPAddress.Any, 0);

        private UdpPort(Socket socket)
        {
            _socket = socket;
        }

        public bool HasDatagram
        {
            get
            {
                try
                {
                    return _socket.Poll(0, SelectMode.SelectRead);
                }
                catch (Exception)
                {
                    // Broken: Receive tells.
                    return true;
                }
            }
        }

        public uint FromAddress { get; private set; }

        public int FromPort { get; private set; }

        /// <summary>Null: refused.</summary>
        public static UdpPort TryOpen(int port, uint group)
        {
            Socket socket = null;
            try
            {
                socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
                socket.Bind(new IPEndPoint(IPAddress.Any, port));
                if (group != 0) Join(socket, group);
                return new UdpPort(socket);
            }
            catch (Exception)
            {
                if (socket != null) socket.Close();
                return null;
            }
        }

        public int Receive(byte[] buffer)
        {
            try
            {
                int count = _socket.ReceiveFrom(buffer, ref _from);
                IPEndPoint from = (IPEndPoint)_from;
                FromAddress = Number(from.Address.GetAddressBytes());
                FromPort = from.Port;
                return count;
            }
            catch (Exception)
            {
                return -1;
            }
        }

        public bool Send(byte[] buffer, int count, uint address, int port)
        {
            try
            {
                return _socket.SendTo(buffer, 0, count, SocketFlags.None, new IPEndPoint(new IPAddress(Bytes(address)), port)) == count;
            }
            catch (Exception)
            {
                return false;
            }
        }

        public void Close() => _socket.Close();

        internal static byte[] Bytes(uint address) =>
            new byte[] { (byte)(address >> 24), (byte)(address >> 16), (byte)(address >> 8), (byte)address };

        private static uint Number(byte[] bytes) =>
            ((uint)bytes[0] << 24) | ((uint)bytes[1] << 16) | ((uint)bytes[2] << 8) | bytes[3];

        // The option's value is the group, then the interface: 0.0.0.0 is the one that has the way out.
        private static void Join(Socket socket, uint group)
        {
            byte[] membership = new byte[8];
            Array.Copy(Bytes(group), membership, 4);
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, membership);
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastTimeToLive, MulticastHops);
        }
    }
}
