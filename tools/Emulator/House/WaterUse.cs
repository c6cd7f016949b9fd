// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.House;

/// <summary>Cold water of one household: taps are opened minute by minute, by hour of the day and seed.</summary>
public sealed class WaterUse(long startSecond, long seed)
{
    private const int MinuteSeconds = 60;
    private const int ChanceChannel = 30;
    private const int AmountChannel = 31;

    private long _minute = startSecond / MinuteSeconds;
    private double _litres;

    /// <summary>Litres since the start; moments must not go back by more than the running minute.</summary>
    public double LitresAt(long nowUs)
    {
        double second = startSecond + (nowUs / 1e6);
        for (; (_minute + 1) * MinuteSeconds <= second; _minute++) _litres += InMinute(_minute);
        return _litres + (InMinute(_minute) * Math.Max(0, second - Math.Max(_minute * MinuteSeconds, startSecond)) / MinuteSeconds);
    }

    private double InMinute(long minute)
    {
        double hour = minute % 1440 / 60.0;
        double chance = hour is >= 6 and < 23 ? 0.05 + (hour is < 9 or >= 18 ? 0.06 : 0) : 0.004;
        return Dice.Unit(seed, ChanceChannel, minute) < chance ? 1 + (9 * Dice.Unit(seed, AmountChannel, minute)) : 0;
    }
}
