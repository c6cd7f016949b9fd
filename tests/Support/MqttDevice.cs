// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Mqtt;
using Wattwarden.Points;
using Wattwarden.Web;
using Xunit;

namespace Wattwarden.Tests.Support;

/// <summary>A whole controller with its MQTT side on a desk board, in virtual time, one thread: while the edge waits for the loop, the loop runs.</summary>
internal sealed class MqttDevice
{
    public const string Settings = """{"on":true,"host":"broker","clientId":"ww1","prefix":"ems","intervalS":10,"points":[{"point":"m5","band":10},{"point":"ds1"},{"point":"out1"},{"point":"out2"}]}""";

    // What comes in wakes the edge: no longer than this.
    private const int WakeMs = 50;

    private long _edgeDueMs;

    public MqttDevice(string? settings = Settings, PowerCutFileStore? flash = null, FakeMqttLink? link = null, bool safeMode = false, int seed = 1)
    {
        Board = new DeskBoard { Flash = flash ?? new PowerCutFileStore(), Seed = seed };
        Link = link ?? new FakeMqttLink();
        Controller = new EnergyController(Board);
        Web = new WebFront(Controller);
        Front = new MqttFront(Controller);
        Controller.Start(safeMode);
        Web.Open();
        Board.WhileWaiting = _ =>
        {
            Loop(1);
            return true;
        };
        Front.Open(Link);
        if (settings != null) Controller.FindSection("mqtt").Commit(settings);
    }

    public DeskBoard Board { get; }

    public FakeMqttLink Link { get; }

    public EnergyController Controller { get; }

    public WebFront Web { get; }

    public MqttFront Front { get; }

    public PointTable Points => Controller.Points;

    /// <summary>Both threads run for that long.</summary>
    public void Run(double seconds)
    {
        for (long untilMs = Board.UptimeMs + (long)(seconds * 1000); Board.UptimeMs < untilMs;)
        {
            Loop(10);
            if (Board.UptimeMs >= _edgeDueMs) _edgeDueMs = Math.Min(Front.Step(), Board.UptimeMs + WakeMs);
        }
    }

    /// <summary>The loop alone runs: the edge's thread waits for something.</summary>
    public void Loop(int ms)
    {
        Board.UptimeMs += ms;
        foreach (SimulatedRelay relay in Board.Contacts) relay.NowMs = Board.UptimeMs;
        Controller.Step();
    }

    /// <summary>So long the package waits for a broker that says nothing.</summary>
    public void Loop30Seconds()
    {
        for (int i = 0; i < 300; i++) Loop(100);
    }

    public void Measure(string point, double value)
    {
        Assert.True(PointId.TryParse(point, out int index));
        Points.Set(index, (long)Math.Round(value * 1000), Board.UptimeMs);
    }

    public void Fail(string point)
    {
        Assert.True(PointId.TryParse(point, out int index));
        Points.Fail(index);
    }

    /// <summary>A message comes in; what there is to say to it is said.</summary>
    public void Receive(string topic, string payload, bool retained = false)
    {
        Link.Deliver(topic, payload, retained);
        Run(0.2);
    }
}
