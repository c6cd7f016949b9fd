// SPDX-License-Identifier: MIT
extern alias nano;
using System.Net;
using System.Net.Sockets;
using System.Text;
using nanoFramework.Emulation;
using Wattwarden.Tests.Support;
using Xunit;
using HttpProtocol = nano::nanoFramework.WebServer.HttpProtocol;
using WebServer = nano::nanoFramework.WebServer.WebServer;
using WebServerEventArgs = nano::nanoFramework.WebServer.WebServerEventArgs;
using WebServerStatus = nano::nanoFramework.WebServer.WebServerStatus;

namespace Wattwarden.Tests.Unit.Packages;

/// <summary>The emulated server over a socket of this computer.</summary>
public sealed class WebServerTests : IDisposable
{
    private readonly TestChip _chip = new(new RealTimeline());
    private readonly IPEndPoint _address;

    public WebServerTests() => _address = _chip.ConnectNetwork();

    public void Dispose() => _chip.Dispose();

    [Fact]
    public void A_request_is_answered_and_its_connection_closed()
    {
        string? heard = null;
        Start(e =>
        {
            heard = $"{e.Context.Request.HttpMethod} {e.Context.Request.RawUrl} {e.Context.Request.Headers["x-test"]}";
            Answer(e, "hello");
        });

        string answer = TestHttp.Exchange(_address, "GET /a?b=1 HTTP/1.1\r\nHost: x\r\nX-Test: yes\r\n\r\n");

        Assert.Equal("GET /a?b=1 yes", heard);
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer);
        Assert.Contains("\r\nConnection: Close\r\n", answer);
        Assert.EndsWith("\r\n\r\nhello", answer);
    }

    [Fact]
    public void A_body_ends_after_its_announced_length()
    {
        string? body = null;
        Start(e =>
        {
            byte[] buffer = new byte[100];
            int count = 0;
            for (int got; (got = e.Context.Request.InputStream.Read(buffer, count, 3)) > 0;) count += got;
            body = Encoding.ASCII.GetString(buffer, 0, count);
            Answer(e, "ok");
        });

        TestHttp.Exchange(_address, "POST / HTTP/1.1\r\nContent-Length: 7\r\n\r\n1234567 and more");
        Assert.Equal("1234567", body);
    }

    [Fact]
    public void A_silent_client_holds_its_thread_but_not_the_others()
    {
        Start(e => Answer(e, "ok"));
        using Socket silent = TestHttp.Connect(_address);
        silent.Send("GET / HT"u8);
        Assert.EndsWith("ok", TestHttp.Exchange(_address, "GET / HTTP/1.1\r\n\r\n"));
        silent.Send("TP/1.1\r\n\r\n"u8);
        Assert.EndsWith("ok", TestHttp.ReadAll(silent));
    }

    [Fact]
    public void An_answer_without_length_in_chunks_ends_with_an_empty_one()
    {
        Start(e =>
        {
            e.Context.Response.SendChunked = true;
            e.Context.Response.OutputStream.Write("abc"u8.ToArray(), 0, 3);
        });
        Assert.EndsWith("\r\n\r\n3\r\nabc\r\n0\r\n\r\n", TestHttp.Exchange(_address, "GET / HTTP/1.1\r\n\r\n"));
    }

    [Fact]
    public void A_port_in_use_shows_as_a_server_that_has_stopped()
    {
        TcpListener taken = new(_address);
        taken.Start();
        using ManualResetEventSlim stopped = new();
        _chip.Run(() =>
        {
            WebServer server = new(80, HttpProtocol.Http);
            server.WebServerStatusChanged += (_, e) =>
            {
                if (e.Status == WebServerStatus.Stopped) stopped.Set();
            };
            Assert.True(server.Start());
            Assert.True(stopped.Wait(TestHttp.PatienceMs));
            Assert.False(server.IsRunning);
        });
        taken.Stop();
    }

    [Fact]
    public void Without_power_nobody_listens()
    {
        Start(e => Answer(e, "ok"));
        TestHttp.Exchange(_address, "GET / HTTP/1.1\r\n\r\n");
        _chip.Machine.Stop();
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        Assert.Throws<SocketException>(() => socket.Connect(_address));
    }

    private void Start(Action<WebServerEventArgs> handler) => _chip.Run(() =>
    {
        WebServer server = new(80, HttpProtocol.Http);
        server.CommandReceived += (_, e) => handler(e);
        server.Start();
    });

    private static void Answer(WebServerEventArgs e, string text)
    {
        e.Context.Response.ContentLength64 = text.Length;
        e.Context.Response.OutputStream.Write(Encoding.ASCII.GetBytes(text), 0, text.Length);
    }
}
