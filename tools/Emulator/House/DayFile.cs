// SPDX-License-Identifier: MIT
using System.Globalization;

namespace Wattwarden.Emulator.House;

/// <summary>A day file that cannot be used; the message names file, line and column.</summary>
public sealed class DayFileError(string message) : Exception(message);

/// <summary>
/// A recording of solar power: CSV with a header, a time column (ISO 8601 or Unix seconds) and a column of watts. Between two rows
/// the power is a straight line, across a gap of more than two hours and outside the recording it is 0. A row whose cell of watts is
/// empty is a reading that the recorder missed: it is counted and left out.
/// The wall clock of the first row's zone is the house clock.
/// </summary>
public sealed class DayFile
{
    private const double LongestGapSeconds = 7200;
    private const double LatestUnixSecond = 4_102_444_800;   // 2100-01-01: more is milliseconds by mistake

    private readonly string _name;
    private readonly List<double> _seconds = [];
    private readonly List<double> _watts = [];
    private TimeSpan? _zone;

    private DayFile(string name) => _name = name;

    public int Rows => _seconds.Count;

    /// <summary>Rows without watts.</summary>
    public int Missed { get; private set; }

    /// <summary>Midnight before the first row, seconds of the house clock.</summary>
    public long FirstMidnight { get; private set; }

    /// <summary>Whole days from the first midnight to the one after the last row; after them the recording begins again.</summary>
    public int Days { get; private set; }

    public static DayFile Load(string path)
    {
        if (!File.Exists(path)) throw new DayFileError($"{path}: no such file");
        using var reader = new StreamReader(path);
        return Parse(reader, Path.GetFileName(path));
    }

    public static DayFile Parse(TextReader reader, string name)
    {
        var file = new DayFile(name);
        file.Read(reader);
        return file;
    }

    /// <summary>Watts at a moment of the house clock; <paramref name="cursor"/> is the caller's place in the file, 0 at first.</summary>
    internal double WattsAt(double second, ref int cursor)
    {
        double start = FirstMidnight;
        double into = (second - start) % (Days * 86400.0);
        double at = start + (into < 0 ? into + (Days * 86400.0) : into);
        if (at < _seconds[0] || at > _seconds[^1]) return 0;

        Seek(at, ref cursor);
        int next = Math.Min(cursor + 1, _seconds.Count - 1);
        double span = _seconds[next] - _seconds[cursor];
        if (span <= 0) return _watts[cursor];
        if (span > LongestGapSeconds) return 0;
        return _watts[cursor] + ((_watts[next] - _watts[cursor]) * (at - _seconds[cursor]) / span);
    }

    private void Seek(double at, ref int cursor)
    {
        if (cursor >= _seconds.Count || _seconds[cursor] > at)
        {
            int found = _seconds.BinarySearch(at);
            cursor = found >= 0 ? found : Math.Max(0, ~found - 1);
        }

        while (cursor + 1 < _seconds.Count && _seconds[cursor + 1] <= at) cursor++;
    }

    private void Read(TextReader reader)
    {
        Header? header = null;
        int lineNumber = 0;
        while (reader.ReadLine() is { } line)
        {
            lineNumber++;
            if (lineNumber == 1) line = line.TrimStart('\uFEFF');
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (header is null) header = ReadHeader(line, lineNumber);
            else ReadRow(Split(line, header.Separator), header, lineNumber);
        }

        if (header is null) throw new DayFileError($"{_name}: the file is empty; expected a header line and rows of time and watts");
        if (Rows == 0) throw new DayFileError($"{_name}: no row with watts after the header");
        FirstMidnight = (long)Math.Floor(_seconds[0] / 86400) * 86400;
        Days = (int)Math.Floor((_seconds[^1] - FirstMidnight) / 86400) + 1;
    }

    private sealed record Header(char Separator, int TimeColumn, int WattsColumn, string[] Names);

    private Header ReadHeader(string line, int lineNumber)
    {
        char separator = Separator(line);
        string[] names = Split(line, separator);
        if (names.Length < 2) throw Error(lineNumber, 1, names[0], "one column only; expected time and watts, separated by comma, semicolon or tab");
        if (TryTime(names[0], out _) && TryNumber(names[1], separator, out _)) throw Error(lineNumber, 1, names[0], "is a value; the first line must name the columns");

        int time = Find(names, 0, "time", "date");
        int watts = names.Length == 2 ? 1 - time : Find(names, time == 0 ? 1 : 0, "watt", "power", "solar", "pv");
        if (watts == time) throw Error(lineNumber, time + 1, names[time], "would be time and watts at once; name one column \"time\" and one \"watts\"");
        return new Header(separator, time, watts, names);
    }

    private void ReadRow(string[] cells, Header header, int lineNumber)
    {
        string time = Cell(cells, header.TimeColumn, header, lineNumber);
        string watts = Cell(cells, header.WattsColumn, header, lineNumber);
        if (!TryTime(time, out double second)) throw Error(lineNumber, header.TimeColumn + 1, header.Names[header.TimeColumn], $"\"{time}\" is neither an ISO 8601 time nor Unix seconds");
        if (watts.Length == 0)
        {
            Missed++;
            return;
        }

        if (!TryNumber(watts, header.Separator, out double value)) throw Error(lineNumber, header.WattsColumn + 1, header.Names[header.WattsColumn], $"\"{watts}\" is not a number of watts");
        if (Rows > 0 && second <= _seconds[^1]) throw Error(lineNumber, header.TimeColumn + 1, header.Names[header.TimeColumn], $"\"{time}\" is not later than the row before");
        _seconds.Add(second);
        _watts.Add(Math.Max(0, value));
    }

    private string Cell(string[] cells, int column, Header header, int lineNumber) =>
        column < cells.Length ? cells[column] : throw Error(lineNumber, column + 1, header.Names[column], "is missing");

    private DayFileError Error(int line, int column, string columnName, string what) =>
        new($"{_name}, line {line}, column {column} ({columnName}): {what}");

    private bool TryTime(string text, out double second)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out second))
        {
            _zone ??= TimeSpan.Zero;
            second += _zone.Value.TotalSeconds;
            return second <= LatestUnixSecond && text.Length >= 8;
        }

        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;
        if (text.Length < 10 || text[4] != '-' || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Styles, out DateTimeOffset moment)) return false;
        _zone ??= moment.Offset;
        second = (moment.ToOffset(_zone.Value).DateTime - DateTime.UnixEpoch).TotalSeconds;
        return true;
    }

    private static bool TryNumber(string text, char separator, out double value)
    {
        if (separator != ',') text = text.Replace(',', '.');
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    private static int Find(string[] names, int otherwise, params string[] words)
    {
        int found = Array.FindIndex(names, name => Array.Exists(words, word => name.Contains(word, StringComparison.OrdinalIgnoreCase)));
        return found >= 0 ? found : otherwise;
    }

    private static char Separator(string line)
    {
        bool quoted = false;
        foreach (char c in line)
        {
            if (c == '"') quoted = !quoted;
            else if (!quoted && c is ',' or ';' or '\t') return c;
        }

        return ',';
    }

    private static string[] Split(string line, char separator)
    {
        var cells = new List<string>();
        var cell = new System.Text.StringBuilder();
        bool quoted = false;
        foreach (char c in line)
        {
            if (c == '"') quoted = !quoted;
            else if (c == separator && !quoted) Flush();
            else cell.Append(c);
        }

        Flush();
        return cells.ToArray();

        void Flush()
        {
            cells.Add(cell.ToString().Trim());
            cell.Clear();
        }
    }
}
