// SPDX-License-Identifier: MIT
extern alias nano;
using nanoFramework.Emulation;
using Wattwarden.Boards;
using Wattwarden.Controller;
using Wattwarden.Mqtt;
using Wattwarden.Ports;
using Wattwarden.Web;
using Xunit;
using ChipThread = nano::System.Threading.Thread;

namespace Wattwarden.Tests.Support;

/// <summary>The whole controller with its web side on an emulated board, in virtual time: the caller's thread is the firmware's main thread.</summary>
internal sealed class BoardFirmware : IDisposable
{
    private const int TickMs = 10;

    private string _cookie = "";

    public BoardFirmware()
    {
        Start();
    }

    public TestChip Chip { get; } = new();

    public EnergyController Controller { get; private set; } = null!;

    public WebFront Front { get; private set; } = null!;

    public Machine Machine => Chip.Machine;

    /// <summary>The loop runs for that long, tick by tick.</summary>
    public void Run(int ms) => Chip.Run(() =>
    {
        for (int i = 0; i < ms / TickMs; i++) Tick();
    });

    /// <summary>No thread of the firmware runs for that long.</summary>
    public void StandStill(int ms) => Chip.Run(() => Machine.StandStill(ms));

    public void Restart()
    {
        Chip.PowerCycle();
        Start();
    }

    /// <summary>A request of the installer; the loop goes on while the web's thread answers it.</summary>
    public FakeExchange Do(string method, string path, string? json = null)
    {
        if (_cookie == "" && Front.FirstStartPassword is { } password) _cookie = FirstLogin.LogIn(password, exchange => Handle(exchange), () => Run(TickMs));
        FakeExchange exchange = new(method, path);
        if (json != null) exchange.WithBody(json);
        return Handle(exchange.With("Cookie", _cookie));
    }

    /// <summary>A section of the settings, as the installer's page would send it.</summary>
    public void Put(string path, string json)
    {
        FakeExchange exchange = Do("PUT", path, json);
        Assert.True(exchange.Status == 204, exchange.Answer);
        Run(20);
    }

    public void Dispose() => Chip.Dispose();

    private void Start() => Chip.Run(() =>
    {
        IBoard board = new WattwardenEmsRevA();
        Controller = new EnergyController(board);
        Front = new WebFront(Controller);
        _ = new MqttFront(Controller);
        Controller.Start(safeMode: false);
        Front.Open();
    });

    private void Tick()
    {
        Controller.Step();
        ChipThread.Sleep(TickMs);
    }

    private FakeExchange Handle(FakeExchange exchange)
    {
        Thread web = new(() => Chip.Run(() => Front.Handle(exchange)));
        web.Start();
        while (!web.Join(0)) Run(TickMs);
        exchange.CheckFraming();
        return exchange;
    }
}
