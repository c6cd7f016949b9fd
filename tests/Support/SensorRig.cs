// SPDX-License-Identifier: MIT
using Wattwarden.Emulator.OneWire;
using Wattwarden.Points;
using Wattwarden.Sensors;

namespace Wattwarden.Tests.Support;

/// <summary>Thermometers on a simulated bus, the firmware's temperature part, and a loop with the chip's tick of 10 ms, in virtual time.</summary>
internal sealed class SensorRig
{
    private const int TickMs = 10;

    private readonly double[] _celsius;

    public SensorRig(params byte[] families)
        : this(families, [])
    {
    }

    public SensorRig(byte[] families, OneWireDevice[] others, int seed = 1)
    {
        _celsius = new double[families.Length];
        Array.Fill(_celsius, 20);
        Sensors = [.. families.Select((family, i) => new Thermometer(Dow.Rom(family, (ulong)(0x1000 + 7 * i)), _ => _celsius[i]))];
        Port = new BusPort(new OneWireBus([.. Sensors, .. others], seed: seed)) { NowMs = 5000 };
        Task = new TemperatureSensors(Port, Points);
    }

    public Thermometer[] Sensors { get; }

    public PointTable Points { get; } = new();

    public BusPort Port { get; }

    public OneWireFaults Faults => Port.Bus.Faults;

    public TemperatureSensors Task { get; }

    public long NowMs => Port.NowMs;

    /// <summary>Most slots and resets that one step took.</summary>
    public long MostSlots { get; private set; }

    public long MostResets { get; private set; }

    public static SensorRig Of(int count) => new(Enumerable.Repeat(Thermometer.Ds18b20, count).ToArray());

    public string Id(int sensor) => Dow.Text(Sensors[sensor].Rom);

    public void Heat(int sensor, double celsius) => _celsius[sensor] = celsius;

    /// <summary>Sensor n at position n + 1, with these further settings.</summary>
    public void Place(string more = "")
    {
        Task.Section.Commit("[" + string.Join(",", Sensors.Take(8).Select((_, i) => Row(i + 1, i, more))) + "]");
    }

    public string Row(int position, int sensor, string more = "") => $$"""{"position":{{position}},"id":"{{Id(sensor)}}"{{(more.Length > 0 ? "," + more : "")}}}""";

    public void Run(double seconds, Action? eachStep = null)
    {
        for (long endMs = NowMs + (long)(seconds * 1000); NowMs < endMs;)
        {
            long slots = Port.Bus.Slots;
            long resets = Port.Bus.Resets;
            long dueMs = Task.Step(NowMs);
            MostSlots = Math.Max(MostSlots, Port.Bus.Slots - slots);
            MostResets = Math.Max(MostResets, Port.Bus.Resets - resets);
            eachStep?.Invoke();
            Port.NowMs = Math.Min(endMs, Math.Max(NowMs + TickMs, Math.Min(dueMs, NowMs + 250)));
            Points.Expire(NowMs);
        }
    }

    public Quality Quality(int position) => Points.Quality(PointId.FirstSensor + position - 1);

    public double Celsius(int position) => Points.Milli(PointId.FirstSensor + position - 1) / 1000.0;

    public SensorState State(int position)
    {
        var state = new SensorState();
        Task.CopyTo(state, position - 1, NowMs);
        return state;
    }
}
