// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Wattwarden.SystemTests.Support;

/// <summary>A PostgreSQL cluster of the test's own in a folder of its own, reached by a socket there only. Servers refuse to run as root, so root runs it as user postgres.</summary>
public sealed partial class PostgresServer : IDisposable
{
    private const string Database = "wattwarden";

    private readonly string _folder = Directory.CreateTempSubdirectory("wattwarden-postgres").FullName;

    public PostgresServer()
    {
        if (IsRoot) Run("chown", ["postgres", _folder]);
        Run("chmod", ["755", _folder]);
        Server("initdb", ["-D", Data, "-A", "trust", "-U", "postgres", "-N", "-E", "UTF8", "--no-locale"]);
        Server("pg_ctl", ["-w", "-t", "60", "-D", Data, "-l", Path.Combine(_folder, "log"), "-o", $"-c listen_addresses='' -c unix_socket_directories={_folder} -c fsync=off -c timezone=UTC", "start"]);
        Psql("postgres", "postgres", $"create database {Database};");
    }

    /// <summary>Runs a script and returns what it prints; a failing statement ends it and is thrown.</summary>
    public string Script(string user, string sql) => Psql(user, Database, sql);

    public void Load(string path) => Run("psql", [.. Connection("postgres", Database), "-q", "-f", path]);

    /// <summary>Runs statements one after the other in one session: rows of each, and how long the server took for it.</summary>
    public IReadOnlyList<(string[] Rows, double Milliseconds)> Time(string user, IReadOnlyList<string> statements)
    {
        string script = @"\timing on" + "\n" + string.Concat(statements.Select(it => it.TrimEnd().TrimEnd(';') + "\n;\n\\echo " + Mark + "\n"));
        string[] parts = Psql(user, Database, script).Split(Mark);
        return [.. parts.Take(statements.Count).Select(One)];
    }

    public void Dispose()
    {
        Server("pg_ctl", ["-w", "-D", Data, "-m", "immediate", "stop"]);
        Directory.Delete(_folder, true);
    }

    private const string Mark = "-- end of answer --";

    private static bool IsRoot => Environment.UserName == "root";

    private string Data => Path.Combine(_folder, "data");

    private static (string[] Rows, double Milliseconds) One(string text)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Match time = TimeLine().Match(text);
        if (!time.Success) throw new InvalidOperationException("psql told no time:\n" + text);
        return ([.. lines.Where(it => !it.StartsWith("Timing is", StringComparison.Ordinal) && !TimeLine().IsMatch(it))], double.Parse(time.Groups[1].Value, CultureInfo.InvariantCulture));
    }

    private string Psql(string user, string database, string script)
    {
        string path = Path.Combine(_folder, "script.sql");
        File.WriteAllText(path, script);
        return Run("psql", [.. Connection(user, database), "-A", "-t", "-q", "-f", path]);
    }

    private string[] Connection(string user, string database) => ["-X", "-v", "ON_ERROR_STOP=1", "-h", _folder, "-U", user, "-d", database];

    private void Server(string program, string[] arguments)
    {
        string path = Path.Combine(Peer.PostgresPrograms ?? throw new InvalidOperationException("PostgreSQL is not installed"), program);
        if (IsRoot) Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else Run(path, arguments);
    }

    // The server that pg_ctl leaves behind keeps pipes open, so what programs print goes through files.
    private string Run(string program, string[] arguments)
    {
        string words = Path.GetTempFileName();
        try
        {
            string line = string.Join(' ', arguments.Prepend(program).Select(it => "'" + it.Replace("'", "'\\''") + "'"));
            using Process process = Process.Start(new ProcessStartInfo("sh", ["-c", $"{line} >'{words}' 2>&1"]) { WorkingDirectory = _folder })!;
            process.WaitForExit();
            string said = File.ReadAllText(words);
            return process.ExitCode == 0 ? said : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {process.ExitCode}\n{said}");
        }
        finally
        {
            File.Delete(words);
        }
    }

    [GeneratedRegex(@"^Time: ([0-9.]+) ms", RegexOptions.Multiline)]
    private static partial Regex TimeLine();
}
