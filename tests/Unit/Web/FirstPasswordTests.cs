// SPDX-License-Identifier: MIT
using Wattwarden.Tests.Support;
using Wattwarden.Web;
using Xunit;
using Xunit.Abstractions;

namespace Wattwarden.Tests.Unit.Web;

/// <summary>The label's password opens the door once; and what a guesser gets.</summary>
public sealed class FirstPasswordTests(ITestOutputHelper output)
{
    private readonly DeskDevice _device = new();

    [Fact]
    public void With_the_labels_password_nothing_works_but_setting_ones_own()
    {
        string label = Login(_device.Front.FirstStartPassword!).Cookie;
        Assert.True(_device.Get("/api/v1/session", label).Json.GetProperty("mustSetPassword").GetBoolean());
        var open = new List<string>();
        foreach (ApiRow endpoint in ApiRow.All(_device.Front))
        {
            string path = endpoint.Path.Replace("{id}", "1");
            FakeExchange answer = endpoint.Method == "GET" ? _device.Get(path, label) : _device.Send(endpoint.Method, path, "{}", label);
            if (answer.Status != 403) open.Add(endpoint.Path);
            else if (!endpoint.Made.IsBeforeOwnPassword) Assert.Equal("password", answer.Json.GetProperty("field").GetString());
            if (endpoint.Path.EndsWith("/logout")) label = Login(_device.Front.FirstStartPassword!).Cookie;
        }

        Assert.Equal(["/api/v1/lock", "/api/v1/login", "/api/v1/logout", "/api/v1/password", "/api/v1/session", "/api/v1/unlock"], open.Order());
    }

    [Fact]
    public void The_own_password_opens_everything_and_the_label_nothing_any_more()
    {
        string label = _device.Front.FirstStartPassword!;
        string cookie = Login(label).Cookie;
        Assert.Equal(400, _device.Send("POST", "/api/v1/password", $$"""{"old":"{{label}}","new":"{{label}}"}""", cookie).Status);
        Assert.Equal(204, _device.Send("POST", "/api/v1/password", $$"""{"old":"{{label}}","new":"my-own-one-3"}""", cookie).Status);
        _device.Step(10);
        Assert.Equal(200, _device.Get("/api/v1/live", cookie).Status);
        Assert.Equal(401, Login(label).Status);
        FakeExchange own = Login("my-own-one-3");
        Assert.False(own.Json.GetProperty("mustSetPassword").GetBoolean());
        var restarted = new DeskDevice(new DeskBoard { Flash = _device.Board.Flash });
        Assert.Equal(401, restarted.Send("POST", "/api/v1/login", $$"""{"password":"{{label}}"}""").Status);
        Assert.False(restarted.Send("POST", "/api/v1/login", """{"password":"my-own-one-3"}""").Json.GetProperty("mustSetPassword").GetBoolean());
    }

    [Fact]
    public void A_board_that_restarts_with_the_labels_password_asks_again()
    {
        string label = _device.Front.FirstStartPassword!;
        var restarted = new DeskDevice(new DeskBoard { Flash = _device.Board.Flash });
        Assert.True(restarted.Send("POST", "/api/v1/login", $$"""{"password":"{{label}}"}""").Json.GetProperty("mustSetPassword").GetBoolean());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public void Who_guesses_gets_less_than_one_try_a_second(int addresses)
    {
        _device.AdminCookie();
        int tried = 0;
        const int Seconds = 60;
        for (int tick = 0; tick < Seconds * 10; tick++)
        {
            FakeExchange login = new FakeExchange("POST", "/api/v1/login").WithBody("""{"password":"guess-guess"}""");
            login.RemoteAddress = "10.0.0." + tick % addresses;
            _device.Do(login);
            if (login.Status == 401) tried++;
            _device.Board.UptimeMs += 100;
        }

        output.WriteLine($"{tried} guesses of {Seconds * 10} were looked at in {Seconds} s from {addresses} addresses");
        Assert.InRange(tried, 1, Seconds / 2);
    }

    [Fact]
    public void Iterations_fill_a_quarter_of_a_second_of_the_chips_own_time()
    {
        foreach ((double msPerHmac, int least, int most) in new[] { (0.05, 4000, 5100), (0.1, 2000, 2600), (0.35, 600, 730), (4.0, 100, 100) })
        {
            var chip = new SlowChip(msPerHmac);
            int iterations = PasswordHash.Measure(chip, chip);
            output.WriteLine($"{msPerHmac} ms for an HMAC: {iterations} iterations, {iterations * msPerHmac:0} ms for a login");
            Assert.InRange(iterations, least, most);
        }
    }

    private FakeExchange Login(string password) => _device.Send("POST", "/api/v1/login", $$"""{"password":"{{password}}"}""");

    /// <summary>A chip whose clock steps by ten milliseconds and that needs so long for an HMAC with all that belongs to it.</summary>
    private sealed class SlowChip(double msPerHmac) : Wattwarden.Ports.ISystem, Wattwarden.Ports.IClock
    {
        private readonly HostSystem _host = new();
        private double _nowMs;

        public long UptimeMs => (long)_nowMs / 10 * 10;

        public string BoardName => "slow";

        public long FreeHeapBytes => 0;

        public long LargestFreeBlockBytes => -1;

        public bool TryGetUtc(out long unixMs)
        {
            unixMs = 0;
            return false;
        }

        public bool TrySetUtc(long unixMs) => false;

        public void Restart()
        {
        }

        public Wattwarden.Ports.ISignal CreateSignal() => throw new NotSupportedException();

        public void FillRandom(byte[] buffer) => _host.FillRandom(buffer);

        public byte[] HmacSha256(byte[] key, byte[] data)
        {
            _nowMs += msPerHmac;
            return _host.HmacSha256(key, data);
        }
    }
}
