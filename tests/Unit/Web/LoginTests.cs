// SPDX-License-Identifier: MIT
using System.Security.Cryptography;
using System.Text;
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Wattwarden.Text;
using Wattwarden.Web;
using Xunit;

namespace Wattwarden.Tests.Unit.Web;

public class LoginTests
{
    private readonly WebDevice _device = new();

    [Fact]
    public void The_right_password_opens_a_session_whose_cookie_scripts_cannot_see()
    {
        FakeExchange answer = _device.Login(WebDevice.AdminPassword);
        Assert.Equal(200, answer.Status);
        Assert.Equal("installer", answer.Json.GetProperty("role").GetString());
        Assert.Matches("^wattwarden=[0-9a-f]{32}; HttpOnly; SameSite=Strict; Path=/$", answer.AnswerHeaders["Set-Cookie"]);
        FakeExchange session = _device.Get("/api/v1/session", "theme=dark; " + answer.Cookie + "; other=1");
        Assert.Equal("admin", session.Json.GetProperty("user").GetString());
        Assert.True(session.Json.GetProperty("loggedIn").GetBoolean());
        Assert.False(_device.Get("/api/v1/session").Json.GetProperty("loggedIn").GetBoolean());
    }

    [Fact]
    public void The_user_is_admin_unless_it_says_otherwise() =>
        Assert.Equal("admin", _device.Send("POST", "/api/v1/login", "{\"password\":\"" + WebDevice.AdminPassword + "\"}").Json.GetProperty("user").GetString());

    [Theory]
    [InlineData("admin", "wrong-password")]
    [InlineData("admin", "")]
    [InlineData("nobody", WebDevice.AdminPassword)]
    [InlineData("", WebDevice.AdminPassword)]
    [InlineData("guest", WebDevice.AdminPassword)]
    public void A_wrong_user_or_password_is_401_and_does_not_say_which(string user, string password)
    {
        FakeExchange answer = _device.Login(password, user);
        Assert.Equal((401, "user or password is wrong"), (answer.Status, answer.Json.GetProperty("error").GetString()));
        Assert.False(answer.AnswerHeaders.ContainsKey("Set-Cookie"));
    }

    [Theory]
    [InlineData("{\"user\":1,\"password\":\"x\"}", "user", "must be text")]
    [InlineData("{\"pass\":\"x\"}", "pass", "is not known")]
    [InlineData("[]", null, "must be an object")]
    [InlineData("{\"password\":\"x\"", null, "not JSON, or nested too deeply, at byte 15")]
    [InlineData("{\"password\":\"x\"} {}", null, "not JSON, or nested too deeply, at byte 17")]
    public void A_malformed_login_is_400(string json, string? field, string error)
    {
        FakeExchange answer = _device.Send("POST", "/api/v1/login", json);
        Assert.Equal((400, error), (answer.Status, answer.Json.GetProperty("error").GetString()));
        Assert.Equal(field, answer.Json.TryGetProperty("field", out var named) ? named.GetString() : null);
    }

    [Fact]
    public void Guessing_is_answered_with_429_and_the_owner_elsewhere_is_not_held_up()
    {
        for (int i = 0; i < 3; i++) Assert.Equal(401, _device.Login("guess-" + i).Status);
        FakeExchange refused = _device.Login(WebDevice.AdminPassword);
        Assert.Equal((429, "1"), (refused.Status, refused.AnswerHeaders["Retry-After"]));
        Assert.Equal(200, _device.Login(WebDevice.AdminPassword, address: "192.168.0.8").Status);
        _device.Clock.UptimeMs += 999;
        Assert.Equal(429, _device.Login(WebDevice.AdminPassword).Status);
        _device.Clock.UptimeMs += 1;
        Assert.Equal(200, _device.Login(WebDevice.AdminPassword).Status);
        Assert.Equal(401, _device.Login("guess").Status);
    }

    [Fact]
    public void A_session_ends_at_logout_and_after_half_an_hour_of_silence()
    {
        string cookie = _device.AdminCookie();
        for (int i = 0; i < 3; i++)
        {
            _device.Clock.UptimeMs += SessionTable.IdleLimitMs - 1;
            Assert.Equal(200, _device.Get("/api/v1/note", cookie).Status);
        }

        _device.Clock.UptimeMs += SessionTable.IdleLimitMs;
        Assert.Equal(401, _device.Get("/api/v1/note", cookie).Status);

        cookie = _device.AdminCookie();
        FakeExchange answer = _device.Do(new FakeExchange("POST", "/api/v1/logout").With("Content-Type", "application/json").With("Cookie", cookie));
        Assert.Equal(204, answer.Status);
        Assert.StartsWith("wattwarden=; Max-Age=0", answer.AnswerHeaders["Set-Cookie"]);
        Assert.Equal(401, _device.Get("/api/v1/note", cookie).Status);
    }

