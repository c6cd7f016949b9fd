// SPDX-License-Identifier: MIT
using Wattwarden.Emulator.House;
using Xunit;

namespace Wattwarden.Tests.Unit.House;

public class DayFileTests
{
    private const string UnixForm = "\"Unix timestamp\", \"Node SN1:solar\"\n1531024080, 0.0\n\n1531024140, 60.0\r\n1531024260, 22.0\n";
    private const string IsoForm = "\"Date-time string\",\"solar:solar ()\"\n2020-03-16T06:40:00+00:00,4\n2020-03-16T06:41:00+00:00,5\n2020-03-16T06:43:00+00:00,9\n";

    [Fact]
    public void Unix_seconds_quotes_spaces_and_blank_lines_are_read()
    {
        DayFile file = Parse(UnixForm);
        Assert.Equal(3, file.Rows);
        Assert.Equal(new DateTime(2018, 7, 8), Clock(file.FirstMidnight));
        Assert.Equal(1, file.Days);
        Assert.Equal(60, Sun(file).WattsAt(1531024140));
        Assert.Equal(41, Sun(file).WattsAt(1531024200), 9);
    }

    [Fact]
    public void Iso_times_are_read_and_the_power_between_two_rows_is_a_straight_line()
    {
        Sun sun = Sun(Parse(IsoForm));
        double at = Second(2020, 3, 16, 6, 41);
        Assert.Equal(5, sun.WattsAt(at));
        Assert.Equal(7, sun.WattsAt(at + 60), 9);
        Assert.Equal(9, sun.WattsAt(at + 120), 9);
        Assert.Equal(4.5, sun.WattsAt(at - 30), 9);
    }

    [Fact]
    public void The_wall_clock_of_the_files_zone_is_the_house_clock()
    {
        DayFile file = Parse("time,W\n2020-06-01T12:00:00+02:00,100\n2020-06-01T11:00:00Z,200\n");
        Assert.Equal(100, Sun(file).WattsAt(Second(2020, 6, 1, 12, 0)), 9);
        Assert.Equal(200, Sun(file).WattsAt(Second(2020, 6, 1, 13, 0)), 9);
    }

    [Fact]
    public void Outside_the_recording_and_across_long_gaps_there_is_no_sun()
    {
        Sun sun = Sun(Parse("time;W\n2020-06-01T10:00:00Z;100,5\n2020-06-01T11:00:00Z;200\n2020-06-01T13:30:00Z;300\n"));
        Assert.Equal(0, sun.WattsAt(Second(2020, 6, 1, 9, 59)));
        Assert.Equal(100.5, sun.WattsAt(Second(2020, 6, 1, 10, 0)), 9);
        Assert.Equal(0, sun.WattsAt(Second(2020, 6, 1, 12, 0)));
        Assert.Equal(0, sun.WattsAt(Second(2020, 6, 1, 13, 31)));
    }

    [Fact]
    public void A_longer_run_repeats_the_day_by_the_time_of_day_in_any_order_of_asking()
    {
        Sun sun = Sun(Parse(IsoForm));
        Assert.Equal(7, sun.WattsAt(Second(2020, 3, 19, 6, 42)), 9);
        Assert.Equal(4, sun.WattsAt(Second(2021, 1, 1, 6, 40)), 9);
        Assert.Equal(7, sun.WattsAt(Second(2019, 1, 1, 6, 42)), 9);
        Assert.Equal(0, sun.WattsAt(Second(2020, 3, 18, 12, 0)));
    }

    [Fact]
    public void A_row_without_watts_is_counted_and_the_line_goes_on_across_it()
    {
        DayFile file = Parse("time,W\n2020-03-16T08:15:00Z,275\n2020-03-16T08:16:00Z,\n2020-03-16T08:17:00Z,281\n");
        Assert.Equal(1, file.Missed);
        Assert.Equal(278, Sun(file).WattsAt(Second(2020, 3, 16, 8, 16)), 9);
    }

    [Fact]
    public void Columns_are_found_by_name_where_there_are_more_than_two()
    {
        DayFile file = Parse("note,Solar power,Date\nx,12,2020-03-16T08:15:00Z\n");
        Assert.Equal(12, Sun(file).WattsAt(Second(2020, 3, 16, 8, 15)));
    }

    [Theory]
    [InlineData("", "day.csv: the file is empty")]
    [InlineData("time,W\n", "no row with watts")]
    [InlineData("time\n1\n", "line 1, column 1 (time)")]
    [InlineData("1531024080,5\n1531024140,6\n", "line 1, column 1 (1531024080): is a value")]
    [InlineData("time,W\n\n2020-03-16T08:15:00Z,abc\n", "line 3, column 2 (W): \"abc\" is not a number of watts")]
    [InlineData("time,W\n2020-03-16T08:15:00Z,NaN\n", "line 2, column 2 (W)")]
    [InlineData("time,W\n2020-03-16T08:15:00Z\n", "line 2, column 2 (W): is missing")]
    [InlineData("time,W\n16.03.2020 08:15,5\n", "line 2, column 1 (time): \"16.03.2020 08:15\" is neither")]
    [InlineData("time,W\n1531024080000,5\n", "line 2, column 1 (time)")]
    [InlineData("time,W\n1531024080,5\n1531024080,6\n", "line 3, column 1 (time): \"1531024080\" is not later")]
    public void A_bad_file_is_refused_by_line_and_column(string text, string expected)
    {
        DayFileError error = Assert.Throws<DayFileError>(() => Parse(text));
        Assert.Contains(expected, error.Message);
        Assert.StartsWith("day.csv", error.Message);
    }

    [Fact]
    public void The_house_produces_what_lies_under_the_line_of_the_file()
    {
        // 0 → 3600 W in an hour and back: 3.6 kWh.
        DayFile file = Parse("time,W\n2020-06-01T10:00:00Z,0\n2020-06-01T11:00:00Z,3600\n2020-06-01T12:00:00Z,0\n");
        var house = new SimulatedHouse(new HouseOptions { Sun = Sun(file), StartSecond = file.FirstMidnight });
        HouseState end = house.Observe(86_400_000_000);
        Assert.Equal(3.6, end.ProducedKWh, 9);
    }

    private static DayFile Parse(string text) => DayFile.Parse(new StringReader(text), "day.csv");

    private static Sun Sun(DayFile file) => new RecordedSun(file, "test");

    private static DateTime Clock(long second) => DateTime.UnixEpoch.AddSeconds(second);

    private static double Second(int year, int month, int day, int hour, int minute) =>
        (new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).TotalSeconds;
}
