// SPDX-License-Identifier: MIT
using System;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using nanoFramework.Emulation;
using DesktopCertificate = System.Security.Cryptography.X509Certificates.X509Certificate2;

namespace nanoFramework.M2Mqtt
{
    /// <summary>
    /// The client's TCP or TLS connection. Making one looks the broker's name up, and that name is also the one that its certificate must
    /// bear; both as in the package. A failed handshake is a SocketException, as native code raises it.
    /// </summary>
    internal sealed class Channel
    {
        private readonly Machine _machine = Machine.Current;
        private readonly string _host;
        private readonly IPEndPoint _broker;
        private readonly bool _secure;
        private readonly byte[]? _ca;
        private Socket? _socket;
        private Stream? _stream;

        public Channel(string host, int port, bool secure, byte[]? ca)
        {
            IPHostEntry entry = Dns.GetHostEntry(host);
            _host = host;
            _broker = new IPEndPoint(entry.AddressList[0], port);
            _secure = secure;
            _ca = ca;
            _machine.Stopped += Close;
        }

        public void Connect(bool validate)
        {
            CloseSocket();
            _machine.CheckPower();
            _machine.WaitUntilReachable();
            _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            _socket.Connect(_broker);
            _stream = new NetworkStream(_socket);
            if (!_secure) return;
            if (_machine.Network.HandshakeMs > 0) _machine.StandStill(_machine.Network.HandshakeMs);
            SslStream tls = new(_stream);
            try
            {
                tls.AuthenticateAsClient(Options(validate));
            }
            catch (Exception e) when (e is AuthenticationException or IOException or CryptographicException)
            {
                throw new SocketException((int)SocketError.SocketError);
            }

            _stream = tls;
        }

        public void Send(byte[] bytes)
        {
            _machine.CheckPower();
            Stream stream = _stream ?? throw new SocketException((int)SocketError.NotConnected);
            stream.Write(bytes);
            stream.Flush();
        }

        /// <summary>Fills the buffer; 0 when the broker has closed, or this side has.</summary>
        public int Receive(byte[] buffer)
        {
            for (int at = 0; at < buffer.Length;)
            {
                int count = _stream?.Read(buffer, at, buffer.Length - at) ?? 0;
                _machine.CheckPower();
                if (count == 0) return 0;
                at += count;
            }

            return buffer.Length;
        }

        public void Close()
        {
            _machine.Stopped -= Close;
            CloseSocket();
        }

        private SslClientAuthenticationOptions Options(bool validate)
        {
            SslClientAuthenticationOptions options = new() { TargetHost = _host, EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 };
            if (!validate)
            {
                options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
                return options;
            }

            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            if (_ca != null) options.CertificateChainPolicy.CustomTrustStore.Add(Load(_ca));
            return options;
        }

        private static DesktopCertificate Load(byte[] ca)
        {
            string text = Encoding.ASCII.GetString(ca);
            if (!text.StartsWith("-----BEGIN", StringComparison.Ordinal)) return X509CertificateLoader.LoadCertificate(ca);
            return text.EndsWith('\0') ? DesktopCertificate.CreateFromPem(text.TrimEnd('\0')) : throw new CryptographicException("PEM without NUL at its end");
        }

        private void CloseSocket()
        {
            try
            {
                // So that what was sent arrives: closing under a reading thread alone would reset the connection.
                if (_socket is { Connected: true }) _socket.Shutdown(SocketShutdown.Both);
            }
            catch (SocketException)
            {
                // The broker was first.
            }

            _stream?.Dispose();
            _socket?.Dispose();
            _stream = null;
            _socket = null;
        }
    }
}
