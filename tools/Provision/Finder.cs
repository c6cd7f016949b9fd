// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Wattwarden.Provision;

/// <summary>Asks "who is there?" into the local networks and collects the answers (docs/reference/discovery.md).</summary>
public sealed class Finder(int port = Finder.DefaultPort)
{
    public const int DefaultPort = 22359;

    private const byte Version = 1;
    private const int HeaderBytes = 7;
    private const int AskEveryMs = 500;

    private readonly ushort _token = (ushort)Random.Shared.Next(1 << 16);

    /// <summary>Where to ask: the broadcast address of every interface that is up, loopback's included.</summary>
    public static IEnumerable<IPAddress> Broadcasts()
    {
        foreach (NetworkInterface nic in NetworkInterface.GetAllNetworkInterfaces().Where(it => it.OperationalStatus != OperationalStatus.Down))
        {
            foreach (UnicastIPAddressInformation own in nic.GetIPProperties().UnicastAddresses.Where(it => it.Address.AddressFamily == AddressFamily.InterNetwork))
            {
                uint mask = BinaryPrimitives.ReadUInt32BigEndian(own.IPv4Mask.GetAddressBytes());
                uint address = BinaryPrimitives.ReadUInt32BigEndian(own.Address.GetAddressBytes());
                byte[] broadcast = new byte[4];
                BinaryPrimitives.WriteUInt32BigEndian(broadcast, address | ~mask);
                yield return new IPAddress(broadcast);
            }
        }
    }

    /// <summary>Asks again and again until the time is over; each device once, by its hardware address.</summary>
    public IReadOnlyList<FoundDevice> Find(IEnumerable<IPAddress> where, TimeSpan wait)
    {
        IPAddress[] targets = [.. where.Distinct()];
        Dictionary<string, FoundDevice> found = [];
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { EnableBroadcast = true };
        socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        long endMs = Environment.TickCount64 + (long)wait.TotalMilliseconds;
        for (long nextAskMs = 0, nowMs = Environment.TickCount64; nowMs < endMs; nowMs = Environment.TickCount64)
        {
            if (nowMs >= nextAskMs)
            {
                Ask(socket, targets);
                nextAskMs = nowMs + AskEveryMs;
            }

            if (!socket.Poll(TimeSpan.FromMilliseconds(Math.Min(nextAskMs, endMs) - nowMs), SelectMode.SelectRead)) continue;
            if (Take(socket) is { } device) found.TryAdd(device.Mac.Length > 0 ? device.Mac : device.Address, device);
        }

        return [.. found.Values.OrderBy(it => BinaryPrimitives.ReadUInt32BigEndian(IPAddress.Parse(it.Address).GetAddressBytes()))];
    }

    private void Ask(Socket socket, IPAddress[] targets)
    {
        byte[] question = [(byte)'W', (byte)'W', (byte)'D', (byte)'?', Version, (byte)(_token >> 8), (byte)_token];
        foreach (IPAddress target in targets)
        {
            try
            {
                socket.SendTo(question, new IPEndPoint(target, port));
            }
            catch (SocketException)
            {
                // An interface without a way out; the others may have one.
            }
        }
    }

    private FoundDevice? Take(Socket socket)
    {
        byte[] answer = new byte[2048];
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        int count;
        try
        {
            count = socket.ReceiveFrom(answer, ref from);
        }
        catch (SocketException)
        {
            return null;   // somebody's port is closed, or the datagram is too long to be an answer
        }

        bool isAnswer = count > HeaderBytes && answer.AsSpan(0, 4).SequenceEqual("WWD!"u8) && answer[4] == Version
            && BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(5)) == _token;
        return isAnswer ? FoundDevice.FromJson(answer.AsSpan(HeaderBytes, count - HeaderBytes)) : null;
    }
}
