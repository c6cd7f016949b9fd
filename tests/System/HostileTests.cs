// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Wattwarden.SystemTests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Wattwarden.SystemTests;

/// <summary>Strangers at the device's port 80: the emulator as a process, over real sockets.</summary>
[Collection(nameof(AloneOnTheComputer))]
public sealed class HostileTests : IDisposable
{
    private const int Requests = 10_000;
    private const int Attackers = 8;

    // Some tens of kilobytes are usual. A kilobyte kept of each request that the router sees (one in four) was tried by hand: 2450 kB.
    private const int MostLeftBytes = 500_000;

    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "get", "G\0T", "", "PATCH", "CONNECT"];

    private static readonly string[] Paths =
    [
        "/", "/app.js", "/../../etc/passwd", "/%2e%2e/", "//", "/api/v1/login", "/api/v1/logout", "/api/v1/live", "/api/v1/names", "/api/v1/outputs/out1", "/api/v1/events",
        "/api/v1/users", "/api/v1/backup", "/api/v1/factory-reset", "/api/v1/restart", "/api/v1/save?out1=1", "/api/v1/save/?out1=1&out2=1", "/api/v1/read/status", "/api/v1/password", "/api/v1/modbus/try",
        "/api/v1/sensors/1", "/api/v1/presets/eastron-sdm120", "/api/v1/" + new string('a', 700), "http://evil.example/", "*", "/?" + new string('x', 300), "/\u00ff", "/a b",
    ];

    private static readonly string[] Fields =
    [
        "Host: 192.168.0.100", "Content-Type: application/json", "Content-Length: 5", "Content-Length: 99999999", "Content-Length: -1", "Content-Length: 5\r\nContent-Length: 6", "Transfer-Encoding: chunked",
        "Cookie: wattwarden=00112233445566778899aabbccddeeff", "Cookie: " + new string('c', 1500), "Authorization: Basic YWRtaW46YWRtaW4=", "Authorization: Basic !!", "Origin: http://evil.example", "Expect: 100-continue",
        "X: " + new string('y', 3000), "NoColon", " folded", "A\0: b", "Connection: keep-alive", "Accept-Encoding: gzip", "Range: bytes=0-", "Upgrade: websocket", "If-None-Match: \"\"", "Sec-Fetch-Site: cross-site",
    ];

    private static readonly string[] Bodies =
    [
        "", "{}", "[]", "{\"password\":\"admin\"}", "{\"user\":\"admin\",\"password\":\"\"}", "{\"on\":true}", "{\"confirm\":\"factory-reset\"}", new string('[', 400), "{\"a\":" + new string('9', 200) + "}", "\0\0\0", "\u00ff\u00fe", "{\"password\":\"\\ud800\"}",
    ];

    private readonly ITestOutputHelper _output;
    private readonly int _panel = EmulatorProcess.FreePort();
    private readonly EmulatorProcess _device;
    private readonly IPEndPoint _address;

    public HostileTests(ITestOutputHelper output)
    {
        _output = output;
        _device = new EmulatorProcess("--panel", $"{_panel}");
        _address = new IPEndPoint(IPAddress.Loopback, _device.Port);
        _device.LogIn();
    }

    public void Dispose() => _device.Dispose();

    [Fact]
    public void Ten_thousand_hostile_requests_change_nothing_and_leave_the_device_as_it_was()
    {
        string before = State();
        var answers = new SortedDictionary<string, int>();
        Attack(answers, Requests / 10, 1);   // warm
        long heap = ManagedBytes();
        long start = Stopwatch.GetTimestamp();
        Attack(answers, Requests - Requests / 10, 2);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        long left = ManagedBytes() - heap;
        JsonNode system = _device.Get("/api/v1/system");
        _output.WriteLine($"{Requests} requests in {seconds:0} s: {string.Join(", ", answers.Select(a => a.Key + " " + a.Value))}");
        _output.WriteLine($"web {system["web"]!.ToJsonString()}, longest step {system["longestStepMs"]} ms, managed heap {heap / 1000} kB, {left / 1000} kB more afterwards");
        Assert.Equal(before, State());
        Assert.Equal(0, (int)system["web"]!["faults"]!);
        foreach (JsonNode? task in system["tasks"]!.AsArray()) Assert.Equal((0, 0), ((int)task!["late"]!, (int)task["faults"]!));
        Assert.DoesNotContain("web:", _device.Console);
        Assert.DoesNotContain("Unhandled", _device.Console);
        Assert.False(answers.ContainsKey("500") || answers.ContainsKey("hung"));
        Assert.InRange(left, long.MinValue, MostLeftBytes);
    }

    [Fact]
    public void Two_hundred_idle_connections_stop_neither_the_loop_nor_a_page_that_is_logged_in()
    {
        long steps = (long)_device.Get("/api/v1/system")["steps"]!;
        Socket[] idle = [.. Enumerable.Range(0, 200).Select(_ => Connect())];
        var times = new List<double>();
        for (int i = 0; i < 20; i++)
        {
            long start = Stopwatch.GetTimestamp();
            Assert.NotNull(_device.Get("/api/v1/live")["values"]);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        _output.WriteLine($"a poll beside 200 idle connections: median {times.Order().ElementAt(10):0} ms, longest {times.Max():0} ms");
        Assert.InRange(times.Max(), 0, 5000);
        JsonNode system = _device.Get("/api/v1/system");
        Assert.True((long)system["steps"]! > steps);
        foreach (JsonNode? task in system["tasks"]!.AsArray()) Assert.Equal(0, (int)task!["late"]!);
        foreach (Socket socket in idle) socket.Dispose();
    }

    [Fact]
    public void Guessing_at_every_door_at_once_gets_less_than_a_try_a_second_and_the_owner_still_gets_in()
    {
        (string Method, string Path, string Body, string Field)[] doors =
        [
            ("POST", "/api/v1/login", """{"user":"admin","password":"guess-#"}""", ""),
            ("GET", "/api/v1/read/status", "", "Authorization: Basic " + Convert.ToBase64String("admin:guess-1234"u8)),
            ("POST", "/api/v1/save/?out1=1", "", "Authorization: Basic " + Convert.ToBase64String("admin:guess-5678"u8)),
        ];
        const double seconds = 25;
        int tried = 0;
        int refused = 0;
        long start = Stopwatch.GetTimestamp();
        Thread[] guessers = [.. Enumerable.Range(0, 4).Select(guesser => new Thread(() =>
        {
            for (int i = guesser; Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; i++)
            {
                (string method, string path, string body, string field) = doors[i % doors.Length];
                string status = Ask($"{method} {path} HTTP/1.1\r\n{(field.Length > 0 ? field + "\r\n" : "")}Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body.Replace('#', (char)('0' + i % 10))}");
                if (status == "401") Interlocked.Increment(ref tried);
                if (status == "429") Interlocked.Increment(ref refused);
            }
        }))];
        foreach (Thread guesser in guessers) guesser.Start();
        foreach (Thread guesser in guessers) guesser.Join();
        _output.WriteLine($"{tried} passwords were looked at in {seconds} s, {refused} attempts refused unlooked");
        Assert.InRange(tried, 3, (int)seconds - 1);
        Assert.True(refused > 10 * tried);
        Patience.Until("the owner gets in", TimeSpan.FromSeconds(60), () => Ask(OwnersLogin()) == "200");
    }

    // What a stranger could have changed.
    private string State() => string.Join('\n', new[] { "events", "users", "modules", "mapping", "outputs-settings", "view", "custom", "sensors" }.Select(path => _device.Get("/api/v1/" + path).ToJsonString()))
        + string.Join(' ', new[] { "out0", "out3", "out4", "out5" }.Select(id => _device.Output(id)["switchings"]!.ToJsonString()));

    private long ManagedBytes()
    {
        using var http = new HttpClient();
        return (long)JsonNode.Parse(http.GetStringAsync($"http://127.0.0.1:{_panel}/panel/heap").Result)!["managedBytes"]!;
    }

    // Eight at a time, each with a seed of its own: more than the device has places for.
    private void Attack(SortedDictionary<string, int> answers, int requests, int seed)
    {
        Thread[] attackers = [.. Enumerable.Range(0, Attackers).Select(attacker => new Thread(() =>
        {
            var random = new Random(seed * 1000 + attacker);
            for (int i = 0; i < requests / Attackers; i++)
            {
                string answer = Attack(random);
                lock (answers) answers[answer] = answers.GetValueOrDefault(answer) + 1;
            }
        }))];
        foreach (Thread attacker in attackers) attacker.Start();
        foreach (Thread attacker in attackers) attacker.Join();
    }

    private string Attack(Random random)
    {
        byte[] request = Request(random);
        try
        {
            using Socket socket = Connect();
            int cut = random.Next(4) == 0 ? random.Next(request.Length) : request.Length;
            for (int at = 0; at < cut;)
            {
                int part = random.Next(3) == 0 ? random.Next(1, 40) : cut - at;
                part = Math.Min(part, cut - at);
                socket.Send(request, at, part, SocketFlags.None);
                at += part;
            }

            // Some go away in the middle, some close their side, the others wait for what the device says.
            if (random.Next(8) == 0) return "gone";
            if (random.Next(50) > 0) socket.Shutdown(SocketShutdown.Send);
            byte[] answer = new byte[64];
            int got = 0;
            for (int count; got < 12 && (count = socket.Receive(answer, got, answer.Length - got, SocketFlags.None)) > 0;) got += count;
            return got < 12 ? "closed" : Encoding.ASCII.GetString(answer, 9, 3);
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.TimedOut ? "hung" : "closed";
        }
    }

    private string OwnersLogin()
    {
        string body = $$"""{"user":"admin","password":"{{DeviceClient.Own(_device.Password)}}"}""";
        return $"POST /api/v1/login HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
    }

    // The status of the answer; empty when there was none.
    private string Ask(string request)
    {
        try
        {
            using Socket socket = Connect();
            socket.Send(Encoding.ASCII.GetBytes(request));
            byte[] answer = new byte[64];
            int got = 0;
            for (int count; got < 12 && (count = socket.Receive(answer, got, answer.Length - got, SocketFlags.None)) > 0;) got += count;
            return got < 12 ? "" : Encoding.ASCII.GetString(answer, 9, 3);
        }
        catch (SocketException)
        {
            return "";
        }
    }

    private static byte[] Request(Random random)
    {
        if (random.Next(20) == 0)
        {
            byte[] noise = new byte[random.Next(1, 3000)];
            random.NextBytes(noise);
            return noise;
        }

        string body = Bodies[random.Next(Bodies.Length)];
        var text = new StringBuilder();
        text.Append(Methods[random.Next(random.Next(3) == 0 ? Methods.Length : 3)]).Append(' ').Append(Paths[random.Next(Paths.Length)]).Append(random.Next(10) == 0 ? " HTTP/9.9" : " HTTP/1.1").Append("\r\n");
        for (int i = random.Next(5); i > 0; i--) text.Append(Fields[random.Next(Fields.Length)]).Append("\r\n");
        if (random.Next(3) > 0) text.Append("Content-Type: application/json\r\nContent-Length: ").Append(Encoding.Latin1.GetByteCount(body)).Append("\r\n");
        text.Append("\r\n").Append(body);
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private Socket Connect()
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 10_000, NoDelay = true };
        socket.Connect(_address);
        return socket;
    }
}
