// SPDX-License-Identifier: MIT
using System.Text;
using Wattwarden.Settings;
using Wattwarden.Tests.Support;
using Wattwarden.Web;
using Xunit;
using Xunit.Abstractions;

namespace Wattwarden.Tests.Unit.Web;

public class RouterTests(ITestOutputHelper output)
{
    private readonly WebDevice _device = new();

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/v1/session/")]
    [InlineData("/api/v1/Session")]
    [InlineData("/api/v1/outputs/")]
    [InlineData("/api/v1/outputs/a/b")]
    [InlineData("/api/v1/outputs/..%2f")]
    [InlineData("/api/v1/outputs/123456789012345678901234567890123")]
    [InlineData("/api/v1/outputs/\u017c")]
    [InlineData("/nothing")]
    [InlineData("/api")]
    [InlineData("")]
    public void A_path_that_is_not_in_the_table_is_404(string path) => AssertError(_device.Get(path), 404, "there is nothing at this path");

    [Theory]
    [InlineData("DELETE", "/api/v1/note", "GET, PUT")]
    [InlineData("GET", "/api/v1/login", "POST")]
    [InlineData("POST", "/api/v1/session", "GET")]
    [InlineData("get", "/api/v1/session", "GET")]
    [InlineData("GET", "/api/v1/outputs/out1", "POST")]
    [InlineData("POST", "/", "GET")]
    [InlineData("", "/app.js", "GET")]
    public void A_method_that_the_path_lacks_is_405_and_names_those_it_has(string method, string path, string allow)
    {
        FakeExchange answer = _device.Do(new FakeExchange(method, path));
        AssertError(answer, 405, "this method is not for this path");
        Assert.Equal(allow, answer.AnswerHeaders["Allow"]);
    }

