// SPDX-License-Identifier: MIT
using Xunit;

namespace Wattwarden.Tests.Support;

/// <summary>The installer's first steps on a new device: in with the label's password, and one of the own.</summary>
internal static class FirstLogin
{
    public const string Password = "sunny-roof-1";

    /// <summary>Logs in, sets the own password where the device asks for it, and returns the cookie.</summary>
    /// <param name="label">Null: the device has no label any more.</param>
    /// <param name="handle">Answers a request.</param>
    /// <param name="commit">Lets the loop take what was stored.</param>
    public static string LogIn(string? label, Action<FakeExchange> handle, Action commit)
    {
        FakeExchange login = Login(Password, handle);
        if (login.Status == 401 && label != null) login = Login(label, handle);
        Assert.True(login.Status == 200, login.Answer);
        if (!login.Json.GetProperty("mustSetPassword").GetBoolean()) return login.Cookie;
        FakeExchange set = new FakeExchange("POST", "/api/v1/password").WithBody($$"""{"old":"{{label}}","new":"{{Password}}"}""").With("Cookie", login.Cookie);
        handle(set);
        Assert.True(set.Status == 204, set.Answer);
        commit();
        return login.Cookie;
    }

    private static FakeExchange Login(string password, Action<FakeExchange> handle)
    {
        FakeExchange login = new FakeExchange("POST", "/api/v1/login").WithBody("{\"password\":\"" + password + "\"}");
        login.RemoteAddress = "192.168.0.3";
        handle(login);
        return login;
    }
}