    [Fact]
    public void A_ninth_session_ends_the_one_that_was_silent_longest()
    {
        var cookies = new List<string>();
        for (int i = 0; i < 9; i++)
        {
            if (i == 8) _device.Get("/api/v1/session", cookies[0]);
            cookies.Add(_device.AdminCookie());
            _device.Clock.UptimeMs += 10;
        }

        Assert.Equal([200, 401, 200, 200, 200, 200, 200, 200, 200], cookies.Select(cookie => _device.Get("/api/v1/note", cookie).Status));
    }

    [Fact]
    public void The_users_list_never_shows_a_hash()
    {
        FakeExchange answer = _device.Get("/api/v1/users", _device.AdminCookie());
        Assert.Equal("{\"users\":[{\"name\":\"admin\",\"role\":\"installer\"},{\"name\":\"guest\",\"role\":\"user\"}]}", answer.Answer);
    }

    [Fact]
    public void A_password_is_changed_by_who_knows_the_old_one_and_all_other_sessions_of_the_user_end()
    {
        string cookie = _device.GuestCookie();
        string phone = _device.GuestCookie();
        Assert.Equal(403, _device.Send("POST", "/api/v1/password", "{\"old\":\"wrong\",\"new\":\"new-password\"}", cookie).Status);
        Assert.Equal(400, _device.Send("POST", "/api/v1/password", "{\"old\":\"" + WebDevice.GuestPassword + "\",\"new\":\"short\"}", cookie).Status);
        Assert.Equal(204, _device.Send("POST", "/api/v1/password", "{\"old\":\"" + WebDevice.GuestPassword + "\",\"new\":\"new-password\"}", cookie).Status);
        _device.Store.CommitPending();
        Assert.True(_device.Get("/api/v1/session", cookie).Json.GetProperty("loggedIn").GetBoolean());
        Assert.False(_device.Get("/api/v1/session", phone).Json.GetProperty("loggedIn").GetBoolean());
        Assert.Equal(401, _device.Login(WebDevice.GuestPassword, "guest").Status);
        Assert.Equal(200, _device.Login("new-password", "guest").Status);
        Assert.Equal(200, _device.Login(WebDevice.AdminPassword).Status);
    }

    [Fact]
    public void A_borrowed_session_does_not_help_to_guess_the_password()
    {
        string cookie = _device.GuestCookie();
        for (int i = 0; i < 3; i++) Assert.Equal(403, _device.Send("POST", "/api/v1/password", "{\"old\":\"guess\",\"new\":\"new-password\"}", cookie).Status);
        Assert.Equal(429, _device.Send("POST", "/api/v1/password", "{\"old\":\"" + WebDevice.GuestPassword + "\",\"new\":\"new-password\"}", cookie).Status);
    }

