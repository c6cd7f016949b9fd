// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Net;

namespace nanoFramework.Emulation;

/// <summary>A switch in memory: datagrams between chips of one process, and whoever else opens a port. Nothing is lost, nothing takes time.</summary>
public sealed class DatagramHub : IDatagramNet
{
    private readonly ConcurrentDictionary<End, byte> _ends = new();

    public IDatagramEnd Open(Func<IPAddress> own, int port)
    {
        End end = new(this, own, port);
        _ends[end] = 0;
        return end;
    }

    private static bool IsBroadcast(IPAddress address) => address.GetAddressBytes()[3] == 255;

    private sealed class End(DatagramHub hub, Func<IPAddress> own, int port) : IDatagramEnd
    {
        private readonly ConcurrentQueue<(byte[] Datagram, IPEndPoint From)> _waiting = new();
        private readonly ConcurrentDictionary<IPAddress, byte> _groups = new();

        public bool HasDatagram => !_waiting.IsEmpty;

        public void Join(IPAddress group) => _groups[group] = 0;

        public bool TryReceive(out byte[] datagram, out IPEndPoint from)
        {
            bool taken = _waiting.TryDequeue(out (byte[] Datagram, IPEndPoint From) next);
            (datagram, from) = taken ? next : ([], new IPEndPoint(IPAddress.Any, 0));
            return taken;
        }

        public void Send(ReadOnlySpan<byte> datagram, IPEndPoint to)
        {
            byte[] copy = datagram.ToArray();
            IPEndPoint from = new(own(), port);
            foreach (End end in hub._ends.Keys)
            {
                if (end.Port == to.Port && end.Hears(to.Address)) end._waiting.Enqueue((copy, from));
            }
        }

        public void Dispose() => hub._ends.TryRemove(this, out _);

        private int Port => port;

        private bool Hears(IPAddress address) => IsBroadcast(address) || _groups.ContainsKey(address) || own().Equals(address);
    }
}
