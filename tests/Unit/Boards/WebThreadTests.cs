// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using nanoFramework.Emulation;
using Wattwarden.Device;
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Wattwarden.Web;
using Xunit;

namespace Wattwarden.Tests.Unit.Boards;

/// <summary>The web server's threads on an emulated chip, over sockets of this computer.</summary>
public sealed class WebThreadTests : IDisposable, IHttpHandler
{
    private readonly TestChip _chip = new(new RealTimeline());
    private readonly WebStatistics _statistics = new();
    private readonly IPEndPoint _address;
    private Action<IHttpExchange> _handler = e => Answer(e, 200, "ok");

    public WebThreadTests()
    {
        _address = _chip.ConnectNetwork();
        _chip.Run(() => new WebThread(this, new Wattwarden.Boards.TcpListener(80), _statistics).Start());
    }

    public void Dispose() => _chip.Dispose();

    void IHttpHandler.Handle(IHttpExchange exchange) => _handler(exchange);

    [Fact]
    public void Method_path_query_header_and_body_reach_the_handler()
    {
        _handler = Echo;
        string answer = TestHttp.Exchange(_address, "PUT /api/v1/x%20y?a=1&b=2 HTTP/1.1\r\nCookie: s=1\r\nContent-Length: 6\r\n\r\nabcdef");
        Assert.StartsWith("HTTP/1.1 201 \r\n", answer);
        Assert.EndsWith("\r\n\r\nPUT|/api/v1/x%20y|a=1&b=2|s=1||6|abcdef", answer);
    }

    [Fact]
    public void A_request_in_pieces_of_a_byte_is_the_same_request()
    {
        _handler = Echo;
        using Socket client = TestHttp.Connect(_address);
        client.NoDelay = true;
        foreach (byte b in Encoding.ASCII.GetBytes("PUT /a?b HTTP/1.1\r\nCookie: s=1\r\nContent-Length: 6\r\n\r\nabcdef")) client.Send([b]);
        Assert.EndsWith("PUT|/a|b|s=1||6|abcdef", TestHttp.ReadAll(client));
    }

    [Fact]
    public void Status_type_length_and_headers_reach_the_client()
    {
        _handler = e =>
        {
            e.SetHeader("Set-Cookie", "s=2; HttpOnly");
            Answer(e, 404, "{}");
        };
        string answer = TestHttp.Exchange(_address, "GET / HTTP/1.1\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 404 ", answer);
        Assert.Contains("\r\nContent-Type: application/json\r\n", answer);
        Assert.Contains("\r\nContent-Length: 2\r\n", answer);
        Assert.Contains("\r\nSet-Cookie: s=2; HttpOnly\r\n", answer);
    }

    [Fact]
    public void An_answer_of_unknown_length_ends_with_the_connection()
    {
        _handler = e =>
        {
            e.Begin(200, "text/plain", -1);
            for (int i = 0; i < 2000; i++) e.Write("piece "u8.ToArray(), 0, 6);
        };
        string answer = TestHttp.Exchange(_address, "GET / HTTP/1.1\r\n\r\n");
        Assert.DoesNotContain("Content-Length", answer);
        Assert.EndsWith(string.Concat(Enumerable.Repeat("piece ", 2000)), answer);
    }

    [Fact]
    public void No_more_requests_are_answered_at_a_time_than_the_chip_can_bear_and_the_others_wait_their_turn()
    {
        using ManualResetEventSlim go = new();
        using CountdownEvent inside = new(WebThread.MostServed);
        int most = 0;
        int now = 0;
        _handler = e =>
        {
            int current = Interlocked.Increment(ref now);
            lock (_statistics) most = Math.Max(most, current);
            if (!inside.IsSet) inside.Signal();
            go.Wait(TestHttp.PatienceMs);
            Interlocked.Decrement(ref now);
            Answer(e, 200, "done");
        };
        Socket[] clients = [.. Enumerable.Range(0, WebThread.Places).Select(_ => Send("GET / HTTP/1.1\r\n\r\n"))];
        Assert.True(inside.Wait(TestHttp.PatienceMs));
        go.Set();
        foreach (Socket client in clients)
        {
            Assert.EndsWith("done", TestHttp.ReadAll(client));
            client.Dispose();
        }

        Assert.Equal(WebThread.MostServed, most);
    }

