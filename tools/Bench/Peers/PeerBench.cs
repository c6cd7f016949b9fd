// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;
using Wattwarden.Bench.Bus;
using Wattwarden.Emulator.Wires;
using Wattwarden.SystemTests.Support;

namespace Wattwarden.Bench.Peers;

/// <summary>
/// The firmware's master and libmodbus read the same registers of the same meter over the same pseudo terminal, in turn, in real time.
/// In each round the meter thinks equally long for both; the medians of the rounds are compared.
/// </summary>
internal static class PeerBench
{
    private const string Preset = "eastron-sdm72dm";

    public static PeerFigures Run(bool quick)
    {
        if (!OperatingSystem.IsLinux()) return new PeerFigures("needs Linux (pseudo terminals)", 0, []);
        string[] missing = [.. new[] { Peer.Libmodbus, Peer.Compiler }.Where(peer => !Peer.Has(peer))];
        if (missing.Length > 0)
            return new PeerFigures($"needs {string.Join(", ", missing)}: sudo apt-get install {string.Join(' ', missing.Select(Peer.DebianPackage))}", 0, []);
        int rounds = quick ? 5 : 9;
        return new PeerFigures(null, rounds, [.. Snapshot.BothWays(Preset).Select(snapshot => Compare(snapshot, Peer.Build("read_registers.c"), rounds))]);
    }

    private static PeerRow Compare(Snapshot snapshot, string program, int rounds)
    {
        using var meter = new PacedMeter();
        using var tty = new TtyWire(meter.TtyPath, new BusCounters());   // stays open, so that the line never hangs up
        var master = new RealTimeMaster(snapshot, tty);
        double[] ours = new double[rounds];
        double[] libmodbus = new double[rounds];
        for (int round = 0; round < rounds; round++)
        {
            meter.Connect(snapshot.NewWire(new BusCounters(), round));
            ours[round] = master.ReadMs();
            meter.Connect(snapshot.NewWire(new BusCounters(), round));
            libmodbus[round] = LibmodbusMs(snapshot, program, meter.TtyPath);
        }

        return new PeerRow(snapshot.Table.Title, snapshot.Reading, Median(ours), Median(libmodbus), Median(ours) / Median(libmodbus));
    }

    private static double LibmodbusMs(Snapshot snapshot, string program, string tty)
    {
        IEnumerable<string> blocks = Enumerable.Range(0, snapshot.Plan.Blocks).Select(block => $"{snapshot.Plan.Address(block)}:{snapshot.Plan.Count(block)}");
        var start = new ProcessStartInfo(program, [tty, $"{snapshot.Table.BitRate}", "1", .. blocks]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process reader = Process.Start(start)!;
        string output = reader.StandardOutput.ReadToEnd();
        string errors = reader.StandardError.ReadToEnd();
        reader.WaitForExit();
        if (reader.ExitCode != 0) throw new BenchError(errors.Trim());
        return double.Parse(output.Split(' ', '\n')[1], CultureInfo.InvariantCulture);
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
