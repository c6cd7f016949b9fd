// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Points;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Controller;

public sealed class ClockTaskTests
{
    private readonly DeskBoard _board = new();
    private readonly PointTable _points = new();
    private readonly TimeSection _section = new();
    private readonly ClockTask _task;

    public ClockTaskTests() => _task = new ClockTask(_board, _points, _section);

    [Theory]
    [InlineData("1970-01-01T00:00:00", 0, 0, 4)]
    [InlineData("2026-06-21T10:15:30", 0, 36930, 7)]
    [InlineData("2026-06-22T00:00:00", 0, 0, 1)]
    [InlineData("2028-02-29T23:59:59", 0, 86399, 2)]
    [InlineData("2026-06-21T22:30:00", 120, 1800, 1)]
    [InlineData("2026-06-21T00:30:00", -60, 84600, 6)]
    [InlineData("2026-12-31T18:31:00", 330, 60, 5)]
    [InlineData("2099-12-31T12:00:00", 840, 7200, 5)]
    public void Time_of_day_and_weekday_are_those_of_the_local_calendar(string utc, int offsetMinutes, int second, int weekday)
    {
        _section.Commit($$"""{"utcOffsetMinutes":{{offsetMinutes}}}""");
        Run(utc, 1000);
        Assert.Equal((second * 1000L, weekday * 1000L), (_points.Milli(PointId.Time), _points.Milli(PointId.Weekday)));
        DateTime local = DateTime.Parse(utc).AddMinutes(offsetMinutes);
        Assert.Equal(((int)local.DayOfWeek + 6) % 7 + 1, weekday);
        Assert.Equal((int)local.TimeOfDay.TotalSeconds, second);
    }

    [Fact]
    public void Without_a_known_time_both_points_are_never_and_they_come_and_go_with_it()
    {
        _task.Run(1000);
        Assert.Equal((Quality.Never, Quality.Never), (_points.Quality(PointId.Time), _points.Quality(PointId.Weekday)));
        Run("2026-06-21T10:00:00", 2000);
        Assert.Equal((Quality.Good, Quality.Good), (_points.Quality(PointId.Time), _points.Quality(PointId.Weekday)));
        _board.UnixMs = null;
        _task.Run(3000);
        Assert.Equal((Quality.Never, Quality.Never), (_points.Quality(PointId.Time), _points.Quality(PointId.Weekday)));
    }

    [Fact]
    public void The_points_change_once_a_second_so_that_nothing_is_decided_anew_in_between()
    {
        Run("2026-06-21T10:00:00.100", 1000);
        int version = _points.Version;
        Run("2026-06-21T10:00:00.600", 1500);
        Assert.Equal(version, _points.Version);
        Run("2026-06-21T10:00:01.000", 2000);
        Assert.Equal(version + 1, _points.Version);
        Assert.Equal(2500, _task.DueAtMs);
    }

    [Fact]
    public void Old_readings_turn_stale_here()
    {
        _points.Set(0, 5000, 1000);
        _points.SetStaleAfter(0, 3000);
        _task.Run(4000);
        Assert.Equal(Quality.Good, _points.Quality(0));
        _task.Run(4001);
        Assert.Equal(Quality.Stale, _points.Quality(0));
    }

    private void Run(string utc, long nowMs)
    {
        _board.UnixMs = new DateTimeOffset(DateTime.Parse(utc), TimeSpan.Zero).ToUnixTimeMilliseconds();
        _task.Run(nowMs);
    }
}
