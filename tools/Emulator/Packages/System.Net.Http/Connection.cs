// SPDX-License-Identifier: MIT
using System.IO;
using System.Net.Sockets;
using System.Text;
using nanoFramework.Emulation;

namespace System.Net
{
    /// <summary>One TCP connection of the emulated HTTP listener.</summary>
    internal sealed class Connection : IDisposable
    {
        private const int MaxLineBytes = 4000;

        private readonly Machine _machine;
        private readonly Socket _socket;

        public Connection(Machine machine, Socket socket)
        {
            _machine = machine;
            _socket = socket;
            socket.NoDelay = true;
            machine.Stopped += Dispose;
        }

        /// <summary>Milliseconds that a read waits; the package sets none, so a silent client holds its thread for ever.</summary>
        public int ReadTimeoutMs
        {
            get => _socket.ReceiveTimeout;
            set => _socket.ReceiveTimeout = value;
        }

        public IPEndPoint? RemoteEndPoint => _socket.RemoteEndPoint as IPEndPoint;

        public int Read(Span<byte> into)
        {
            try
            {
                return _socket.Receive(into);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                _machine.CheckPower();
                throw new IOException("connection is gone", e);
            }
        }

        public void Write(ReadOnlySpan<byte> bytes)
        {
            _machine.CheckPower();
            try
            {
                for (int sent = 0; sent < bytes.Length;) sent += _socket.Send(bytes[sent..]);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                throw new IOException("connection is gone", e);
            }
        }

        /// <summary>Reads a line, byte by byte, without its end. Null when the client has closed before it began.</summary>
        public string? ReadLine()
        {
            StringBuilder line = new();
            Span<byte> one = stackalloc byte[1];
            while (Read(one) == 1)
            {
                if (one[0] == '\n') return line.ToString().TrimEnd('\r');
                if (line.Length >= MaxLineBytes) throw new ProtocolViolationException("line too long");
                line.Append((char)one[0]);
            }

            return line.Length == 0 ? null : throw new ProtocolViolationException("line without end");
        }

        public void Dispose()
        {
            _machine.Stopped -= Dispose;
            try
            {
                if (_socket.Connected) _socket.Shutdown(SocketShutdown.Both);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
            }

            _socket.Dispose();
        }
    }
}
