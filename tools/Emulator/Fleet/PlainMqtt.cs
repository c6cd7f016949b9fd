// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Wattwarden.Emulator.Fleet;

/// <summary>
/// A client of MQTT 3.1.1 to measure with, as small as can be and without a line of the firmware's: subscribes with QoS 1, publishes with QoS 0. One thread
/// reads; anyone may publish.
/// </summary>
public sealed class PlainMqtt : IDisposable
{
    private const byte Connect = 0x10;
    private const byte ConnAck = 0x20;
    private const byte Publish = 0x30;
    private const byte PubAck = 0x40;
    private const byte Subscribe = 0x82;
    private const byte SubAck = 0x90;
    private const byte PingReq = 0xC0;
    private const int KeepAliveSeconds = 600;
    private const int BufferBytes = 256 * 1024;

    private readonly TcpClient _tcp;
    private readonly BufferedStream _in;
    private readonly Stream _out;
    private readonly Lock _gate = new();

    /// <summary>Connects and logs in; throws what the broker or the network says against it.</summary>
    /// <param name="ca">PEM: over TLS, with a certificate that comes from this one; empty: without TLS.</param>
    public PlainMqtt(string host, int port, string clientId, string user, string password, string ca = "")
    {
        _tcp = new TcpClient(host, port) { NoDelay = true, ReceiveBufferSize = 4 * 1024 * 1024 };
        _out = ca.Length > 0 ? SecureStream.Over(_tcp.GetStream(), host, ca) : _tcp.GetStream();
        _in = new BufferedStream(_out, BufferBytes);
        // name | level 4 | flags | keep-alive | client id | user | password
        byte flags = (byte)(2 | (user.Length > 0 ? 0xC0 : 0));
        Send(Connect, [0, 4, .. "MQTT"u8, 4, flags, KeepAliveSeconds >> 8, KeepAliveSeconds & 255, .. Text(clientId), .. user.Length > 0 ? [.. Text(user), .. Text(password)] : Array.Empty<byte>()]);
        (byte type, byte[] body) = Read();
        if (type != ConnAck || body[1] != 0) throw new IOException($"the broker refuses the measuring client: CONNACK {body[1]}");
    }

    public delegate void MessageHandler(string topic, ReadOnlySpan<byte> payload, bool retained, int packetBytes);

    /// <summary>Bytes that came in, packet heads included.</summary>
    public long BytesIn { get; private set; }

    public void SubscribeTo(string filter)
    {
        Send(Subscribe, [0, 1, .. Text(filter), 1]);
        (byte type, byte[] body) = Read();
        if (type != SubAck || body[2] == 0x80) throw new IOException("the broker refuses the subscription to " + filter);
    }

    public void Send(string topic, string payload) => Send(Publish, [.. Text(topic), .. Encoding.UTF8.GetBytes(payload)]);

    public void Ping() => Send(PingReq, []);

    /// <summary>Reads until the connection ends.</summary>
    public void Listen(MessageHandler handler)
    {
        try
        {
            while (true)
            {
                (byte type, byte[] body) = Read();
                if ((type & 0xF0) == Publish) Take(type, body, handler);
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
        }
    }

    public void Dispose() => _tcp.Dispose();

    private void Take(byte type, byte[] body, MessageHandler handler)
    {
        int topicBytes = BinaryPrimitives.ReadUInt16BigEndian(body);
        int at = 2 + topicBytes;
        bool confirm = (type & 6) != 0;
        if (confirm) at += 2;
        handler(Encoding.UTF8.GetString(body, 2, topicBytes), body.AsSpan(at), (type & 1) != 0, body.Length + HeadBytes(body.Length));
        if (confirm) Send(PubAck, [body[at - 2], body[at - 1]]);
    }

    private static int HeadBytes(int length) => length < 128 ? 2 : length < 16384 ? 3 : 4;

    private void Send(byte type, byte[] body)
    {
        var packet = new List<byte>(body.Length + 5) { type };
        int left = body.Length;
        do
        {
            packet.Add((byte)((left & 127) | (left > 127 ? 128 : 0)));
            left >>= 7;
        }
        while (left > 0);
        packet.AddRange(body);
        lock (_gate) _out.Write([.. packet]);
    }

    private (byte Type, byte[] Body) Read()
    {
        byte type = ReadByte();
        int length = 0;
        byte part;
        int shift = 0;
        do
        {
            part = ReadByte();
            length |= (part & 127) << shift;
            shift += 7;
        }
        while ((part & 128) != 0);
        byte[] body = new byte[length];
        _in.ReadExactly(body);
        BytesIn += length + 1 + (shift / 7);
        return (type, body);
    }

    private byte ReadByte()
    {
        int value = _in.ReadByte();
        return value < 0 ? throw new EndOfStreamException() : (byte)value;
    }

    private static byte[] Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }
}