    [Fact]
    public void Two_hundred_silent_connections_do_not_keep_a_request_out()
    {
        Socket[] idle = [.. Enumerable.Range(0, 200).Select(_ => TestHttp.Connect(_address))];
        long start = Stopwatch.GetTimestamp();
        Assert.EndsWith("ok", TestHttp.Exchange(_address, "GET / HTTP/1.1\r\n\r\n"));
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 5);
        foreach (Socket client in idle) client.Dispose();
        Assert.True(_statistics.Refused >= 190, $"{_statistics.Refused} made room");
    }

    [Fact]
    public void A_head_that_does_not_end_is_cut_after_five_seconds()
    {
        using Socket client = Send("GET / HTTP/1.1\r\nCookie: ");
        long start = Stopwatch.GetTimestamp();
        Assert.StartsWith("HTTP/1.1 408 ", TestHttp.ReadAll(client));
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalMilliseconds, HttpDoor.HeadMs - 500, 9000);
        Assert.Equal(1, _statistics.Cut);
    }

    [Fact]
    public void A_body_that_does_not_come_ends_the_request()
    {
        _handler = Echo;
        using Socket client = Send("PUT / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc");
        Assert.EndsWith("|10|abc", TestHttp.ReadAll(client));
    }

    [Fact]
    public void A_client_that_waits_to_be_asked_for_its_body_is_asked()
    {
        _handler = Echo;
        using Socket client = Send("PUT / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
        byte[] go = new byte[25];
        for (int got = 0; got < go.Length;) got += client.Receive(go, got, go.Length - got, SocketFlags.None);
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", Encoding.ASCII.GetString(go));
        client.Send("xyz"u8);
        Assert.EndsWith("|3|xyz", TestHttp.ReadAll(client));
    }

    [Fact]
    public void A_client_whose_body_is_refused_can_still_read_why()
    {
        _handler = e => Answer(e, 413, "too long");
        using Socket client = TestHttp.Connect(_address);
        client.Send(Encoding.ASCII.GetBytes("PUT / HTTP/1.1\r\nContent-Length: 50000\r\n\r\n"));
        client.Send(new byte[50_000]);
        Assert.EndsWith("too long", TestHttp.ReadAll(client));
    }

    [Fact]
    public void A_client_that_does_not_take_its_answer_is_cut_and_the_others_are_served()
    {
        _handler = e =>
        {
            e.Begin(200, "text/plain", -1);
            for (int i = 0; i < 4000; i++) e.Write(new byte[4096], 0, 4096);
        };
        using Socket stuck = new(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        stuck.Connect(_address);
        stuck.Send("GET / HTTP/1.1\r\n\r\n"u8);
        Thread.Sleep(100);
        _handler = e => Answer(e, 200, "ok");
        Assert.EndsWith("ok", TestHttp.Exchange(_address, "GET / HTTP/1.1\r\n\r\n"));
    }

    [Fact]
    public void A_handler_that_throws_gives_500()
    {
        _handler = _ => throw new InvalidOperationException("broken handler");
        Assert.StartsWith("HTTP/1.1 500 ", TestHttp.Exchange(_address, "GET / HTTP/1.1\r\n\r\n"));
        Assert.Contains("broken handler", _chip.Console);
    }

    [Fact]
    public void A_client_that_goes_away_is_not_a_fault()
    {
        using ManualResetEventSlim done = new();
        _handler = e =>
        {
            e.Begin(200, "text/plain", -1);
            for (int i = 0; i < 1000; i++) e.Write(new byte[4096], 0, 4096);
            done.Set();
        };
        using (Socket client = Send("GET / HTTP/1.1\r\n\r\n")) client.LingerState = new LingerOption(true, 0);
        Assert.True(done.Wait(TestHttp.PatienceMs));
        Assert.DoesNotContain("web:", _chip.Console);
    }

    [Fact]
    public void A_port_that_is_taken_is_tried_again()
    {
        using TestChip chip = new(new RealTimeline());
        IPEndPoint address = chip.ConnectNetwork();
        TcpListener taken = new(address);
        taken.Start();
        chip.Run(() => new WebThread(this, new Wattwarden.Boards.TcpListener(80), new WebStatistics()).Start());
        Thread.Sleep(200);
        taken.Stop();
        Assert.EndsWith("ok", TestHttp.Exchange(address, "GET / HTTP/1.1\r\n\r\n"));
    }

    [Fact]
    public void Who_would_not_reach_the_chip_s_address_is_cut_off_until_it_has_another()
    {
        bool isReached = false;
        _chip.Machine.Interface.Lan.Reaches = address => isReached && address.Equals(IPAddress.Loopback);
        Assert.Equal("", Ask());
        Assert.Equal("", Ask());
        isReached = true;
        Assert.EndsWith("ok", Ask());

        string Ask()
        {
            try
            {
                return TestHttp.Exchange(_address, "GET / HTTP/1.1\r\n\r\n");
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                return "";
            }
        }
    }

    private static void Echo(IHttpExchange e)
    {
        byte[] body = new byte[20];
        int count = 0;
        for (int got; (got = e.ReadBody(body, count, 4)) > 0;) count += got;
        Answer(e, 201, $"{e.Method}|{e.Path}|{e.Query}|{e.Header("cookie")}|{e.Header("none")}|{e.BodyLength}|{Encoding.ASCII.GetString(body, 0, count)}");
    }

    private Socket Send(string request)
    {
        Socket socket = TestHttp.Connect(_address);
        socket.Send(Encoding.ASCII.GetBytes(request));
        return socket;
    }

    private static void Answer(IHttpExchange exchange, int status, string text)
    {
        byte[] body = Encoding.UTF8.GetBytes(text);
        exchange.Begin(status, "application/json", body.Length);
        exchange.Write(body, 0, body.Length);
    }
}
