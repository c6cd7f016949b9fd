// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Controller;
using Wattwarden.Points;
using Wattwarden.Tests.Support;
using Wattwarden.Web;
using Xunit;

namespace Wattwarden.Tests.Unit.Web;

/// <summary>Who sees and does what: installer, user, viewer; what is hidden; the layout; users; the lock.</summary>
public sealed class RolesTests
{
    private readonly DeskDevice _device = new(settings: FactorySettings.Document);
    private readonly string _admin;

    public RolesTests()
    {
        _admin = _device.AdminCookie();
        Put("/api/v1/users", """{"users":[{"name":"admin","role":"installer"},{"name":"guest","role":"user"},{"name":"hall","role":"viewer","password":"hall-tablet-1"}]}""", 204);
    }

    [Fact]
    public void A_viewer_sees_and_never_switches()
    {
        string viewer = Login("hall", "hall-tablet-1");
        foreach (string path in new[] { "live", "names", "day", "points", "outputs", "time" }) Assert.Equal((path, 200), (path, _device.Get("/api/v1/" + path, viewer).Status));
        FakeExchange refused = _device.Send("POST", "/api/v1/outputs/out4", """{"on":true}""", viewer);
        Assert.Equal((403, "a viewer may only look"), (refused.Status, refused.Json.GetProperty("error").GetString()));
        Assert.Empty(_device.Board.Contacts[4].Moves);
        Put("/api/v1/view", """{"locked":false}""", 204);
        Assert.Equal(403, _device.Send("PUT", "/api/v1/layout", """{"tiles":[]}""", viewer).Status);
    }

    [Theory]
    [InlineData("guest")]
    [InlineData("hall")]
    public void What_is_hidden_is_in_no_answer_that_a_user_or_viewer_gets(string user)
    {
        string cookie = user == "guest" ? _device.GuestCookie() : Login("hall", "hall-tablet-1");
        _device.Controller.Points.Set(0, -2_310_500, _device.Board.UptimeMs);
        _device.Step(20_000, 50);
        Put("/api/v1/view", """{"hidden":["m1","out1","event1","flow"],"tiles":[{"id":"out1","x":0,"y":0,"w":3,"h":1},{"id":"out2","x":3,"y":0,"w":3,"h":1}],"day":["m1","m2"]}""", 204);
        JsonElement names = _device.Get("/api/v1/names", cookie).Json;
        foreach (string path in new[] { "points", "outputs", "day" })
        {
            string answer = _device.Get("/api/v1/" + path, cookie).Answer;
            foreach (string hidden in new[] { "\"m1\"", "\"out1\"", "\"event1\"", "\"grid\"" }) Assert.DoesNotContain(hidden, answer);
        }

        foreach (string hidden in new[] { "\"m1\"", "\"out1\"", "\"event1\"" }) Assert.DoesNotContain(hidden, names.GetRawText());
        Assert.Equal("out2", Assert.Single(names.GetProperty("view").GetProperty("tiles").EnumerateArray()).GetProperty("id").GetString());
        JsonElement live = _device.Get("/api/v1/live", cookie).Json;
        Assert.Equal(names.GetProperty("values").GetArrayLength(), live.GetProperty("values").GetArrayLength());
        Assert.Equal(names.GetProperty("states").GetArrayLength(), live.GetProperty("states").GetString()!.Length);
        Assert.Equal(names.GetProperty("outputs").GetArrayLength(), live.GetProperty("outputs").GetProperty("on").GetString()!.Length);
        Assert.Equal("null", live.GetProperty("power").GetRawText());
        Assert.DoesNotContain("-2310500", live.GetRawText());
        if (user != "guest") return;
        Assert.Equal(404, _device.Send("POST", "/api/v1/outputs/out1", """{"on":true,"forSeconds":60}""", cookie).Status);
        string decisions = _device.Get("/api/v1/decisions", cookie).Answer;
        Assert.DoesNotContain("\"out1\"", decisions);
        Assert.DoesNotContain("\"m1\"", decisions);
        Assert.Contains("\"m1\"", _device.Get("/api/v1/points", _admin).Answer);
    }

