// SPDX-License-Identifier: MIT
using System.Text;
using Wattwarden.Web;
using Xunit;

namespace Wattwarden.Tests.Unit.Web;

public sealed class RequestHeadTests
{
    [Fact]
    public void A_request_of_a_browser_is_read()
    {
        RequestHead head = Read("POST /api/v1/save?out1=1 HTTP/1.1\r\nHost: 192.168.0.100\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64)\r\nCONTENT-length:  12 \r\ncookie: wattwarden=aa\r\n\r\n");
        Assert.Equal((200, "POST", "/api/v1/save", "out1=1", 12), (head.Status, head.Method, head.Path, head.Query, head.BodyLength));
        Assert.Equal("wattwarden=aa", head.Field("Cookie"));
        Assert.Equal("192.168.0.100", head.Field("HOST"));
        Assert.Null(head.Field("Cook"));
        Assert.Null(head.Field("Cookie2"));
    }

    [Theory]
    [InlineData("GET / HTTP/1.0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\n\n")]
    [InlineData("GET /?%00%ff HTTP/1.1\r\nX: \r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n")]
    public void What_is_unusual_and_right_is_taken(string text) => Assert.Equal(200, Read(text).Status);

    [Theory]
    [InlineData("\r\n\r\n")]
    [InlineData("GET\r\n\r\n")]
    [InlineData("GET /\r\n\r\n")]
    [InlineData("GET  / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1 \r\n\r\n")]
    [InlineData("GET / HTTP/2.0\r\n\r\n")]
    [InlineData("get / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / http/1.1\r\n\r\n")]
    [InlineData("GET http://x/ HTTP/1.1\r\n\r\n")]
    [InlineData("GET * HTTP/1.1\r\n\r\n")]
    [InlineData("GET /a b HTTP/1.1\r\n\r\n")]
    [InlineData("GET /\u0001 HTTP/1.1\r\n\r\n")]
    [InlineData("GET /\u00ff HTTP/1.1\r\n\r\n")]
    [InlineData("VERYLONGMETHOD / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nNoColon\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n: x\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nA b: x\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nA : x\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nA: x\r\n folded\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nA: \u0000\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nContent-Length: +1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nContent-Length: 1 2\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nContent-Length:\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nContent-Length: 0x10\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nContent-Length: 9999999999\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n")]
    public void What_two_could_understand_differently_is_refused(string text) => Assert.Equal(400, Read(text).Status);

    [Fact]
    public void An_address_that_is_too_long_has_a_status_of_its_own() => Assert.Equal(414, Read("GET /" + new string('a', 600) + " HTTP/1.1\r\n\r\n").Status);

    [Fact]
    public void Bytes_that_are_no_ascii_in_a_header_are_question_marks() => Assert.Equal("a??b", Read("GET / HTTP/1.1\r\nX: a\u00c3\u00a4b\r\n\r\n").Field("X"));

    [Fact]
    public void Damaged_heads_never_throw()
    {
        var random = new Random(20261128);
        byte[] whole = Encoding.ASCII.GetBytes("PUT /api/v1/x?y=1 HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\nCookie: wattwarden=00\r\n\r\n");
        for (int i = 0; i < 100_000; i++)
        {
            byte[] bytes = (byte[])whole.Clone();
            for (int k = random.Next(4); k >= 0; k--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            int length = random.Next(3) == 0 ? random.Next(2, bytes.Length) : bytes.Length;
            var head = new RequestHead(bytes, length);
            Assert.Contains(head.Status, new[] { 200, 400, 414 });
            if (head.Status == 200) _ = head.Field("Cookie");
        }
    }

    private static RequestHead Read(string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        return new RequestHead(bytes, bytes.Length);
    }
}
