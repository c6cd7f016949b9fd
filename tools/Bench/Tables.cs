// SPDX-License-Identifier: MIT
using Spectre.Console;

namespace Wattwarden.Bench;

/// <summary>The figures for people.</summary>
internal static class Tables
{
    private const int RedirectedWidth = 150;

    public static void Print(BenchReport report)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = RedirectedWidth;
            AnsiConsole.Profile.Capabilities.Ansi = false;
        }

        AnsiConsole.MarkupLineInterpolated($"{report.Machine}{(report.Quick ? ", quick" : "")}");
        PrintSteps(report.Step);
        PrintSnapshots(report.Snapshots);
        PrintPeers(report.Peers);
    }

    private static void PrintSteps(StepFigures step)
    {
        Table table = New("Control step: 3 modules × 71 quantities, m1–m30, 32 events of two conditions, 6 outputs, 8 sensors, 16 inputs", "what", "ns", "empty-loop iterations");
        table.AddRow("nothing is due", Ns(step.IdleNs), $"{step.IdleUnits:0}");
        table.AddRow("one point changed, 32 events evaluated", Ns(step.AllEventsNs), $"{step.AllEventsUnits:0}");
        table.AddRow("30 points changed, all 64 conditions flip", Ns(step.AllFlipNs), $"{step.AllFlipUnits:0}");
        table.AddRow($"average of an hour of polling ({step.Hour.Steps} steps, {step.Hour.Requests} requests)", Ns(step.Hour.NsPerStep), $"{step.Hour.NsPerStep / step.UnitNs:0}");
        table.AddRow("one iteration of the empty loop", $"{step.UnitNs:0.000}", "1");
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated(
            $"allocated: {step.AllocatedBytes} bytes in {step.Steps} steps ({step.Busy.SimulatedHours:0.0} simulated hours, {step.Busy.Switchings} switchings, {step.Busy.FileWrites} files written)");
    }

    private static void PrintSnapshots(SnapshotFigures[] rows)
    {
        Table table = New("Snapshot of a meter, 9600 8N1, virtual time", "meter", "reading", "tick ms", "requests", "bytes", "ms", "limit ms", "over", "characters", "silences", "thinking");
        foreach (SnapshotFigures row in rows)
        {
            table.AddRow(
                row.Meter, row.Reading, $"{row.TickMs}", $"{row.Requests}", $"{row.Bytes}", Ms(row.SnapshotMs), Ms(row.LimitMs), $"{row.OverLimitPercent:0.0} %",
                Ms(row.CharactersMs), Ms(row.SilencesMs), Ms(row.ThinkingMs));
        }

        AnsiConsole.Write(table);
    }

    private static void PrintPeers(PeerFigures peers)
    {
        if (peers.Why is not null)
        {
            AnsiConsole.MarkupLineInterpolated($"libmodbus: not measured, {peers.Why}");
            return;
        }

        Table table = New($"The same over a pseudo terminal in real time, median of {peers.Rounds} rounds", "meter", "reading", "ours ms", "libmodbus ms", "ours ÷ libmodbus");
        foreach (PeerRow row in peers.Rows) table.AddRow(row.Meter, row.Reading, Ms(row.OursMs), Ms(row.LibmodbusMs), $"{row.Ratio:0.000}");
        AnsiConsole.Write(table);
    }

    private static Table New(string title, params string[] columns)
    {
        Table table = new Table().Title(title).Border(TableBorder.Ascii2);
        foreach (string column in columns) table.AddColumn(column, it => it.Alignment = column is "meter" or "reading" or "what" ? Justify.Left : Justify.Right);
        return table;
    }

    private static string Ns(double ns) => $"{ns:0.0}";

    private static string Ms(double ms) => $"{ms:0.0}";
}