    [Fact]
    public void A_user_arranges_the_tiles_while_the_layout_is_unlocked()
    {
        const string Tiles = """{"tiles":[{"id":"out2","x":0,"y":0,"w":6,"h":2},{"id":"m1","x":6,"y":0,"w":6,"h":2}]}""";
        string guest = _device.GuestCookie();
        FakeExchange refused = _device.Send("PUT", "/api/v1/layout", Tiles, guest);
        Assert.Equal((403, "locked"), (refused.Status, refused.Json.GetProperty("field").GetString()));
        Put("/api/v1/view", """{"locked":false,"hidden":["m3"],"flow":{"solar":"m2"}}""", 204);
        Assert.Equal(204, _device.Send("PUT", "/api/v1/layout", Tiles, guest).Status);
        _device.Step(50);
        JsonElement view = _device.Get("/api/v1/view", _admin).Json;
        Assert.Equal(["out2", "m1"], view.GetProperty("tiles").EnumerateArray().Select(tile => tile.GetProperty("id").GetString()));
        Assert.Equal(("m3", "m2", false), (view.GetProperty("hidden")[0].GetString(), view.GetProperty("flow").GetProperty("solar").GetString(), view.GetProperty("locked").GetBoolean()));
        Assert.Equal(400, _device.Send("PUT", "/api/v1/layout", """{"tiles":[],"hidden":[]}""", guest).Status);
        Assert.Equal(400, _device.Send("PUT", "/api/v1/layout", "{}", guest).Status);
    }

    [Theory]
    [InlineData("""{"users":[{"name":"guest","role":"user"}]}""", "users")]
    [InlineData("""{"users":[]}""", "users")]
    [InlineData("""{"users":[{"name":"admin","role":"installer"},{"name":"new","role":"user"}]}""", "users[1].password")]
    [InlineData("""{"users":[{"name":"admin","role":"installer","password":"short"}]}""", "users[0].password")]
    [InlineData("""{"users":[{"name":"admin","role":"king"}]}""", "users[0].role")]
    [InlineData("""{"users":[{"name":"admin","role":"installer"},{"name":"admin","role":"user"}]}""", "users[1].name")]
    [InlineData("""{"users":[{"name":"Anna B","role":"installer","password":"long-enough"}]}""", "users[0].name")]
    [InlineData("""{"users":[{"name":"admin","role":"installer","hash":"pbkdf2$1$00$00"}]}""", "users[0].hash")]
    [InlineData("""{"users":[{"name":"a","role":"installer","password":"12345678"},{"name":"b","role":"user","password":"12345678"},{"name":"c","role":"user","password":"12345678"},{"name":"d","role":"user","password":"12345678"},{"name":"e","role":"user","password":"12345678"}]}""", "users[4]")]
    public void A_list_of_users_that_will_not_do_is_refused_and_nothing_changes(string json, string field)
    {
        string before = _device.Get("/api/v1/users", _admin).Answer;
        FakeExchange answer = Put("/api/v1/users", json, 400);
        Assert.Equal(field, answer.Json.GetProperty("field").GetString());
        Assert.Equal(before, _device.Get("/api/v1/users", _admin).Answer);
    }

    [Fact]
    public void Users_come_change_their_role_and_go_and_their_sessions_end_with_them()
    {
        string guest = _device.GuestCookie();
        string hall = Login("hall", "hall-tablet-1");
        Put("/api/v1/users", """{"users":[{"name":"admin","role":"installer"},{"name":"hall","role":"user"},{"name":"anna","role":"installer","password":"annas-own-1"}]}""", 204);
        Assert.Equal(401, _device.Get("/api/v1/live", guest).Status);
        Assert.Equal(401, _device.Get("/api/v1/live", hall).Status);
        Assert.Equal(200, _device.Get("/api/v1/live", _admin).Status);
        Assert.Equal("user", SessionOf(Login("hall", "hall-tablet-1")).GetProperty("role").GetString());
        Assert.Equal(200, _device.Get("/api/v1/users", Login("anna", "annas-own-1")).Status);
        Assert.DoesNotContain("pbkdf2", _device.Get("/api/v1/users", _admin).Answer);
    }