    [Fact]
    public void Without_a_session_it_is_401_and_with_too_small_a_role_403()
    {
        AssertError(_device.Get("/api/v1/note"), 401, "log in first");
        AssertError(_device.Get("/api/v1/note", "wattwarden=00112233445566778899aabbccddeeff"), 401, "log in first");
        AssertError(_device.Send("POST", "/api/v1/outputs/out1", "{}"), 401, "log in first");
        string guest = _device.GuestCookie();
        AssertError(_device.Get("/api/v1/note", guest), 403, "only the installer may do this");
        AssertError(_device.Send("PUT", "/api/v1/note", "{}", guest), 403, "only the installer may do this");
        Assert.Equal(204, _device.Send("POST", "/api/v1/outputs/out1", "{}", guest).Status);
        Assert.Equal(["guest out1"], _device.Commands);
        Assert.Equal(200, _device.Get("/api/v1/note", _device.AdminCookie()).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=application/json")]
    [InlineData("application/jsonx")]
    public void A_body_that_is_not_json_by_its_type_is_415(string? type)
    {
        FakeExchange answer = _device.Do(new FakeExchange("PUT", "/api/v1/note").WithBody("{\"number\":1}", type).With("Cookie", _device.AdminCookie()));
        AssertError(answer, 415, "the body must be application/json");
        Assert.Equal(-1, _device.Note.Number);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON")]
    [InlineData("application/json;charset=utf-8")]
    public void A_type_with_parameters_is_json_as_well(string type) =>
        Assert.Equal(204, _device.Do(new FakeExchange("PUT", "/api/v1/note").WithBody("{\"number\":1}", type).With("Cookie", _device.AdminCookie())).Status);

    [Fact]
    public void A_body_too_long_is_413_before_a_byte_is_read_and_one_without_length_411()
    {
        string cookie = _device.AdminCookie();
        FakeExchange answer = _device.Send("PUT", "/api/v1/note", "{\"text\":\"" + new string('x', Router.MaxBodyBytes) + "\"}", cookie);
        AssertError(answer, 413, "the body is longer than 20480 bytes");
        Assert.Equal(0, answer.BytesRead);
        AssertError(_device.Send("POST", "/api/v1/outputs/out1", "{\"x\":\"" + new string('x', 256) + "\"}", cookie), 413, "the body is longer than 256 bytes");
        AssertError(_device.Send("PUT", "/api/v1/note", "", cookie), 411, "a body with its length is needed");
        var negative = new FakeExchange("PUT", "/api/v1/note") { BodyLength = -5 };
        AssertError(_device.Do(negative.With("Content-Type", "application/json").With("Cookie", cookie)), 411, "a body with its length is needed");
    }

    [Fact]
    public void A_body_of_exactly_the_limit_is_taken_even_in_small_parts()
    {
        string cookie = _device.AdminCookie();
        string json = "{\"number\":7}".PadRight(Router.MaxBodyBytes);
        FakeExchange exchange = new FakeExchange("PUT", "/api/v1/note").WithBody(json).With("Cookie", cookie);
        exchange.BodyPart = 100;
        Assert.Equal(204, _device.Do(exchange).Status);
        _device.Store.CommitPending();
        Assert.Equal(7, _device.Note.Number);
    }

    [Fact]
    public void A_body_that_ends_early_is_400_and_changes_nothing()
    {
        FakeExchange exchange = new FakeExchange("PUT", "/api/v1/note").WithBody("{\"number\":7}").With("Cookie", _device.AdminCookie());
        exchange.BodyLength += 3;
        AssertError(_device.Do(exchange), 400, "the body ended before its announced length");
        Assert.False(_device.Store.HasPending);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "http://192.168.0.100.evil.example")]
    [InlineData("Origin", "http://192.168.0.100:81")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "192.168.0.100")]
    public void A_change_from_another_site_is_403_whoever_is_logged_in(string header, string value)
    {
        FakeExchange exchange = new FakeExchange("POST", "/api/v1/outputs/out1").WithBody("{}").With("Host", "192.168.0.100").With("Cookie", _device.AdminCookie());
        AssertError(_device.Do(exchange.With(header, value)), 403, "the request comes from another site");
        Assert.Empty(_device.Commands);
    }

    [Fact]
    public void A_change_from_the_own_page_passes()
    {
        FakeExchange exchange = new FakeExchange("POST", "/api/v1/outputs/out1").WithBody("{}").With("Cookie", _device.AdminCookie());
        exchange.With("Host", "Heater.local:8080").With("Origin", "http://heater.local:8080").With("Sec-Fetch-Site", "same-origin");
        Assert.Equal(204, _device.Do(exchange).Status);
    }

    [Fact]
    public void A_settings_document_is_stored_taken_and_given_back_and_a_wrong_one_names_its_key()
    {
        string cookie = _device.AdminCookie();
        Assert.Equal(204, _device.Send("PUT", "/api/v1/note", "{\"number\":12,\"text\":\"<script>alert(1)</script>\\u2028\"}", cookie).Status);
        Assert.Equal(409, _device.Send("PUT", "/api/v1/note", "{\"number\":13}", cookie).Status);
        _device.Store.CommitPending();
        FakeExchange answer = _device.Get("/api/v1/note", cookie);
        Assert.Equal("application/json", answer.ContentType);
        Assert.Equal("nosniff", answer.AnswerHeaders["X-Content-Type-Options"]);
        Assert.Equal("no-store", answer.AnswerHeaders["Cache-Control"]);
        Assert.Contains("frame-ancestors 'none'", answer.AnswerHeaders["Content-Security-Policy"]);
        Assert.Equal("<script>alert(1)</script>\u2028", answer.Json.GetProperty("text").GetString());

        AssertError(_device.Send("PUT", "/api/v1/note", "{\"number\":9999}", cookie), 400, "must be 0 to 1000", "number");
        AssertError(_device.Send("PUT", "/api/v1/note", "{\"\\\"><script>\":1}", cookie), 400, "is not known", "\"><script>");
        AssertError(_device.Send("PUT", "/api/v1/note", "{\"number\":1", cookie), 400, "not JSON, or nested too deeply, at byte 11");
        _device.Flash.Full = true;
        AssertError(_device.Send("PUT", "/api/v1/note", "{\"number\":14}", cookie), 507, "flash memory did not take the settings");
        Assert.Equal(12, _device.Note.Number);
    }

    [Fact]
    public void A_fault_in_an_endpoint_is_500_without_its_reason_and_is_counted()
    {
        AssertError(_device.Get("/api/v1/throw"), 500, "the device failed to answer this request");
        Assert.Equal(1, _device.Statistics.Faults);
        FakeExchange late = _device.Get("/api/v1/throw-late");
        Assert.Equal(200, late.Status);
        Assert.DoesNotContain("secret", late.Answer);
        Assert.Equal(2, _device.Statistics.Faults);
    }

    [Fact]
    public void A_long_answer_streams_in_parts_of_the_buffer_and_a_short_one_has_its_length()
    {
        FakeExchange answer = _device.Get("/api/v1/long");
        Assert.Equal(-1, answer.ContentLength);
        Assert.Equal(HttpReply.BufferBytes, answer.GreatestWrite);
        Assert.Equal(5000, answer.Json.GetArrayLength());
        Assert.True(_device.Get("/api/v1/session").ContentLength > 0);
    }

    [Fact]
    public void A_request_takes_a_bounded_amount_of_memory_however_long_its_answer()
    {
        var exchange = new NoExchange("/api/v1/long");
        for (int i = 0; i < 100; i++) _device.Edge.Handle(exchange);
        const int Requests = 100;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Requests; i++) _device.Edge.Handle(exchange);
        long bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Requests;
        output.WriteLine($"{bytes} bytes for a request whose answer has {exchange.Written / 200} bytes");
        Assert.InRange(bytes, 1, 4096);
    }

