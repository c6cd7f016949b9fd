// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.House;

/// <summary>A PT1000 on the north wall: to ground, with 1 kΩ to 3.3 V, on a converter of 12 bits with a little noise.</summary>
public sealed class OutsideSensor(long startSecond, long seed)
{
    private const double ResistorOhm = 1000;
    private const int FullScale = 4095;
    private const double NoiseCounts = 3;
    private const int NoiseChannel = 41;

    private readonly Drift _weather = new(seed, 40, 6 * 3600);
    private readonly Lock _gate = new();

    public double Celsius(long nowUs)
    {
        double second = startSecond + (nowUs / 1e6);
        double year = (second / 86400 % 365.2425) / 365.2425;
        double hour = second % 86400 / 3600;
        lock (_gate) return 10 - (11 * Math.Cos(2 * Math.PI * (year - 0.055))) - (4.5 * Math.Cos(2 * Math.PI * (hour - 3) / 24)) + (4 * _weather.At(second));
    }

    /// <summary>What the converter reads.</summary>
    public int Raw(long nowUs)
    {
        double ohm = Ohm(Celsius(nowUs));
        double noise = NoiseCounts * Dice.Signed(seed, NoiseChannel, nowUs);
        return (int)Math.Clamp(Math.Round((FullScale * ohm / (ohm + ResistorOhm)) + noise), 0, FullScale);
    }

    // IEC 60751
    private static double Ohm(double t) =>
        1000 * (1 + (3.9083e-3 * t) - (5.775e-7 * t * t) + (t < 0 ? -4.183e-12 * (t - 100) * t * t * t : 0));
}