    [Fact]
    public void A_locked_session_looks_like_a_viewers_until_its_password_comes()
    {
        Assert.True(_device.Do(new FakeExchange("POST", "/api/v1/lock").With("Content-Type", "application/json").With("Cookie", _admin)).Json.GetProperty("locked").GetBoolean());
        Put("/api/v1/view", "{}", 403);
        Assert.Equal("session", Put("/api/v1/events", "[]", 403).Json.GetProperty("field").GetString());
        Assert.Equal(200, _device.Get("/api/v1/live", _admin).Status);
        Assert.Equal("viewer", _device.Get("/api/v1/names", _admin).Json.GetProperty("role").GetString());
        Assert.Equal(("installer", true), (SessionOf(_admin).GetProperty("role").GetString(), SessionOf(_admin).GetProperty("locked").GetBoolean()));
        Assert.Equal(403, _device.Send("POST", "/api/v1/unlock", """{"password":"wrong"}""", _admin).Status);
        Assert.Equal(400, _device.Send("POST", "/api/v1/unlock", "{}", _admin).Status);
        Assert.False(_device.Send("POST", "/api/v1/unlock", $$"""{"password":"{{FirstLogin.Password}}"}""", _admin).Json.GetProperty("locked").GetBoolean());
        Put("/api/v1/view", "{}", 204);
    }

    [Fact]
    public void Guessing_at_the_lock_is_slowed_down()
    {
        _device.Do(new FakeExchange("POST", "/api/v1/lock").With("Content-Type", "application/json").With("Cookie", _admin));
        for (int i = 0; i < 3; i++) Assert.Equal(403, _device.Send("POST", "/api/v1/unlock", """{"password":"guess"}""", _admin).Status);
        Assert.Equal(429, _device.Send("POST", "/api/v1/unlock", """{"password":"guess"}""", _admin).Status);
    }

    [Fact]
    public void A_page_that_only_polls_is_locked_after_half_an_hour_and_not_logged_out()
    {
        for (int minute = 0; minute < 29; minute++) Poll();
        Assert.False(SessionOf(_admin).GetProperty("locked").GetBoolean());
        _device.Board.UptimeMs += 60_000;
        Poll();
        Assert.True(SessionOf(_admin).GetProperty("locked").GetBoolean());
        Assert.Equal(403, _device.Get("/api/v1/events", _admin).Status);
        Assert.Equal(200, _device.Get("/api/v1/live", _admin).Status);

        void Poll()
        {
            _device.Board.UptimeMs += 60_000;
            Assert.Equal(200, _device.Get("/api/v1/live", _admin).Status);
        }
    }

    [Fact]
    public void Whoever_works_is_not_locked()
    {
        for (int i = 0; i < 5; i++)
        {
            _device.Board.UptimeMs += SessionTable.IdleLimitMs - 1000;
            Assert.Equal(200, _device.Get("/api/v1/events", _admin).Status);
        }
    }

    private JsonElement SessionOf(string cookie) => _device.Get("/api/v1/session", cookie).Json;

    private string Login(string user, string password)
    {
        FakeExchange answer = _device.Send("POST", "/api/v1/login", $$"""{"user":"{{user}}","password":"{{password}}"}""");
        Assert.Equal(200, answer.Status);
        return answer.Cookie;
    }

    private FakeExchange Put(string path, string json, int status)
    {
        FakeExchange answer = _device.Send("PUT", path, json, _admin);
        Assert.True(answer.Status == status, path + " " + answer.Status + " " + answer.Answer);
        _device.Step(50);
        return answer;
    }
}
