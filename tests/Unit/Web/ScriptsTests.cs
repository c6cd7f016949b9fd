// SPDX-License-Identifier: MIT
using System.Text;
using Wattwarden.Controller;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Web;

/// <summary>The two calls for scripts that were written for an LK4.</summary>
public sealed class ScriptsTests
{
    private const string Guest = "guest:" + DeskDevice.GuestPassword;

    private readonly DeskDevice _device = new(settings: FactorySettings.Document);

    public ScriptsTests() => _device.AdminCookie();

    [Theory]
    [InlineData("/api/v1/read/status")]
    [InlineData("/api/v1/read/status/")]
    public void Status_is_one_flat_object(string path)
    {
        _device.Controller.Points.Set(0, -2_310_500, _device.Board.UptimeMs);
        _device.Step(20);
        FakeExchange answer = Call("GET", path, "outValues&dsValues", Guest);
        Assert.Equal(200, answer.Status);
        Assert.Equal(-2310.5, answer.Json.GetProperty("m1").GetDouble());
        Assert.Equal(0, answer.Json.GetProperty("out4").GetInt32());
        Assert.Equal("null", answer.Json.GetProperty("m2").GetRawText());
    }

    [Fact]
    public void Save_switches_what_it_names()
    {
        Assert.Equal("{\"result\":\"done\"}", Call("POST", "/api/v1/save/", "out4=1&out3=0", Guest).Answer);
        Assert.True(_device.Board.Contacts[4].On);
        Assert.Equal("{\"result\":\"waiting\"}", Call("POST", "/api/v1/save", "out4=0&out0=1", Guest).Answer);   // OUT0 has a minimum off time
        Assert.False(_device.Board.Contacts[4].On);
    }

    [Theory]
    [InlineData("", 400, "")]
    [InlineData("out4", 400, "out4")]
    [InlineData("out4=2", 400, "out4")]
    [InlineData("out4=1&out4=1&", 400, "")]
    [InlineData("out9=1", 404, "out9")]
    [InlineData("m1=1", 404, "m1")]
    [InlineData("out4=1&event1=1", 404, "event1")]
    public void What_cannot_be_read_switches_nothing(string query, int status, string field)
    {
        FakeExchange answer = Call("POST", "/api/v1/save", query, Guest);
        Assert.Equal(status, answer.Status);
        if (field.Length > 0) Assert.Equal(field, answer.Json.GetProperty("field").GetString());
        _device.Step(50);
        Assert.Empty(_device.Board.Contacts[4].Moves);
    }

    [Fact]
    public void A_held_output_is_named_in_the_refusal()
    {
        _device.Controller.Points.Set(0, 0, _device.Board.UptimeMs);
        _device.Step(50);
        FakeExchange answer = Call("POST", "/api/v1/save", "out4=1&out1=1", Guest);
        Assert.Equal((409, "out1"), (answer.Status, answer.Json.GetProperty("field").GetString()));
    }

    [Fact]
    public void Nobody_is_asked_by_a_challenge_and_no_get_switches()
    {
        FakeExchange answer = Call("POST", "/api/v1/save", "out4=1", null);
        Assert.Equal(401, answer.Status);
        Assert.False(answer.AnswerHeaders.ContainsKey("WWW-Authenticate"));
        Assert.Equal(405, Call("GET", "/api/v1/save", "out4=1", Guest).Status);
        Assert.Empty(_device.Board.Contacts[4].Moves);
    }

    [Fact]
    public void A_browsers_form_on_another_site_cannot_use_the_owners_cookie()
    {
        string admin = _device.AdminCookie();
        FakeExchange form = new FakeExchange("POST", "/api/v1/save") { Query = "out4=1" }.With("Cookie", admin).With("Content-Type", "application/x-www-form-urlencoded");
        Assert.Equal(415, _device.Do(form).Status);
        FakeExchange own = new FakeExchange("POST", "/api/v1/save") { Query = "out4=1" }.With("Cookie", admin).With("Content-Type", "application/json").With("Sec-Fetch-Site", "cross-site");
        Assert.Equal(403, _device.Do(own).Status);
        Assert.Empty(_device.Board.Contacts[4].Moves);
    }

    [Fact]
    public void Basic_opens_nothing_else_and_an_installer_is_a_user_there()
    {
        Assert.Equal(401, Call("GET", "/api/v1/points", "", "admin:" + FirstLogin.Password).Status);
        _device.Controller.FindSection("view").Commit("""{"hidden":["m1"]}""");
        Assert.DoesNotContain("\"m1\"", Call("GET", "/api/v1/read/status", "", "admin:" + FirstLogin.Password).Answer);
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic ")]
    [InlineData("Basic !!!")]
    [InlineData("Basic Z3Vlc3Q=")]
    [InlineData("Basic gICAgA==")]
    [InlineData("Bearer x")]
    public void A_header_that_is_none_is_401(string header) =>
        Assert.Equal(401, _device.Do(new FakeExchange("GET", "/api/v1/read/status").With("Authorization", header)).Status);

    [Fact]
    public void Guesses_by_basic_and_by_login_are_counted_together_and_a_changed_password_is_known_at_once()
    {
        Assert.Equal(200, Call("GET", "/api/v1/read/status", "", Guest).Status);
        string cookie = _device.GuestCookie();
        Assert.Equal(204, _device.Send("POST", "/api/v1/password", $$"""{"old":"{{DeskDevice.GuestPassword}}","new":"another-one-4"}""", cookie).Status);
        _device.Step(10);
        Assert.Equal(401, Call("GET", "/api/v1/read/status", "", Guest).Status);
        for (int i = 0; i < 2; i++) Assert.Equal(401, Call("GET", "/api/v1/read/status", "", "guest:guess").Status);
        Assert.Equal(429, _device.Send("POST", "/api/v1/login", """{"password":"guess"}""").Status);
        Assert.Equal(429, Call("GET", "/api/v1/read/status", "", "guest:another-one-4").Status);
    }

    private FakeExchange Call(string method, string path, string query, string? login)
    {
        var exchange = new FakeExchange(method, path) { Query = query };
        if (login != null) exchange.With("Authorization", "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes(login)));
        return _device.Do(exchange);
    }
}
