// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Controller;
using Wattwarden.Tests.Support;
using Wattwarden.Time;
using Xunit;

namespace Wattwarden.Tests.Unit.Time;

/// <summary>docs/reference/time.md says what the code does.</summary>
public class TimeReferenceTests
{
    private const string Page = "docs/reference/time.md";

    [Fact]
    public void Settings_have_the_keys_and_defaults_of_the_section()
    {
        JsonElement defaults = JsonDocument.Parse(new TimeSection().Json()).RootElement;
        string[][] rows = DocumentTable.Rows(Page, "Settings");
        Assert.Equal(defaults.EnumerateObject().Select(m => m.Name), rows.Select(r => r[0]));
        Assert.Equal(defaults.EnumerateObject().Select(m => m.Value.ToString().ToLowerInvariant()), rows.Select(r => r[2].ToLowerInvariant()));
        foreach (string[] row in rows) Assert.Contains(row[0], new TimeSection().Refusal("""{"x":1}""").Message);
    }

    [Fact]
    public void Sources_are_those_that_the_clock_tells()
    {
        ClockedDevice device = new();
        var clock = new ClockSnapshot();
        HashSet<string> told = [];
        void Look()
        {
            device.Controller.CopyTo(clock, device.NowMs);
            told.Add(clock.Source);
        }

        device.Utc = ClockedDevice.At("2026-01-01");
        Look();
        device.UtcAtStartMs = null;
        Look();
        device.Utc = ClockedDevice.At("2026-01-01");
        Look();
        device.Controller.SetTime(ClockedDevice.At("2026-01-02").ToUnixTimeMilliseconds(), device.NowMs);
        Look();
        device.Settings("\"time\":{\"source\":\"meter\"}");
        device.Controller.Clock.OfferUtc(ClockedDevice.At("2026-01-03").ToUnixTimeMilliseconds(), TimeSource.Meter, device.NowMs);
        Look();
        Assert.Equal(Enum.GetValues<TimeSource>().Length, told.Count);
        Assert.Equal(told.Order(), DocumentTable.Rows(Page, "Unknown is a state").Select(r => r[0]).Order());
    }

    [Fact]
    public void The_catalog_is_listed()
    {
        // The grammar's table stands under the same heading, before it.
        string[][] listed = [.. DocumentTable.Rows(Page, "Zones").SkipWhile(r => r[0] != "UTC")];
        Assert.Equal(Enumerable.Range(0, ZoneCatalog.Count).Select(i => ZoneCatalog.Name(i) + " " + ZoneCatalog.Rule(i)), listed.Select(r => r[0] + " " + r[1]));
    }

    [Fact]
    public void Pauses_and_limits_are_those_of_the_code()
    {
        string page = RepositoryFiles.Read(Page);
        Assert.Contains($"set back by up to {ClockTask.StandsStillSeconds} s**", page);
        Assert.Contains($"after {NetworkTimeKeeper.FirstRetryMs / 1000} s, then 60 s, 120 s … up to {NetworkTimeKeeper.LongestRetryMs / 60000} min ({NetworkTimeKeeper.LongestRetryKnownMs / 3600000} h", page);
        Assert.Contains($"told to the client every {NetworkTimeKeeper.RemindEveryMs / 1000} s", page);
        Assert.Equal((24, 60_000, 500, 64), (NetworkTimeKeeper.AnsweredRetryMs / 3600000, NetworkTimeKeeper.StopEveryMs, WallClock.MovedMs, PosixTimeZone.MaxLength));
        Assert.Equal((2025, 2100), (DateTimeOffset.FromUnixTimeMilliseconds(WallClock.FirstMs).Year, DateTimeOffset.FromUnixTimeMilliseconds(WallClock.EndMs).Year));
    }
}
