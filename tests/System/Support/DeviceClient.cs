// SPDX-License-Identifier: MIT
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Wattwarden.SystemTests.Support;

/// <summary>Somebody who talks to the device's HTTP interface and keeps its cookie.</summary>
public sealed class DeviceClient(int port, string address = "127.0.0.1") : IDisposable
{
    private readonly HttpClient _http = new(new HttpClientHandler { CookieContainer = new CookieContainer() })
    {
        BaseAddress = new Uri($"http://{address}:{port}"),
        Timeout = TimeSpan.FromSeconds(10),
    };

    /// <summary>True when the page comes.</summary>
    public bool Answers()
    {
        try
        {
            using HttpResponseMessage page = _http.Send(new HttpRequestMessage(HttpMethod.Get, "/"));
            return page.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or SocketException)   // the latter when the port opens just now
        {
            return false;
        }
    }

    /// <summary>Logs in with the label's password and, at the first time, sets one of the own, which is the label's with a tail.</summary>
    public void LogIn(string label)
    {
        string own = Own(label);
        using HttpResponseMessage known = Login(own);
        if (known.IsSuccessStatusCode) return;
        using HttpResponseMessage first = Login(label);
        Check(first, "login");
        using HttpResponseMessage set = Send(HttpMethod.Post, "/api/v1/password", $$"""{"old":"{{label}}","new":"{{own}}"}""");
        Check(set, "own password");
        Patience.Until("the password is in effect", TimeSpan.FromSeconds(5), () => !(bool)Get("/api/v1/session")["mustSetPassword"]!);
    }

    public static string Own(string label) => label + "-own";

    public JsonNode Get(string path) => JsonNode.Parse(_http.GetStringAsync(path).Result)!;

    // With a length: the device takes no chunked bodies.
    public HttpResponseMessage Send(HttpMethod method, string path, string json) =>
        _http.Send(new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") });

    /// <summary>As the reference says: a change that comes before an earlier one is in effect gets 409 with Retry-After, and is sent again.</summary>
    public void Put(string path, string json)
    {
        HttpResponseMessage reply = Send(HttpMethod.Put, path, json);
        for (int tries = 5; tries > 0 && reply.StatusCode == HttpStatusCode.Conflict && reply.Headers.RetryAfter?.Delta is TimeSpan wait; tries--)
        {
            reply.Dispose();
            Thread.Sleep(wait);
            reply = Send(HttpMethod.Put, path, json);
        }

        using (reply) Check(reply, "PUT " + path);
    }

    public void Post(string path, string json)
    {
        using HttpResponseMessage reply = Send(HttpMethod.Post, path, json);
        Check(reply, "POST " + path);
    }

    public JsonNode Output(string id) => Get("/api/v1/outputs")["outputs"]!.AsArray().Single(o => (string?)o!["id"] == id)!;

    public JsonNode Point(string id) => Get("/api/v1/points")["points"]!.AsArray().Single(p => (string?)p!["id"] == id)!;

    public void Dispose() => _http.Dispose();

    private HttpResponseMessage Login(string password) => Send(HttpMethod.Post, "/api/v1/login", $$"""{"user":"admin","password":"{{password}}"}""");

    private static void Check(HttpResponseMessage reply, string what)
    {
        if (!reply.IsSuccessStatusCode) throw new InvalidOperationException($"{what}: {(int)reply.StatusCode} {reply.Content.ReadAsStringAsync().Result}");
    }
}
