// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace nanoFramework.Emulation;

/// <summary>
/// A network with a name server in it: what is sent to port 53 of any address is answered as RFC 1035 says, everything else goes on to the network
/// behind. Knows what <paramref name="resolve"/> knows.
/// </summary>
public sealed class NameServerNet(IDatagramNet behind, Func<string, IPAddress?> resolve) : IDatagramNet
{
    private const int Port = 53;
    private const int HeaderBytes = 12;
    private const byte IsReply = 0x80;
    private const byte NoSuchName = 3;

    // The answer's name points to the question's; type A, class IN, an hour, four bytes.
    private static readonly byte[] AddressFollows = [0xC0, HeaderBytes, 0, 1, 0, 1, 0, 0, 0x0E, 0x10, 0, 4];

    /// <summary>Questions until now.</summary>
    public int Questions { get; private set; }

    /// <summary>True: it takes questions and says nothing.</summary>
    public Func<bool> IsSilent { get; set; } = () => false;

    public IDatagramEnd? Open(Func<IPAddress> own, int port) => behind.Open(own, port) is { } end ? new End(this, end) : null;

    private byte[]? Answer(byte[] question)
    {
        Questions++;
        if (IsSilent()) return null;
        IPAddress? address = resolve(NameIn(question));
        byte[] reply = address is null ? question : [.. question, .. AddressFollows, .. address.GetAddressBytes()];
        reply[2] |= IsReply;
        reply[3] = address is null ? NoSuchName : (byte)0;
        BinaryPrimitives.WriteUInt16BigEndian(reply.AsSpan(6), (ushort)(address is null ? 0 : 1));
        return reply;
    }

    private static string NameIn(byte[] question)
    {
        List<string> labels = [];
        for (int at = HeaderBytes; question[at] > 0; at += question[at] + 1) labels.Add(Encoding.ASCII.GetString(question, at + 1, question[at]));
        return string.Join('.', labels);
    }

    private sealed class End(NameServerNet server, IDatagramEnd behind) : IDatagramEnd
    {
        private readonly ConcurrentQueue<(byte[] Datagram, IPEndPoint From)> _answers = new();

        public bool HasDatagram => !_answers.IsEmpty || behind.HasDatagram;

        public void Join(IPAddress group) => behind.Join(group);

        public bool TryReceive(out byte[] datagram, out IPEndPoint from)
        {
            if (!_answers.TryDequeue(out (byte[] Datagram, IPEndPoint From) next)) return behind.TryReceive(out datagram, out from);
            (datagram, from) = next;
            return true;
        }

        public void Send(ReadOnlySpan<byte> datagram, IPEndPoint to)
        {
            if (to.Port != Port)
            {
                behind.Send(datagram, to);
                return;
            }

            if (server.Answer(datagram.ToArray()) is { } reply) _answers.Enqueue((reply, to));
        }

        public void Dispose() => behind.Dispose();
    }
}
