// SPDX-License-Identifier: MIT
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Text;
using Wattwarden.Web;

namespace Wattwarden.Tests.Support;

/// <summary>A device's web side with two users, a section "note" and a few endpoints that misbehave in known ways.</summary>
public sealed class WebDevice : IApiTable
{
    public const string AdminPassword = "solar-roof-1";
    public const string GuestPassword = "guest-pass-2";

    public WebDevice()
    {
        Store = new SettingsStore(Flash, [Note, Access], 16 * 1024);
        Store.Load();
        Access.StageFirst(System, AdminPassword);
        Access.Commit();
        AddGuest();
        Edge = new WebEdge(Clock, System, Access, Store, this, Statistics);
    }

    public HandClock Clock { get; } = new();

    public HostSystem System { get; } = new();

    public PowerCutFileStore Flash { get; } = new();

    public NoteSection Note { get; } = new("note");

    public AccessSection Access { get; } = new();

    public SettingsStore Store { get; }

    public WebStatistics Statistics { get; } = new();

    public WebEdge Edge { get; }

    public List<string> Commands { get; } = [];

    public ApiEndpoint? Find(string row) => row switch
    {
        "GET /api/v1/note" => new SectionGet(Note),
        "PUT /api/v1/note" => new SectionPut(Note, Store),
        "POST /api/v1/outputs/{id}" => new Echo(this),
        "GET /api/v1/throw" => new Thrower(),
        "GET /api/v1/throw-late" => new LateThrower(),
        "GET /api/v1/long" => new Long(),
        _ => null,
    };

    public FakeExchange Do(FakeExchange exchange)
    {
        Edge.Handle(exchange);
        exchange.CheckFraming();
        return exchange;
    }

    public FakeExchange Get(string path, string? cookie = null) => Do(new FakeExchange("GET", path).With("Cookie", cookie));

    public FakeExchange Send(string method, string path, string json, string? cookie = null) => Do(new FakeExchange(method, path).WithBody(json).With("Cookie", cookie));

    public FakeExchange Login(string password, string user = "admin", string address = "192.168.0.7")
    {
        FakeExchange exchange = new FakeExchange("POST", "/api/v1/login").WithBody("{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}");
        exchange.RemoteAddress = address;
        return Do(exchange);
    }

    public string AdminCookie() => Login(AdminPassword).Cookie;

    public string GuestCookie() => Login(GuestPassword, "guest").Cookie;

    private void AddGuest()
    {
        var text = new TextBuffer(1024);
        Access.Write(new JsonWriter(text), false);
        string two = text.ToString().Replace(",\"label\":true", "").Replace("]}", ",{\"name\":\"guest\",\"role\":\"user\",\"hash\":\"" + PasswordHash.Create(System, GuestPassword, 3) + "\"}]}");
        byte[] bytes = global::System.Text.Encoding.UTF8.GetBytes(two);
        var reader = new JsonReader();
        reader.Reset(bytes, 0, bytes.Length);
        if (!Access.Read(reader, new SettingsFault())) throw new InvalidOperationException("guest");
        Access.Commit();
    }

    /// <summary>Notes what it was asked.</summary>
    private sealed class Echo(WebDevice device) : ApiEndpoint(UserRole.User, 256)
    {
        public override void Handle(ApiCall call)
        {
            if (!call.Body.Read(JsonToken.BeginObject))
            {
                call.RefuseBody("must be an object", null);
                return;
            }

            call.Body.Skip();
            if (!call.BodyEnds()) return;
            device.Commands.Add(call.User + " " + call.Id);
            call.Reply.NoContent();
        }
    }

    private sealed class Thrower() : ApiEndpoint(UserRole.None, 0)
    {
        public override void Handle(ApiCall call)
        {
            call.Json(HttpStatus.Ok).BeginObject();
            throw new InvalidOperationException("secret reason");
        }
    }

    private sealed class LateThrower() : ApiEndpoint(UserRole.None, 0)
    {
        public override void Handle(ApiCall call)
        {
            JsonWriter writer = call.Json(HttpStatus.Ok);
            writer.BeginArray();
            for (int i = 0; i < 1000; i++) writer.Value(i);
            throw new InvalidOperationException("secret reason");
        }
    }

    private sealed class Long() : ApiEndpoint(UserRole.None, 0)
    {
        public override void Handle(ApiCall call)
        {
            JsonWriter writer = call.Json(HttpStatus.Ok);
            writer.BeginArray();
            for (int i = 0; i < 5000; i++) writer.Value(i);
            writer.EndArray();
        }
    }
}
