// SPDX-License-Identifier: MIT
using System.Text;
using Wattwarden.Ports;
using Wattwarden.Web;
using Xunit;

namespace Wattwarden.Tests.Unit.Web;

public sealed class HttpDoorTests : ITcpListener
{
    private readonly Queue<Client> _waiting = new();
    private readonly WebStatistics _statistics = new();
    private readonly HttpDoor _door;

    public HttpDoorTests()
    {
        _door = new HttpDoor(this, _statistics, 2, 1);
    }

    public bool IsOpen => true;

    public bool TryOpen() => true;

    public ITcpStream? Accept(int waitMs) => _waiting.TryDequeue(out Client? client) ? client : null;

    [Fact]
    public void A_client_for_whom_there_is_no_memory_is_closed_and_the_next_one_gets_in()
    {
        Client first = Come("GET /first HTTP/1.1\r\n\r\n");
        first.HasMemory = false;
        Client second = Come("GET /second HTTP/1.1\r\n\r\n");
        Assert.Equal("/second", PathOf(Served()));
        Assert.True(first.IsClosed);
        Assert.False(second.IsClosed);
        Assert.Equal(1, _statistics.Refused);
    }

    [Theory]
    [InlineData(100, "/")]
    [InlineData(1200, "/")]
    [InlineData(2000, "/")]
    [InlineData(2100, null)]
    public void A_head_is_taken_up_to_2048_bytes_in_any_pieces_and_a_longer_one_is_431(int length, string? path)
    {
        foreach (int piece in new[] { 7, 768, 5000 })
        {
            string start = "GET / HTTP/1.1\r\nX-Filler: ";
            Client client = Come(start + new string('x', length - start.Length - 4) + "\r\n\r\n");
            client.Piece = piece;
            HttpConnection? served = Served();
            Assert.Equal(path, PathOf(served));
            if (served != null) _door.Served(served);
            else Assert.StartsWith("HTTP/1.1 431 ", client.Said);
            Assert.True(client.IsClosed);
        }
    }

    private string? PathOf(HttpConnection? served) => served == null ? null : new HttpAnswer(served, _statistics).Path;

    private Client Come(string request)
    {
        var client = new Client(Encoding.ASCII.GetBytes(request));
        _waiting.Enqueue(client);
        return client;
    }

    private HttpConnection? Served()
    {
        HttpConnection? served = null;
        for (int i = 0; i < 1000 && served == null; i++) served = _door.Step();
        return served;
    }

    private sealed class Client(byte[] request) : ITcpStream
    {
        private int _at;

        public bool HasMemory { get; set; } = true;

        public int Piece { get; set; } = 5000;

        public string Said { get; private set; } = "";

        public bool IsClosed { get; private set; }

        public string RemoteAddress => "192.168.0.7";

        public bool WaitForData(int timeoutMs) => false;

        public int Receive(byte[] buffer, int offset, int count)
        {
            if (!HasMemory) throw new OutOfMemoryException();
            int taken = Math.Min(Math.Min(count, Piece), request.Length - _at);
            Array.Copy(request, _at, buffer, offset, taken);
            _at += taken;
            return taken;
        }

        public bool Send(byte[] buffer, int offset, int count)
        {
            Said += Encoding.ASCII.GetString(buffer, offset, count);
            return true;
        }

        public void Close() => IsClosed = true;
    }
}
