// SPDX-License-Identifier: MIT
using Wattwarden.Provision;
using Xunit;

namespace Wattwarden.Tests.Support;

/// <summary>
/// A factory's bench in virtual time: a board with the whole controller on a cable, which somebody may pull out at any moment. Pulling it out
/// cuts the board's power; its flash stays.
/// </summary>
internal sealed class FactoryBench : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wattwarden-factory-").FullName;
    private PowerCutFileStore _flash = new();

    public FactoryBench()
    {
        Folder = new FactoryFolder(_folder);
        Board = PowerOn();
    }

    public static readonly BoardProfile Profile = BoardProfile.Parse("""
        { "profile": "desk 1", "model": "Desk EMS", "board": "Desk", "serial": { "prefix": "WW-", "digits": 4 },
          "settings": { "time": { "zone": "UTC0" }, "outputs": [ { "name": "{serial}" } ] },
          "label": { "address": "http://192.168.0.100/" } }
        """);

    public FactoryFolder Folder { get; }

    public ConsoleDevice Board { get; private set; }

    public List<string> Steps { get; } = [];

    /// <summary>Bytes that the tool has sent in the last run.</summary>
    public int BytesSent { get; private set; }

    public string[] Records => File.Exists(Folder.Records) ? File.ReadAllLines(Folder.Records)[1..] : [];

    public string[] Pending => [.. Directory.EnumerateFiles(Path.Combine(_folder, "pending")).Select(Path.GetFileName)!];

    public string Label(string serial, string ending = "txt") => Path.Combine(Folder.Labels, serial + "." + ending);

    /// <summary>Another board, fresh from the solder bath.</summary>
    public void ChangeBoard()
    {
        _flash = new PowerCutFileStore();
        Board = PowerOn();
    }

    /// <summary>Provisions the board; it is pulled out after so many bytes from the tool (and its answers to them), or never.</summary>
    public BoardRecord Provision(bool again = false, int? pulledAfterBytes = null, BoardProfile? profile = null)
    {
        Steps.Clear();
        BytesSent = 0;
        using var cable = new Cable(this, pulledAfterBytes ?? int.MaxValue);
        return new ProvisionRun(cable, profile ?? Profile, Folder, again, Steps.Add).Run(DateTimeOffset.UnixEpoch.AddYears(56));
    }

    /// <summary>Power off and on.</summary>
    public void Replug() => Board = PowerOn();

    /// <summary>True when the password of the label opens the page.</summary>
    public bool LogsIn(string password) =>
        Board.Device.Send("POST", "/api/v1/login", "{\"user\":\"admin\",\"password\":\"" + password + "\"}").Status == 200;

    public void Dispose() => Directory.Delete(_folder, true);

    private ConsoleDevice PowerOn() => new(new DeskBoard { ConsoleLine = new HandConsole(), Flash = _flash, Seed = Random.Shared.Next() }, withGuest: false);

    private sealed class Cable(FactoryBench bench, int bytesLeft) : IDevicePort
    {
        private int _bytesLeft = bytesLeft;
        private int _read;
        private ConsoleDevice? _from;

        public void Write(ReadOnlySpan<byte> bytes)
        {
            int count = Math.Min(bytes.Length, _bytesLeft);
            _bytesLeft -= count;
            bench.BytesSent += count;
            bench.Board.Line.Put(bytes[..count]);
            if (count < bytes.Length || _bytesLeft == 0) PullOut();
        }

        public int Read(Span<byte> into, TimeSpan patience)
        {
            for (int waitedMs = 0; Arrived() == 0 && waitedMs < patience.TotalMilliseconds; waitedMs += 10) Step(10);
            int count = Math.Min(Arrived(), into.Length);
            for (int i = 0; i < count; i++) into[i] = bench.Board.Line.Sent[_read++];
            return count;
        }

        public void Pause(TimeSpan time) => Step((int)time.TotalMilliseconds);

        public void Dispose()
        {
        }

        private int Arrived()
        {
            if (_from != bench.Board) (_from, _read) = (bench.Board, 0);
            return bench.Board.Line.Sent.Count - _read;
        }

        private void Step(int ms)
        {
            for (; ms > 0; ms -= 10)
            {
                bench.Board.Device.Step(10);
                if (bench.Board.Board.RestartsAsked > 0) bench.Replug();
            }
        }

        // What has arrived by then the board still does, so the answer is lost and not the question.
        private void PullOut()
        {
            bench.Board.Device.Step(400);
            throw new DeviceSilent("pulled out");
        }
    }
}
