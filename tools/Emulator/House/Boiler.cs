// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.House;

/// <summary>
/// A hot-water tank, well mixed: heat in, losses to the room, hot water drawn and replaced by cold. Each heater has its own
/// thermostat. The three heat counters and the temperature agree at any moment.
/// </summary>
public sealed class Boiler(double litres, double celsius, long seed)
{
    public const double CutOutCelsius = 80;
    public const double CutInCelsius = 75;
    public const double RoomCelsius = 18;
    public const double ColdCelsius = 11;
    private const double LossWattsPerKelvin = 2.1;
    private const double WattHoursPerLitreKelvin = 1.163;

    private static readonly Draw[] Draws =
    [
        //   litres  minutes  from   to
        new(38,      6,       6.0,   8.0),
        new(6,       2,       7.0,   9.0),
        new(5,       2,       11.8,  13.5),
        new(8,       3,       18.0,  20.0),
        new(34,      6,       19.5,  22.5),
        new(4,       1,       21.5,  23.2),
    ];

    private readonly bool[] _cutOut = new bool[2];
    private readonly long[] _starts = new long[Draws.Length];
    private readonly long[] _ends = new long[Draws.Length];
    private long _day = long.MinValue;
    private long _nextChange = long.MinValue;
    private double _lossWatts;
    private double _drawWatts;

    private sealed record Draw(double Litres, double Minutes, double FromHour, double ToHour);

    public double Litres { get; } = litres;

    public double Celsius { get; private set; } = celsius;

    public double MinCelsius { get; private set; } = celsius;

    public double MaxCelsius { get; private set; } = celsius;

    public double HeatedWh { get; private set; }

    public double LostWh { get; private set; }

    public double DrawnWh { get; private set; }

    public double DrawnLitres { get; private set; }

    /// <summary>Hot water that runs now, litres per second.</summary>
    public double DrawLitresPerSecond { get; private set; }

    /// <summary>Heat in the tank above 0 °C.</summary>
    public double ContentWh => Celsius * Capacity;

    private double Capacity => Litres * WattHoursPerLitreKelvin;

    /// <summary>False while the thermostat of that heater (0 or 1) keeps it off.</summary>
    public bool Allows(int heater) => !_cutOut[heater];

    /// <summary>Somebody set the temperature by hand.</summary>
    public void Set(double temperatureCelsius)
    {
        Celsius = Math.Clamp(temperatureCelsius, ColdCelsius, 95);
        MinCelsius = Math.Min(MinCelsius, Celsius);
        MaxCelsius = Math.Max(MaxCelsius, Celsius);
    }

    /// <summary>Begins a second of the house clock: thermostats, baths, losses.</summary>
    public void At(long second)
    {
        for (int heater = 0; heater < 2; heater++)
        {
            if (Celsius >= CutOutCelsius) _cutOut[heater] = true;
            else if (Celsius <= CutInCelsius) _cutOut[heater] = false;
        }

        if (second >= _nextChange) FindDraw(second);
        _lossWatts = LossWattsPerKelvin * (Celsius - RoomCelsius);
        _drawWatts = DrawLitresPerSecond * 3600 * WattHoursPerLitreKelvin * (Celsius - ColdCelsius);
    }

    // The flows of a second are those of its beginning, so that it does not matter how often this is asked in between.

    /// <summary>Time passes within the second that <see cref="At"/> began.</summary>
    public void Pass(double seconds, double heaterWatts)
    {
        double heated = heaterWatts * seconds / 3600;
        double lost = _lossWatts * seconds / 3600;
        double drawn = _drawWatts * seconds / 3600;
        HeatedWh += heated;
        LostWh += lost;
        DrawnWh += drawn;
        DrawnLitres += DrawLitresPerSecond * seconds;
        Celsius += (heated - lost - drawn) / Capacity;
        if (Celsius < MinCelsius) MinCelsius = Celsius;
        if (Celsius > MaxCelsius) MaxCelsius = Celsius;
    }

    private void FindDraw(long second)
    {
        long day = second / 86400;
        if (day != _day) PlanDay(day);
        DrawLitresPerSecond = 0;
        _nextChange = (day + 1) * 86400;
        for (int i = 0; i < Draws.Length; i++)
        {
            if (second >= _starts[i] && second < _ends[i]) DrawLitresPerSecond += Draws[i].Litres / (Draws[i].Minutes * 60);
            if (_starts[i] > second) _nextChange = Math.Min(_nextChange, _starts[i]);
            if (_ends[i] > second) _nextChange = Math.Min(_nextChange, _ends[i]);
        }
    }

    private void PlanDay(long day)
    {
        _day = day;
        for (int i = 0; i < Draws.Length; i++)
        {
            double hour = Draws[i].FromHour + ((Draws[i].ToHour - Draws[i].FromHour) * Dice.Unit(seed, 400 + i, day));
            _starts[i] = (day * 86400) + (long)(hour * 3600);
            _ends[i] = _starts[i] + (long)(Draws[i].Minutes * 60);
        }
    }
}
