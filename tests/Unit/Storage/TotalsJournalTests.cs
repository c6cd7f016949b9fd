// SPDX-License-Identifier: MIT
using Wattwarden.Storage;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Storage;

public class TotalsJournalTests
{
    private readonly PowerCutFileStore _flash = new();

    [Fact]
    public void Totals_come_back_under_their_names_whatever_their_order()
    {
        (TotalsJournal journal, CountedTotals totals) = Start("a", "b");
        Assert.Equal(TotalsOutcome.Fresh, journal.Outcome);
        Assert.Equal(0, totals.Restored);
        (totals.Values[0], totals.Values[1]) = (long.MaxValue, -5);
        journal.Run(0);

        (journal, totals) = Start("b", "c", "a");
        Assert.Equal(TotalsOutcome.Loaded, journal.Outcome);
        Assert.Equal([-5, 0, long.MaxValue], totals.Values);
    }

    [Fact]
    public void Nothing_is_written_while_nothing_changes_and_a_change_within_a_minute()
    {
        (TotalsJournal journal, CountedTotals totals) = Start("a");
        long nowMs = 0;
        RunUntil(3_600_000);
        Assert.Equal(0, _flash.Writes);
        totals.Values[0] = 1;
        long changedAtMs = nowMs;
        RunUntil(nowMs + 60_000);
        Assert.Equal(1, _flash.Writes);
        Assert.InRange(journal.CommittedAtMs - changedAtMs, 0, 60_000);

        void RunUntil(long endMs)
        {
            for (; nowMs < endMs; nowMs += 250)
            {
                if (journal.DueAtMs <= nowMs) journal.Run(nowMs);
            }
        }
    }

    [Fact]
    public void Records_take_turns_in_three_files_and_never_touch_the_newest()
    {
        (TotalsJournal journal, CountedTotals totals) = Start("a");
        string newest = "";
        _flash.BeforeWrite = (name, _) =>
        {
            Assert.NotEqual(newest, name);
            newest = name;
        };
        for (int i = 1; i <= 10; i++)
        {
            totals.Values[0] = i;
            Assert.True(journal.TryCommit(i));
        }

        Assert.Equal(3, _flash.Files.Count);
        Assert.Equal(10, Start("a").Totals.Values[0]);
    }

    [Fact]
    public void A_damaged_record_costs_no_more_than_the_time_since_the_one_before()
    {
        (TotalsJournal journal, CountedTotals totals) = Start("a");
        for (int i = 1; i <= 3; i++)
        {
            totals.Values[0] = i;
            journal.TryCommit(i);
        }

        _flash.Files[OwnFiles.TotalsC][20] ^= 1;
        (journal, totals) = Start("a");
        Assert.Equal(TotalsOutcome.LoadedOlder, journal.Outcome);
        Assert.Equal(2, totals.Values[0]);
        totals.Values[0] = 9;
        Assert.True(journal.TryCommit(4));
        Assert.Equal(9, Start("a").Totals.Values[0]);
    }

    [Fact]
    public void Without_any_whole_record_totals_begin_at_zero_and_it_says_so()
    {
        _flash.Put(OwnFiles.TotalsA, [1, 2, 3]);
        (TotalsJournal journal, CountedTotals totals) = Start("a");
        Assert.Equal(TotalsOutcome.AllDamaged, journal.Outcome);
        Assert.Equal(0, totals.Values[0]);
    }

    [Fact]
    public void Flash_that_refuses_is_tried_again_soon_and_then_rarely()
    {
        (TotalsJournal journal, CountedTotals totals) = Start("a");
        totals.Values[0] = 1;
        _flash.Full = true;
        long[] pauses = new long[4];
        long nowMs = 0;
        for (int i = 0; i < pauses.Length; i++)
        {
            journal.Run(nowMs);
            pauses[i] = journal.DueAtMs - nowMs;
            nowMs = journal.DueAtMs;
        }

        Assert.Equal([TotalsJournal.RetryMs, TotalsJournal.RetryMs, TotalsJournal.CommitEveryMs, TotalsJournal.CommitEveryMs], pauses);
        Assert.Equal(4, journal.Failures);
        _flash.Full = false;
        journal.Run(nowMs);
        Assert.Equal(1, Start("a").Totals.Values[0]);
    }

    [Fact]
    public void Worn_flash_that_turns_bits_never_costs_the_newest_whole_record()
    {
        (TotalsJournal journal, CountedTotals totals) = Start("a");
        totals.Values[0] = 5;
        Assert.True(journal.TryCommit(1));
        _flash.Worn = true;
        for (int i = 0; i < 20; i++)
        {
            totals.Values[0]++;
            Assert.False(journal.TryCommit(2 + i));
            Assert.Equal(5, Start("a").Totals.Values[0]);
        }
    }

    [Fact]
    public void A_total_that_nobody_counts_keeps_its_value_until_its_place_is_needed()
    {
        (TotalsJournal journal, CountedTotals totals) = Start("a", "b");
        (totals.Values[0], totals.Values[1]) = (1, 2);
        journal.TryCommit(1);
        (journal, totals) = Start("b");
        totals.Values[0] = 3;
        journal.TryCommit(2);
        Assert.Equal([1, 3], Start("a", "b").Totals.Values);

        (journal, totals) = Start(Enumerable.Range(0, TotalsJournal.MaxTotals).Select(i => "x" + i).ToArray());
        totals.Values[^1] = 77;
        Assert.True(journal.TryCommit(3));
        Assert.Equal(77, Start("x23").Totals.Values[0]);
        Assert.Equal([0, 0], Start("a", "b").Totals.Values);
    }

    [Fact]
    public void More_totals_than_there_is_room_for_are_refused()
    {
        var journal = new TotalsJournal(_flash);
        Assert.True(journal.Attach(new CountedTotals(Enumerable.Range(0, 20).Select(i => "x" + i).ToArray())));
        Assert.False(journal.Attach(new CountedTotals("a", "b", "c", "d", "e")));
        Assert.True(journal.Attach(new CountedTotals("a", "b", "c", "d")));
    }

    [Fact]
    public void Looking_for_changes_allocates_nothing()
    {
        (TotalsJournal journal, CountedTotals totals) = Start("a", "b");
        journal.Run(0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 1; i <= 1000; i++) journal.Run(i * 60_000L);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0, totals.Values[0]);
    }

    [Fact]
    public void Adding_up_the_hours_of_outputs_allocates_nothing()
    {
        var points = new Wattwarden.Points.PointTable();
        var outputs = new Wattwarden.Controller.OutputTotals(points);
        var task = new Wattwarden.Controller.TotalsTask(points, outputs, new TotalsJournal(_flash));
        task.Run(0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 1; i <= 1000; i++)
        {
            points.SetState(Wattwarden.Points.PointId.FirstOutput, i % 2 == 0, i * 1000);
            if (task.DueAtMs <= i * 1000) task.Run(i * 1000);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal((499, 500), (outputs.Get(0), outputs.Get(1)));
    }

    private (TotalsJournal Journal, CountedTotals Totals) Start(params string[] ids)
    {
        var totals = new CountedTotals(ids);
        var journal = new TotalsJournal(_flash);
        Assert.True(journal.Attach(totals));
        journal.Load();
        return (journal, totals);
    }
}
