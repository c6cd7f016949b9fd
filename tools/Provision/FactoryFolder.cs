// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Wattwarden.Provision;

/// <summary>
/// The factory's files: records.csv (one line a board, without secrets), serial.next (the next free number), labels/, and pending/ with what has
/// been written to a board whose record is not in the list yet. Numbers are taken before they are used: after a crash one may be missing, none
/// is given twice.
/// </summary>
public sealed class FactoryFolder
{
    public const string Header = "time,serial,model,profile,board,firmware,selftest";

    private readonly string _folder;

    public FactoryFolder(string folder)
    {
        try
        {
            _folder = Directory.CreateDirectory(folder).FullName;
            Directory.CreateDirectory(Labels);
            Directory.CreateDirectory(Path.Combine(_folder, "pending"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProvisionError($"--out {folder}: the folder cannot be made: {error.Message}");
        }
    }

    public string Labels => Path.Combine(_folder, "labels");

    public string Records => Path.Combine(_folder, "records.csv");

    private string NextFile => Path.Combine(_folder, "serial.next");

    /// <summary>Takes the next number; the file says the one after before this one is used.</summary>
    public int TakeNumber()
    {
        int next = 1;
        if (File.Exists(NextFile) && !int.TryParse(File.ReadAllText(NextFile), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out next))
            throw new ProvisionError($"{NextFile}: holds no number; write the next free serial number into it");
        WriteWhole(NextFile, (next + 1).ToString(CultureInfo.InvariantCulture) + "\n");
        return next;
    }

    public void KeepPending(BoardRecord record) => WriteWhole(Pending(record.Serial), JsonSerializer.Serialize(record));

    /// <summary>What was written to the board of that number before it was unplugged; null: nothing, or it is in the list.</summary>
    public BoardRecord? FindPending(string serial) =>
        File.Exists(Pending(serial)) ? JsonSerializer.Deserialize<BoardRecord>(File.ReadAllText(Pending(serial))) : null;

    /// <summary>Adds the board to the list, once; after that nothing is pending.</summary>
    public void Finish(BoardRecord record, DateTimeOffset now)
    {
        if (!File.Exists(Records)) WriteWhole(Records, Header + "\n");
        string[] fields = [now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), record.Serial, record.Model, record.Profile, record.Board, record.Firmware, record.SelfTest];
        File.AppendAllText(Records, string.Join(',', fields.Select(Quote)) + "\n");
        File.Delete(Pending(record.Serial));
    }

    private string Pending(string serial) => Path.Combine(_folder, "pending", serial + ".json");

    private static string Quote(string field) =>
        field.AsSpan().IndexOfAny(",\"\n") < 0 ? field : "\"" + field.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    // A cut leaves the old file or the new one.
    private static void WriteWhole(string path, string text)
    {
        using (var stream = new FileStream(path + ".new", FileMode.Create, FileAccess.Write))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
    }
}
