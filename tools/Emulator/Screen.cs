// SPDX-License-Identifier: MIT
using System.Text;
using Spectre.Console;

namespace Wattwarden.Emulator;

/// <summary>What people see on the terminal: lines, and in a fast run a progress bar. Lines of the device are marked.</summary>
internal sealed class Screen(bool quiet)
{
    private readonly Lock _gate = new();
    private readonly bool _rich = !quiet && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;

    public void Line(string text)
    {
        if (quiet) return;
        lock (_gate)
        {
            if (_rich) AnsiConsole.WriteLine(text);
            else Console.Out.WriteLine(text);
        }
    }

    public static void Error(string text) => Console.Error.WriteLine(text);

    /// <summary>Takes what the device prints, line by line; somebody else may read along.</summary>
    public TextWriter DeviceConsole(Action<string> alsoTo) => new LineWriter(line =>
    {
        alsoTo(line);
        Line("device │ " + line);
    });

    /// <summary>Runs the work; on a terminal with a bar that follows <paramref name="part"/> from 0 to 1.</summary>
    public void WithProgress(string title, Func<double> part, Action work)
    {
        if (!_rich)
        {
            work();
            return;
        }

        AnsiConsole.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).Start(context =>
        {
            ProgressTask task = context.AddTask(title, maxValue: 1);
            using var tick = new Timer(_ => task.Value = part(), null, 0, 200);
            work();
            task.Value = 1;
        });
    }

    private sealed class LineWriter(Action<string> take) : TextWriter
    {
        private readonly StringBuilder _line = new();

        public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

        public override void Write(char value)
        {
            lock (_line)
            {
                if (value == '\r') return;
                if (value != '\n')
                {
                    _line.Append(value);
                    return;
                }

                take(_line.ToString());
                _line.Clear();
            }
        }
    }
}
