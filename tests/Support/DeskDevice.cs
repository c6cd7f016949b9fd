// SPDX-License-Identifier: MIT
using System.Text;
using Wattwarden.Controller;
using Wattwarden.Mqtt;
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Web;
using Xunit;

namespace Wattwarden.Tests.Support;

/// <summary>The controller with its web side on a desk board, step by step on the test's thread. Two users: admin and guest.</summary>
internal sealed class DeskDevice
{
    public const string GuestPassword = "guest-pass-2";

    public DeskDevice(DeskBoard? board = null, bool safeMode = false, string? settings = null, bool withGuest = true)
    {
        Board = board ?? new DeskBoard();
        Controller = new EnergyController(Board);
        Front = new WebFront(Controller);
        ((AccessSection)Controller.FindSection("access")).Clock = null!;   // the least iterations: tests log in often
        _ = new MqttFront(Controller);
        Controller.Start(safeMode);
        if (settings != null) Read(settings);
        Front.Open();
        if (withGuest) AddGuest();
        Board.WhileWaiting = _ =>
        {
            Step(1);
            return true;
        };
    }

    public DeskBoard Board { get; }

    public EnergyController Controller { get; }

    public WebFront Front { get; }

    /// <summary>Lets time pass in steps of the loop.</summary>
    public void Step(long forMs, int stepMs = 10)
    {
        for (long untilMs = Board.UptimeMs + forMs; Board.UptimeMs < untilMs;)
        {
            Board.UptimeMs = Math.Min(untilMs, Board.UptimeMs + stepMs);
            foreach (SimulatedRelay relay in Board.Contacts) relay.NowMs = Board.UptimeMs;
            Controller.Step();
        }
    }

    /// <summary>What happens between two steps of the loop, however long it waits for one.</summary>
    public void WhileTheLoopStands(Action action)
    {
        Func<ISignal, bool> loop = Board.WhileWaiting;
        Board.WhileWaiting = _ => false;
        action();
        Board.WhileWaiting = loop;
    }

    public FakeExchange Do(FakeExchange exchange)
    {
        Front.Handle(exchange);
        exchange.CheckFraming();
        return exchange;
    }

    public FakeExchange Get(string path, string? cookie = null) => Do(new FakeExchange("GET", path).With("Cookie", cookie));

    public FakeExchange Send(string method, string path, string json, string? cookie = null) => Do(new FakeExchange(method, path).WithBody(json).With("Cookie", cookie));

    /// <summary>The installer, with a password of his own.</summary>
    public string AdminCookie() => FirstLogin.LogIn(Front.FirstStartPassword, exchange => Do(exchange), () => Step(10));

    public string GuestCookie() => Login("guest", GuestPassword);

    /// <summary>Takes a settings document in effect without storing it.</summary>
    public void Read(string document)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(document);
        var fault = new SettingsFault();
        Assert.True(Controller.Store.TryReadDocument(bytes, 0, bytes.Length, fault), $"{fault.Section} {fault.Key} {fault.Message}");
    }

    private string Login(string user, string password)
    {
        FakeExchange answer = Send("POST", "/api/v1/login", "{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}");
        Assert.Equal(200, answer.Status);
        return answer.Cookie;
    }

    private void AddGuest()
    {
        ISettingsSection access = Controller.FindSection("access");
        string one = access.Json();
        if (one.Contains("\"guest\"")) return;   // from the flash
        access.Commit(one.Replace("]}", ",{\"name\":\"guest\",\"role\":\"user\",\"hash\":\"" + PasswordHash.Create(Board, GuestPassword, 1) + "\"}]}"));
        Assert.Equal(SaveOutcome.Saved, Controller.Store.Save(null));
    }
}
