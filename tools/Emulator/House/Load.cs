// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.House;

/// <summary>Something that takes power from one phase, with a counter of its own.</summary>
public sealed class Load(string id, string name, int phase, double ratedWatts, double reactiveShare)
{
    private double _wattHours;
    private bool _known;

    public string Id { get; } = id;

    public string Name { get; } = name;

    /// <summary>0 to 2; the household spreads itself and has −1.</summary>
    public int Phase { get; } = phase;

    public double RatedWatts { get; } = ratedWatts;

    /// <summary>Power now.</summary>
    public double Watts { get; private set; }

    /// <summary>Inductive reactive power now, var.</summary>
    public double Reactive => Watts * reactiveShare;

    public double KWh => _wattHours / 1000;

    public double OnSeconds { get; private set; }

    /// <summary>Changes from no power to power and back.</summary>
    public int Switchings { get; private set; }

    internal void Take(double watts)
    {
        if (_known && (watts > 0) != (Watts > 0)) Switchings++;
        _known = true;
        Watts = watts;
    }

    internal void Pass(double seconds)
    {
        if (Watts <= 0) return;
        _wattHours += Watts * seconds / 3600;
        OnSeconds += seconds;
    }
}
