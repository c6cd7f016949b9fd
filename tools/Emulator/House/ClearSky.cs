// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.House;

/// <summary>
/// A roof without a recording: position of the sun by latitude and season, panels to the south at 30°, clouds by seed. The house
/// clock is taken as solar time. Good for believable days, not for yield forecasts.
/// </summary>
public sealed class ClearSky(double peakWatts, double latitudeDegrees, long seed) : Sun
{
    private const double TiltDegrees = 30;
    private const double SystemLosses = 0.9;
    private const double ThickCloud = 0.78;
    private const int NodeSeconds = 60;

    private readonly Drift _slowClouds = new(seed, 1, 1500);
    private readonly Drift _fastClouds = new(seed, 2, 90);
    private long _node = long.MinValue;
    private double _from;
    private double _to;
    private double _cover;

    public override string Title => "clear sky and clouds";

    public override double WattsAt(double second)
    {
        long node = (long)Math.Floor(second / NodeSeconds);
        if (node != _node)
        {
            _from = node == _node + 1 ? _to : ClearWatts(node * NodeSeconds);
            _to = ClearWatts((node + 1) * NodeSeconds);
            _cover = DayCover(node * NodeSeconds / 86400);
            _node = node;
        }

        if (_from == 0 && _to == 0) return 0;
        double clear = _from + ((_to - _from) * ((second / NodeSeconds) - node));
        return clear * (1 - (ThickCloud * Cloud(second)));
    }

    /// <summary>Without clouds.</summary>
    public double ClearWatts(double second)
    {
        double day = (second / 86400) % 365.2425;
        double hour = (second % 86400) / 3600;
        double declination = Radians(23.45) * Math.Sin(2 * Math.PI * (day + 1 + 284) / 365.2425);
        double hourAngle = Radians((hour - 12) * 15);
        double latitude = Radians(latitudeDegrees);
        double tilted = latitude - Radians(TiltDegrees);
        double height = (Math.Sin(latitude) * Math.Sin(declination)) + (Math.Cos(latitude) * Math.Cos(declination) * Math.Cos(hourAngle));
        if (height <= 0.01) return 0;

        double facing = Math.Max(0, (Math.Sin(tilted) * Math.Sin(declination)) + (Math.Cos(tilted) * Math.Cos(declination) * Math.Cos(hourAngle)));
        double direct = 1098 * Math.Exp(-0.057 / height);   // Haurwitz 1945, W/m² across the beam
        double perSquareMetre = (0.85 * direct * facing) + (0.15 * direct * height);
        return peakWatts * SystemLosses * perSquareMetre / 1000;
    }

    private double Cloud(double second)
    {
        double sky = 0.5 + (0.36 * _slowClouds.At(second)) + (0.14 * _fastClouds.At(second));
        return Math.Clamp(((sky - (1 - _cover)) * 5) + 0.5, 0, 1);
    }

    // From a clear day (0) to a grey one (1).
    private double DayCover(long day) => Dice.Unit(seed, 9, day);

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
