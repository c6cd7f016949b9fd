// SPDX-License-Identifier: MIT
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wattwarden.Tests.Support;

/// <summary>A client that sends exactly these bytes and reads until the server closes.</summary>
internal static class TestHttp
{
    public const int PatienceMs = 10_000;

    public static string Exchange(IPEndPoint address, string request)
    {
        using Socket socket = Connect(address);
        socket.Send(Encoding.ASCII.GetBytes(request));
        return ReadAll(socket);
    }

    /// <summary>Connects, as soon as somebody listens.</summary>
    public static Socket Connect(IPEndPoint address)
    {
        for (int attempt = 1; ; attempt++)
        {
            Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = PatienceMs };
            try
            {
                socket.Connect(address);
                return socket;
            }
            catch (SocketException) when (attempt < 200)
            {
                socket.Dispose();
                Thread.Sleep(10);
            }
        }
    }

    public static string ReadAll(Socket socket)
    {
        StringBuilder text = new();
        byte[] buffer = new byte[4096];
        for (int count; (count = Receive(socket, buffer)) > 0;) text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        return text.ToString();
    }

    // A server that closes while a part of the request is unread resets the connection after its answer.
    private static int Receive(Socket socket, byte[] buffer)
    {
        try
        {
            return socket.Receive(buffer);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            return 0;
        }
    }
}
