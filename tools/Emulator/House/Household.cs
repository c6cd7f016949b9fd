// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.House;

/// <summary>People at home: standby, fridge, light, morning and evening, and appliances at hours that the seed chooses.</summary>
internal sealed class Household(long seed)
{
    private const int StepSeconds = 60;

    // Standby share and spread over the phases.
    private static readonly double[] Spread = [0.42, 0.33, 0.25];

    private static readonly Appliance[] Appliances =
    [
        //           name             watts  minutes  from  to    phase  chance
        new("kettle at breakfast",    2000,  4,       6.0,  8.5,  1,     0.9),
        new("coffee",                 1200,  6,       6.2,  9.5,  1,     0.8),
        new("hair dryer",             1500,  7,       6.5,  8.0,  2,     0.5),
        new("washing machine heats",  2100,  22,      8.5,  14.0, 2,     0.5),
        new("washing machine turns",  280,   70,      9.0,  15.0, 2,     0.5),
        new("lunch on the hob",       1800,  25,      11.3, 13.0, 0,     0.7),
        new("vacuum cleaner",         900,   18,      9.0,  18.0, 1,     0.3),
        new("kettle in the afternoon", 2000, 4,       14.0, 17.5, 1,     0.7),
        new("dinner on the hob",      2200,  30,      17.5, 19.0, 0,     0.8),
        new("oven",                   2500,  35,      17.3, 19.5, 0,     0.4),
        new("dishwasher heats",       2000,  20,      19.5, 21.0, 2,     0.6),
        new("television",             140,   180,     18.5, 20.5, 1,     0.9),
    ];

    private readonly double[] _watts = new double[3];
    private readonly long[] _starts = new long[Appliances.Length];
    private readonly long[] _ends = new long[Appliances.Length];
    private readonly Drift _mood = new(seed, 20, 420);
    private long _day = long.MinValue;
    private long _nextChange = long.MinValue;

    private sealed record Appliance(string Name, double Watts, double Minutes, double FromHour, double ToHour, int Phase, double Chance);

    /// <summary>Set by hand: total watts instead of the plan.</summary>
    public double? FixedWatts { get; private set; }

    public double Total { get; private set; }

    public double Phase(int phase) => _watts[phase];

    public void Fix(double? watts)
    {
        FixedWatts = watts;
        _nextChange = long.MinValue;
    }

    /// <summary>Brings the powers to this second; does something only where they change.</summary>
    public void At(long second)
    {
        if (second < _nextChange) return;
        if (FixedWatts is { } watts) SpreadOut(watts);
        else Plan(second);
        Total = _watts[0] + _watts[1] + _watts[2];
    }

    private void SpreadOut(double watts)
    {
        for (int phase = 0; phase < 3; phase++) _watts[phase] = watts * Spread[phase];
        _nextChange = long.MaxValue;
    }

    private void Plan(long second)
    {
        long day = second / 86400;
        if (day != _day) PlanDay(day);

        SpreadOut(Background(second));
        _watts[2] += Fridge(second);
        _nextChange = second - (second % StepSeconds) + StepSeconds;
        for (int i = 0; i < Appliances.Length; i++)
        {
            if (second >= _starts[i] && second < _ends[i]) _watts[Appliances[i].Phase] += Appliances[i].Watts;
            if (_starts[i] > second) _nextChange = Math.Min(_nextChange, _starts[i]);
            if (_ends[i] > second) _nextChange = Math.Min(_nextChange, _ends[i]);
        }
    }

    private void PlanDay(long day)
    {
        _day = day;
        for (int i = 0; i < Appliances.Length; i++)
        {
            Appliance it = Appliances[i];
            bool today = Dice.Unit(seed, 100 + i, day) < it.Chance;
            double hour = it.FromHour + ((it.ToHour - it.FromHour) * Dice.Unit(seed, 200 + i, day));
            double minutes = it.Minutes * (0.8 + (0.4 * Dice.Unit(seed, 300 + i, day)));
            _starts[i] = (day * 86400) + (long)(hour * 3600);
            _ends[i] = today ? _starts[i] + (long)(minutes * 60) : _starts[i];
        }
    }

    private double Background(long second)
    {
        double hour = second % 86400 / 3600.0;
        double awake = Bump(hour, 7.1, 0.9, 220) + Bump(hour, 12.5, 1.5, 90) + Bump(hour, 20.0, 1.8, 380);
        return 165 + awake + (45 * _mood.At(second));
    }

    // 14 minutes of 40: the cycle of a compressor.
    private double Fridge(long second) => ((second / 60) + (seed & 31)) % 40 < 14 ? 85 : 0;

    private static double Bump(double hour, double at, double width, double watts)
    {
        double off = (hour - at) / width;
        return watts * Math.Exp(-0.5 * off * off);
    }
}
