// SPDX-License-Identifier: MIT
using System.Net;
using System.Net.Sockets;

namespace Wattwarden.Tests.Support;

/// <summary>A broker of bytes: takes one connection at a time, reads exactly the packets that a test expects, sends those that it wants.</summary>
internal sealed class VectorBroker : IDisposable
{
    private static readonly Dictionary<string, byte[]> Packets = RepositoryFiles.Read("tests/Vectors/mqtt/packets.txt").Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .ToDictionary(parts => parts[0], parts => Convert.FromHexString(parts[1].Replace(" ", "")));

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private Socket? _client;

    public VectorBroker() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static byte[] Packet(string name) => Packets[name];

    public void Accept()
    {
        _client = _listener.AcceptSocket();
        _client.ReceiveTimeout = 10_000;
    }

    /// <summary>The next bytes on the wire as hexadecimal text, as many as the packet of that name has.</summary>
    public string Read(string name) => Read(Packets[name].Length);

    public string Read(int count)
    {
        byte[] bytes = new byte[count];
        for (int at = 0; at < count;)
        {
            int got = _client!.Receive(bytes, at, count - at, SocketFlags.None);
            if (got == 0) return Convert.ToHexString(bytes, 0, at) + " and the end";
            at += got;
        }

        return Convert.ToHexString(bytes);
    }

    public static string Text(string name) => Convert.ToHexString(Packets[name]);

    public void Send(string name) => Send(Packets[name]);

    public void Send(byte[] bytes) => _client!.Send(bytes);

    /// <summary>True when the client has closed.</summary>
    public bool IsAtEnd() => _client!.Receive(new byte[1]) == 0;

    public void Hang() => _client!.Close();

    public void Dispose()
    {
        _client?.Dispose();
        _listener.Stop();
    }
}
