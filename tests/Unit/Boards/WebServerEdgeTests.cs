// SPDX-License-Identifier: MIT
using System.Net;
using System.Net.Sockets;
using System.Text;
using nanoFramework.Emulation;
using Wattwarden.Boards;
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Boards;

/// <summary>The adapter over the emulated WebServer package and a socket of this computer.</summary>
public sealed class WebServerEdgeTests : IDisposable, IHttpHandler
{
    private readonly TestChip _chip = new(new RealTimeline());
    private readonly IPEndPoint _address;
    private Action<IHttpExchange> _handler = e => Answer(e, 200, "ok");

    public WebServerEdgeTests()
    {
        _address = _chip.ConnectNetwork();
        _chip.Run(() => new WebServerEdge(this, 80, maxConcurrent: 2, maxBodyBytes: 100).KeepRunning(0));
    }

    public void Dispose() => _chip.Dispose();

    void IHttpHandler.Handle(IHttpExchange exchange) => _handler(exchange);

    [Fact]
    public void Method_path_query_header_and_body_reach_the_handler()
    {
        _handler = e =>
        {
            byte[] body = new byte[20];
            int count = 0;
            for (int got; (got = e.ReadBody(body, count, 4)) > 0;) count += got;
            Answer(e, 201, $"{e.Method}|{e.Path}|{e.Query}|{e.Header("cookie")}|{e.Header("none")}|{e.BodyLength}|{Encoding.ASCII.GetString(body, 0, count)}");
        };
        string answer = TestHttp.Exchange(_address, "PUT /api/v1/x%20y?a=1&b=2 HTTP/1.1\r\nCookie: s=1\r\nContent-Length: 6\r\n\r\nabcdef");
        Assert.StartsWith("HTTP/1.1 201 Created\r\n", answer);
        Assert.EndsWith("\r\n\r\nPUT|/api/v1/x%20y|a=1&b=2|s=1||6|abcdef", answer);
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
            for (int i = 0; i < 5; i++) e.Write("piece "u8.ToArray(), 0, 6);
        };
        string answer = TestHttp.Exchange(_address, "GET / HTTP/1.1\r\n\r\n");
        Assert.DoesNotContain("Content-Length", answer);
        Assert.EndsWith("\r\n\r\npiece piece piece piece piece ", answer);
    }

    [Fact]
    public void More_requests_than_the_device_can_bear_get_503_at_once()
    {
        using ManualResetEventSlim go = new();
        using CountdownEvent inside = new(2);
        _handler = e =>
        {
            inside.Signal();
            go.Wait(TestHttp.PatienceMs);
            Answer(e, 200, "late");
        };
        using Socket first = Send("GET /1 HTTP/1.1\r\n\r\n");
        using Socket second = Send("GET /2 HTTP/1.1\r\n\r\n");
        Assert.True(inside.Wait(TestHttp.PatienceMs));

        string refused = TestHttp.Exchange(_address, "GET /3 HTTP/1.1\r\n\r\n");
        go.Set();

        Assert.StartsWith("HTTP/1.1 503 ", refused);
        Assert.Contains("\r\nRetry-After: 2\r\n", refused);
        Assert.EndsWith("late", TestHttp.ReadAll(first));
        Assert.EndsWith("late", TestHttp.ReadAll(second));
        _handler = e => Answer(e, 200, "free again");
        Assert.EndsWith("free again", TestHttp.Exchange(_address, "GET /4 HTTP/1.1\r\n\r\n"));
    }

    [Fact]
    public void A_body_that_is_too_long_is_refused_unread() =>
        Assert.StartsWith("HTTP/1.1 413 ", TestHttp.Exchange(_address, "POST / HTTP/1.1\r\nContent-Length: 101\r\n\r\n"));

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
    public void A_server_that_has_stopped_is_started_again_after_a_while()
    {
        using TestChip chip = new(new VirtualTimeline());
        IPEndPoint address = chip.ConnectNetwork();
        TcpListener taken = new(address);
        taken.Start();
        WebServerEdge edge = null!;
        chip.Run(() =>
        {
            edge = new WebServerEdge(this, 80, 2, 100);
            edge.KeepRunning(0);
        });
        taken.Stop();

        string answer = "";
        for (long nowMs = 0; answer == "" && nowMs < 1_000_000; nowMs += 10_000)
        {
            chip.Run(() => edge.KeepRunning(nowMs));
            answer = TryGet(address);
        }

        Assert.EndsWith("ok", answer);
    }

    private static string TryGet(IPEndPoint address)
    {
        try
        {
            using Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = TestHttp.PatienceMs };
            socket.Connect(address);
            socket.Send("GET / HTTP/1.1\r\n\r\n"u8);
            return TestHttp.ReadAll(socket);
        }
        catch (SocketException)
        {
            Thread.Sleep(5);
            return "";
        }
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
