// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.House;

/// <summary>Chance that depends on seed, channel and index only, never on how often or in which order it is asked.</summary>
internal static class Dice
{
    /// <summary>A number from 0 (included) to 1 (excluded).</summary>
    public static double Unit(long seed, int channel, long index)
    {
        // splitmix64
        ulong z = unchecked(((ulong)seed * 0x9E3779B97F4A7C15UL) + ((ulong)channel * 0xD1B54A32D192ED03UL) + (ulong)index + 0x632BE59BD9B4E019UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        z ^= z >> 31;
        return (z >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>A number from −1 to 1.</summary>
    public static double Signed(long seed, int channel, long index) => (2 * Unit(seed, channel, index)) - 1;
}

/// <summary>A wandering value from −1 to 1: straight lines between random nodes.</summary>
internal sealed class Drift(long seed, int channel, int nodeSeconds)
{
    private long _node = long.MinValue;
    private double _from;
    private double _to;

    public double At(double second)
    {
        long node = (long)Math.Floor(second / nodeSeconds);
        if (node != _node)
        {
            _node = node;
            _from = Dice.Signed(seed, channel, node);
            _to = Dice.Signed(seed, channel, node + 1);
        }

        double part = (second / nodeSeconds) - node;
        return _from + ((_to - _from) * part);
    }
}
