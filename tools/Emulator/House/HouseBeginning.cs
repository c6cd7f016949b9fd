// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.House;

/// <summary>When the house begins to live and under which sun, as the options say.</summary>
/// <param name="Sun">What shines on the roof.</param>
/// <param name="Start">House clock at the beginning.</param>
/// <param name="WarmUp">How long it lives in virtual time first.</param>
internal sealed record HouseBeginning(Sun Sun, DateTimeOffset Start, TimeSpan WarmUp)
{
    private const double RoofPeakWatts = 6000;
    private const double LatitudeDegrees = 50;
    private const int OpensAtHour = 10;   // there is surplus

    private static readonly DateTimeOffset LongestDay = new(2026, 6, 21, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Seconds of the house clock since 1970.</summary>
    public long StartSecond => (long)(Start.DateTime - DateTime.UnixEpoch).TotalSeconds;

    public static HouseBeginning Choose(EmulatorOptions options)
    {
        if (options.DayFile is not { } path)
        {
            DateTimeOffset asked = options.Start ?? LongestDay.AddHours(options.Fast ? 0 : OpensAtHour);
            return new HouseBeginning(new ClearSky(RoofPeakWatts, LatitudeDegrees, options.Seed), asked - options.WarmUp, options.WarmUp);
        }

        DayFile file = Load(path);
        DateTimeOffset firstDay = DateTimeOffset.UnixEpoch.AddSeconds(file.FirstMidnight);
        DateTimeOffset opens = options.Start ?? firstDay.AddHours(options.Fast ? 0 : OpensAtHour);
        TimeSpan warmUp = opens > firstDay && opens - firstDay < options.WarmUp ? opens - firstDay : options.WarmUp;   // before the recording there is no sun
        return new HouseBeginning(new RecordedSun(file, Title(path, file)), opens - warmUp, warmUp);
    }

    private static DayFile Load(string path)
    {
        try
        {
            return DayFile.Load(path);
        }
        catch (DayFileError error)
        {
            throw new RunError("--day " + error.Message);
        }
    }

    private static string Title(string path, DayFile file) =>
        Path.GetFileName(path) + (file.Missed > 0 ? $" ({file.Rows} rows, {file.Missed} without watts left out)" : "");
}