    [Fact]
    public void Ten_thousand_random_requests_are_all_answered_and_none_gets_in()
    {
        var random = new Random(20261121);
        string[] methods = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "", "\u017c", "POST"];
        string[] paths = ["/", "/app.js", "/api/v1/login", "/api/v1/logout", "/api/v1/session", "/api/v1/note", "/api/v1/outputs/out1", "/api/v1/users", "/api/v1/password", "/api/v1/outputs/{id}", "/api/", "//", "/%00", "/api/v1/long"];
        string[] names = ["Cookie", "Origin", "Host", "Sec-Fetch-Site", "Content-Type", "If-None-Match"];
        string[] values = ["", ";", "=", "wattwarden=", "wattwarden=zz", "; ;wattwarden=00112233445566778899aabbccddeeff;", "application/json", "://", "http://", "*", "\"\"", "same-origin", new string('a', 5000), "\u017c;\u0142", "h", "http://h"];
        var statuses = new SortedDictionary<int, int>();
        for (int i = 0; i < 10_000; i++)
        {
            var exchange = new FakeExchange(methods[random.Next(methods.Length)], random.Next(5) == 0 ? Noise(random, 150) : paths[random.Next(paths.Length)]);
            for (int h = random.Next(4); h > 0; h--) exchange.With(names[random.Next(names.Length)], values[random.Next(values.Length)]);
            if (random.Next(2) == 0) exchange.WithBytes(Encoding.UTF8.GetBytes(Noise(random, 700)), random.Next(3) > 0 ? "application/json" : null);
            if (random.Next(10) == 0) exchange.BodyLength = random.Next(-10, 20_000);
            exchange.BodyPart = random.Next(1, 300);
            exchange.RemoteAddress = "10.0.0." + random.Next(20);
            _device.Do(exchange);
            statuses[exchange.Status] = statuses.GetValueOrDefault(exchange.Status) + 1;
        }

        output.WriteLine(string.Join(", ", statuses.Select(status => $"{status.Key}: {status.Value}")));
        Assert.Equal(0, _device.Statistics.Faults);
        Assert.Empty(_device.Commands);
        Assert.Equal(-1, _device.Note.Number);
        Assert.False(_device.Store.HasPending);
        foreach (int status in new[] { 200, 304, 400, 401, 403, 404, 405, 411, 413, 415 }) Assert.True(statuses.ContainsKey(status) || status == 304, $"no {status} among the answers");
    }

    private static string Noise(Random random, int longest)
    {
        const string Alphabet = "{}[]\":,/\\u0 \ttruefalsnl-1.9%..?#\u017c\u20ac\U0001F600";
        var text = new StringBuilder();
        for (int i = random.Next(longest); i > 0; i--) text.Append(Alphabet[random.Next(Alphabet.Length)]);
        return text.ToString();
    }

    private static void AssertError(FakeExchange answer, int status, string error, string? field = null)
    {
        Assert.Equal((status, error), (answer.Status, answer.Json.GetProperty("error").GetString()));
        Assert.Equal(field, answer.Json.TryGetProperty("field", out var named) ? named.GetString() : null);
        Assert.Equal("application/json", answer.ContentType);
    }

    /// <summary>Takes an answer and keeps nothing of it.</summary>
    private sealed class NoExchange(string path) : Wattwarden.Ports.IHttpExchange
    {
        public long Written { get; private set; }

        public string Method => "GET";

        public string Path => path;

        public string Query => "";

        public string RemoteAddress => "";

        public int BodyLength => 0;

        public string Header(string name) => null!;

        public int ReadBody(byte[] buffer, int offset, int count) => 0;

        public void SetHeader(string name, string value)
        {
        }

        public void Begin(int status, string contentType, int contentLength)
        {
        }

        public void Write(byte[] buffer, int offset, int count) => Written += count;
    }
}
