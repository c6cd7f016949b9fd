// SPDX-License-Identifier: MIT
using System;
using System.Net;
using System.Net.Sockets;
using nanoFramework.Runtime.Native;

namespace Wattwarden.Boards
{
    /// <summary>One attempt at a TCP connection: a host that refuses it is there as well.</summary>
    internal sealed class TcpProbe
    {
        // Errors of this side: there is no way to the host.
        private const int NetworkDown = 10050;
        private const int NetworkUnreachable = 10051;
        private const int HostUnreachable = 10065;

        // The stack repeats the question after 3 s at the earliest, so what fails sooner was refused.
        private const int SoonMs = 2500;

        private byte[] _address = new byte[4];
        private int _port;
        private Socket _socket;
        private bool _ended;

        /// <summary>True when the host has answered in any way.</summary>
        public bool Answered { get; private set; }

        public void Aim(uint address, int port)
        {
            _address = UdpPort.Bytes(address);
            _port = port;
            _ended = false;
            Answered = false;
        }

        /// <summary>Waits until the host answers, the stack gives up, or End is called.</summary>
        public void Run()
        {
            long startMs = Environment.TickCount64;
            try
            {
                _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                if (_ended) return;
                _socket.Connect(new IPEndPoint(new IPAddress(_address), _port));
                Answered = true;
            }
            catch (SocketException error)
            {
                // The code is the one with which the attempt began ("in progress"), whatever ended it: so the time has to tell.
                bool ofThisSide = error.ErrorCode == NetworkDown || error.ErrorCode == NetworkUnreachable || error.ErrorCode == HostUnreachable;
                Answered = !_ended && !ofThisSide && Environment.TickCount64 - startMs < SoonMs;
            }
            catch (Exception)
            {
                // The socket was closed under the attempt.
            }
            finally
            {
                Close();
            }
        }

        /// <summary>Any thread: closing the socket wakes the thread that waits for it.</summary>
        public void End()
        {
            _ended = true;
            Close();
        }

        private void Close()
        {
            try
            {
                if (_socket != null) _socket.Close();
            }
            catch (Exception)
            {
                // Closed by the other thread.
            }
        }
    }
}