    [Fact]
    public void The_stored_hash_is_pbkdf2_with_hmac_sha256()
    {
        string stored = PasswordHash.Create(new HostSystem(), "Grzałka 2026", 37);
        string[] parts = stored.Split('$');
        Assert.Equal(["pbkdf2", "37"], parts[..2]);
        byte[] expected = Rfc2898DeriveBytes.Pbkdf2("Grzałka 2026", Convert.FromHexString(parts[2]), 37, HashAlgorithmName.SHA256, 32);
        Assert.Equal(Convert.ToHexStringLower(expected), parts[3]);
        Assert.True(PasswordHash.Verify(new HostSystem(), "Grzałka 2026", stored));
        Assert.False(PasswordHash.Verify(new HostSystem(), "Grzałka 2027", stored));
        Assert.StartsWith("pbkdf2$100$", PasswordHash.Create(new HostSystem(), "Grzałka 2026"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pbkdf2$100$00$00")]
    [InlineData("pbkdf2$0$00112233445566778899aabbccddeeff$00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")]
    [InlineData("pbkdf2$99999$00112233445566778899aabbccddeeff$00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")]
    [InlineData("pbkdf2$1$00112233445566778899aabbccddeefg$00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")]
    [InlineData("plain$1$00112233445566778899aabbccddeeff$00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")]
    public void A_malformed_stored_hash_lets_nobody_in(string stored)
    {
        Assert.False(PasswordHash.IsWellFormed(stored));
        Assert.False(PasswordHash.Verify(new HostSystem(), "", stored));
    }

    [Fact]
    public void A_login_of_nobody_costs_as_much_as_one_of_somebody()
    {
        int before = _device.System.Hmacs;
        _device.Login("wrong-password", "nobody");
        int nobody = _device.System.Hmacs - before;
        _device.Login("wrong-password");
        Assert.Equal(nobody, _device.System.Hmacs - before - nobody);
    }

    [Fact]
    public void A_device_password_is_long_readable_and_another_each_time()
    {
        var system = new HostSystem();
        string[] passwords = Enumerable.Range(0, 1000).Select(_ => DevicePassword.Create(system)).ToArray();
        Assert.All(passwords, password => Assert.Matches("^[a-hjkmnp-z2-9]{10}$", password));
        Assert.Equal(passwords.Length, passwords.Distinct().Count());
        int[] counts = string.Concat(passwords).GroupBy(c => c).Select(group => group.Count()).ToArray();
        Assert.Equal(DevicePassword.Alphabet.Length, counts.Length);
        Assert.All(counts, count => Assert.InRange(count, 230, 420));
        Assert.ThrowsAny<Exception>(() => DevicePassword.Create(new HostSystem { StuckRandom = 255 }));
    }

    [Theory]
    [InlineData("{\"users\":[]}", null)]
    [InlineData("{}", null)]
    [InlineData("{\"users\":[{\"name\":\"a\",\"role\":\"user\",\"hash\":\"$H\"}]}", "users")]
    [InlineData("{\"users\":[{\"name\":\"a b\",\"role\":\"installer\",\"hash\":\"$H\"}]}", "users[0].name")]
    [InlineData("{\"users\":[{\"name\":\"\",\"role\":\"installer\",\"hash\":\"$H\"}]}", "users[0].name")]
    [InlineData("{\"users\":[{\"name\":\"abcdefghijklmnopq\",\"role\":\"installer\",\"hash\":\"$H\"}]}", "users[0].name")]
    [InlineData("{\"users\":[{\"name\":\"a\",\"role\":\"king\",\"hash\":\"$H\"}]}", "users[0].role")]
    [InlineData("{\"users\":[{\"name\":\"a\",\"role\":\"installer\",\"hash\":\"secret\"}]}", "users[0].hash")]
    [InlineData("{\"users\":[{\"name\":\"a\",\"role\":\"installer\",\"hash\":\"$H\"},{\"name\":\"a\",\"role\":\"user\",\"hash\":\"$H\"}]}", "users[1].name")]
    [InlineData("{\"users\":[{\"name\":\"a\",\"role\":\"installer\",\"hash\":\"$H\",\"age\":\"1\"}]}", "users[0].age")]
    [InlineData("{\"users\":[{\"name\":1}]}", "users[0].name")]
    [InlineData("{\"users\":{}}", "users")]
    [InlineData("{\"users\":[1]}", "users")]
    [InlineData("{\"people\":[]}", "people")]
    [InlineData("[]", "")]
    public void The_access_section_is_checked_key_by_key(string json, string? key)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json.Replace("$H", PasswordHash.Create(new HostSystem(), "password", 1)));
        var reader = new JsonReader();
        reader.Reset(bytes, 0, bytes.Length);
        var fault = new SettingsFault();
        Assert.Equal(key == null, new AccessSection().Read(reader, fault));
        if (key != null) Assert.Equal(key, fault.Key);
    }

    [Fact]
    public void The_first_password_is_made_once()
    {
        var access = new AccessSection();
        var system = new HostSystem();
        Assert.True(access.IsEmpty);
        Assert.False(access.TryLogin(system, "admin", "", out _, out _));
        string password = DevicePassword.Create(system);
        Assert.True(access.StageFirst(system, password));
        access.Commit();
        Assert.False(access.IsEmpty);
        Assert.False(access.StageFirst(system, password));
        Assert.True(access.TryLogin(system, "admin", password, out UserRole role, out bool isLabel));
        Assert.Equal((UserRole.Installer, true), (role, isLabel));
    }
}
