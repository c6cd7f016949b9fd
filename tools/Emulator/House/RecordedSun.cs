// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.House;

/// <summary>A day file played over and over by the time of day.</summary>
public sealed class RecordedSun(DayFile file, string title) : Sun
{
    private int _cursor;

    public override string Title { get; } = title;

    public override double WattsAt(double second) => file.WattsAt(second, ref _cursor);
}
