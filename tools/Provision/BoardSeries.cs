// SPDX-License-Identifier: MIT
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Wattwarden.Provision;

/// <summary>Boards one after the other on one port: shows the steps, prints the labels, waits for the change of boards.</summary>
public sealed class BoardSeries(Func<IDevicePort> open, BoardProfile profile, FactoryFolder folder, bool again, IAnsiConsole console)
{
    private const int SilentLooks = 2;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private string? _lastSerial;   // of the board that was provisioned last; null: it was put aside

    /// <summary>Provisions so many boards. With one, a failure ends it: false. With more, a board that fails is put aside and does not count.</summary>
    public bool Run(int count)
    {
        for (int done = 0; ;)
        {
            bool isDone = TryOne(count == 1 ? 1 : int.MaxValue);
            if (isDone) done++;
            if (done == count) return true;
            if (count == 1) return false;
            console.WriteLine($"{done} of {count} done. Unplug this board and plug in the next.");
            WaitForChange();
        }
    }

    private bool TryOne(int attempts)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                BoardRecord record = Provision();
                _lastSerial = record.Serial;
                Print(record);
                return true;
            }
            catch (DeviceSilent silent) when (attempt < attempts)
            {
                // Pulled out in the middle: it can be plugged in again and goes on.
                if (attempt == 1) console.MarkupLineInterpolated($"[yellow]{silent.Message}; waiting for a board[/]");
                Thread.Sleep(Look);
            }
            catch (ProvisionError error)
            {
                console.MarkupLineInterpolated($"[red]{error.Message}[/]");
                _lastSerial = null;
                return false;
            }
        }
    }

    private BoardRecord Provision()
    {
        using IDevicePort port = open();
        BoardRecord? record = null;
        console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new SpinnerColumn()).Start(context =>
        {
            ProgressTask task = context.AddTask("board", maxValue: ProvisionRun.Steps.Length);
            record = new ProvisionRun(port, profile, folder, again, step =>
            {
                task.Description = step;
                task.Value = Array.IndexOf(ProvisionRun.Steps, step);
            }).Run(DateTimeOffset.UtcNow);
            task.Value = ProvisionRun.Steps.Length;
        });
        return record!;
    }

    private void Print(BoardRecord record)
    {
        console.WriteLine();
        console.Write(Label.Text(record));
        console.WriteLine();
        console.WriteLine($"label printed: {Path.Combine(folder.Labels, record.Serial)}.txt, .png, .svg");
    }

    // The port goes away with an adapter on the board, or it falls silent, or another board answers, or one that has just come up.
    private void WaitForChange()
    {
        long uptimeMs = -1;
        for (int silent = 0; silent < SilentLooks; Thread.Sleep(Look))
        {
            JsonObject? hello = Hello();
            silent = hello is null ? silent + 1 : 0;
            if (hello is null) continue;
            if (_lastSerial is not null && (string?)hello["serial"] != _lastSerial) return;
            if ((long)hello["uptimeMs"]! < uptimeMs) return;
            uptimeMs = (long)hello["uptimeMs"]!;
        }

        while (Hello() is null) Thread.Sleep(Look);
    }

    private JsonObject? Hello()
    {
        try
        {
            using IDevicePort port = open();
            return new DeviceLink(port).TryHello();
        }
        catch (ProvisionError)
        {
            return null;
        }
    }
}
