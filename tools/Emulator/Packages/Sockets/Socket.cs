// SPDX-License-Identifier: MIT
using System.Threading;
using nanoFramework.Emulation;

namespace System.Net.Sockets
{
    /// <summary>
    /// A socket of the chip: UDP; TCP that listens (where the emulator maps the port on this computer) and TCP as far as asking for a connection. A datagram that does not fit into the buffer is cut, without an error;
    /// a connection to a host that is not there lasts until the socket is closed, and the code of one that is refused is "in progress". Sixteen at once.
    /// </summary>
    public partial class Socket : IDisposable
    {
        private const int PollMs = 10;

        private readonly Machine _machine = Machine.Current;
        private readonly SocketType _type;
        private IDatagramEnd? _end;
        private int _closed;

        public Socket(AddressFamily addressFamily, SocketType socketType, ProtocolType protocolType)
        {
            if (addressFamily != AddressFamily.InterNetwork) throw new SocketException(SocketError.AddressFamilyNotSupported);
            if (!_machine.Interface.TryTakeSocket()) throw new SocketException(SocketError.TooManyOpenSockets);
            _type = socketType;
            _machine.Stopped += Close;
        }

        private Lan Lan => _machine.Interface.Lan;

        public void Bind(EndPoint localEP)
        {
            Check();
            if (_type == SocketType.Stream)
            {
                _port = ((IPEndPoint)localEP).Port;
                return;
            }

            _end = Lan.Datagrams?.Open(() => _machine.Interface.Address, ((IPEndPoint)localEP).Port)
                ?? throw new SocketException(SocketError.NetworkDown);
        }

        public void SetSocketOption(SocketOptionLevel optionLevel, SocketOptionName optionName, byte[] optionValue)
        {
            Check();
            if (optionName == SocketOptionName.AddMembership) _end!.Join(new IPAddress(optionValue[..4]));
        }

        public void SetSocketOption(SocketOptionLevel optionLevel, SocketOptionName optionName, int optionValue) => Check();

        public bool Poll(int microSeconds, SelectMode mode)
        {
            Check();
            if (_tcp != null) return mode == SelectMode.SelectRead && PollTcp(microSeconds);
            return mode == SelectMode.SelectRead && _end?.HasDatagram == true;
        }

        public int ReceiveFrom(byte[] buffer, ref EndPoint remoteEP)
        {
            while (true)
            {
                Check();
                if (_end == null) throw new SocketException(SocketError.NotConnected);
                if (_end.TryReceive(out byte[] datagram, out IPEndPoint from))
                {
                    int count = Math.Min(datagram.Length, buffer.Length);
                    Array.Copy(datagram, buffer, count);
                    remoteEP = from;
                    return count;
                }

                _machine.Time.Sleep(PollMs);
            }
        }

        public int SendTo(byte[] buffer, int offset, int size, SocketFlags socketFlags, EndPoint remoteEP)
        {
            Check();
            if (!_machine.Interface.IsLinkUp || _machine.Interface.Address.Equals(IPAddress.Any)) throw new SocketException(SocketError.NetworkUnreachable);
            _end!.Send(buffer.AsSpan(offset, size), (IPEndPoint)remoteEP);
            return size;
        }

        public void Connect(EndPoint remoteEP)
        {
            while (true)
            {
                Check();
                bool? answer = _machine.Interface.IsLinkUp ? Lan.Answers(_machine.Interface.Address, (IPEndPoint)remoteEP) : null;
                if (answer == true) return;
                // The chip's select has the error, but what is reported is the last call's.
                if (answer == false) throw new SocketException(SocketError.InProgress);
                _machine.Time.Sleep(PollMs);
            }
        }

        public void Close() => ((IDisposable)this).Dispose();

        void IDisposable.Dispose()
        {
            if (Interlocked.Exchange(ref _closed, 1) != 0) return;
            _machine.Stopped -= Close;
            _machine.Interface.ReturnSocket();
            _end?.Dispose();
            _tcp?.Dispose();
        }

        private void Check()
        {
            _machine.CheckPower();
            if (_closed != 0) throw new ObjectDisposedException(nameof(Socket));
        }
    }
}
