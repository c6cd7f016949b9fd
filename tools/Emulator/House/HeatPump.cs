// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.House;

/// <summary>A heat pump behind a release contact: once it runs it runs its time, and it rests before it starts again.</summary>
internal sealed class HeatPump
{
    public const double Watts = 1200;
    public const int MinimumRunSeconds = 600;
    public const int MinimumRestSeconds = 180;

    private long _sinceSecond = long.MinValue / 2;

    public bool Runs { get; private set; }

    public void At(long second, bool contact)
    {
        if (contact == Runs) return;
        if (second - _sinceSecond < (Runs ? MinimumRunSeconds : MinimumRestSeconds)) return;
        Runs = contact;
        _sinceSecond = second;
    }
}
