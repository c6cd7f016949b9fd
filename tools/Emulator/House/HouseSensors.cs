// SPDX-License-Identifier: MIT
using Wattwarden.Emulator.OneWire;

namespace Wattwarden.Emulator.House;

/// <summary>The temperature sensors of the house, all on one bus: the first in the boiler, the others at household places.</summary>
public sealed class HouseSensors
{
    public const int Most = 20;

    private static readonly Place[] Places =
    [
        //  place             part                 mean   day swing  peak hour  wander
        new("Boiler",         Thermometer.Ds18b20, 0,     0,         0,         0),
        new("Outdoors",       Thermometer.Ds18b20, 14,    7,         15,        2),
        new("Living room",    Thermometer.Ds18b20, 21.5,  0.8,       18,        0.4),
        new("Heating flow",   Thermometer.Ds18b20, 34,    3,         6,         1.5),
        new("Heating return", Thermometer.Ds18b20, 29,    2,         6,         1),
        new("Cellar",         Thermometer.Ds18s20, 15.5,  0.3,       17,        0.2),
        new("Attic",          Thermometer.Ds1822,  24,    9,         16,        1),
        new("Garage",         Thermometer.Ds18b20, 16,    4,         16,        1),
    ];

    private readonly SimulatedHouse _house;
    private readonly long _startSecond;

    public HouseSensors(SimulatedHouse house, int count, long startSecond, long seed)
    {
        _house = house;
        _startSecond = startSecond;
        Sensors = [.. Enumerable.Range(0, count).Select(i => Make(i, seed))];
        Bus = new OneWireBus([.. Sensors.Select(sensor => sensor.Device)], seed: (int)seed);
    }

    public HouseSensor[] Sensors { get; }

    public OneWireBus Bus { get; }

    private sealed record Place(string Name, byte Family, double Mean, double Swing, double PeakHour, double Wander);

    private HouseSensor Make(int index, long seed)
    {
        Place place = Places[index < Places.Length ? index : 2];
        string name = index < Places.Length ? place.Name : $"Spare {index + 1}";
        var drift = new Drift(seed, 500 + index, 900);
        ulong serial = (ulong)(Dice.Unit(seed, 600, index) * (1L << 40));
        Func<long, double> celsius = index == 0 ? _house.BoilerCelsiusAt : nowUs => At(place, drift, nowUs);
        return new HouseSensor(name, new Thermometer(Dow.Rom(place.Family, serial), celsius), celsius);
    }

    private double At(Place place, Drift drift, long nowUs)
    {
        double second = _startSecond + (nowUs / 1e6);
        double hour = second % 86400 / 3600;
        return place.Mean + (place.Swing * Math.Cos((hour - place.PeakHour) / 24 * 2 * Math.PI)) + (place.Wander * drift.At(second));
    }
}

public sealed record HouseSensor(string Place, Thermometer Device, Func<long, double> CelsiusAt);
