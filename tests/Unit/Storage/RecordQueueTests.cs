// SPDX-License-Identifier: MIT
using System.Text;
using Wattwarden.Storage;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Storage;

public sealed class RecordQueueTests
{
    private readonly byte[] _buffer = new byte[RecordQueue.MaxRecordBytes];

    [Fact]
    public void Records_come_out_in_the_order_in_which_they_went_in()
    {
        RecordQueue queue = New(new PowerCutFileStore());
        for (int i = 0; i < 500; i++) Add(queue, i);
        Assert.Equal(Enumerable.Range(0, 500), TakeAll(queue).Select(record => record.Number));
        Assert.Equal((0, 0), (queue.Waiting, queue.Lost));
    }

    [Fact]
    public void While_they_are_delivered_at_once_nothing_is_written_but_the_mark_of_the_start()
    {
        PowerCutFileStore flash = new();
        RecordQueue queue = New(flash);
        for (int i = 0; i < 1000; i++)
        {
            Add(queue, i);
            Assert.Equal([i], TakeAll(queue).Select(record => record.Number));
        }

        Assert.Equal(1, flash.Writes);
        Assert.Equal(["q-mark-b"], flash.Files.Keys);
    }

    [Fact]
    public void What_was_saved_is_there_after_a_restart_and_runs_have_numbers()
    {
        PowerCutFileStore flash = new();
        RecordQueue queue = New(flash);
        Assert.Equal(77u, queue.Run);
        for (int i = 0; i < 300; i++) Add(queue, i);
        Assert.True(queue.Save());
        Add(queue, 300);
        RecordQueue next = New(flash);
        Assert.Equal(78u, next.Run);
        Assert.Equal(300, next.Waiting);
        Assert.Equal(Enumerable.Range(0, 300).Select(i => (i, false)), TakeAll(next));
        Assert.Equal(79u, New(flash).Run);
        Assert.Empty(TakeAll(New(flash)));
    }

    [Fact]
    public void What_was_sent_before_a_restart_and_may_have_arrived_is_marked()
    {
        PowerCutFileStore flash = new();
        RecordQueue queue = New(flash);
        for (int i = 0; i < 10; i++) Add(queue, i);
        queue.Save();
        Assert.Equal((0, false), Take(queue));
        Assert.Equal((1, false), Take(queue));
        Assert.All(TakeAll(New(flash)), record => Assert.True(record.PerhapsSeen));
    }

    [Fact]
    public void What_was_sent_from_memory_and_saved_then_is_marked_alone()
    {
        PowerCutFileStore flash = new();
        RecordQueue queue = New(flash);
        for (int i = 0; i < 4; i++) Add(queue, i);
        Take(queue);
        queue.Peek(_buffer, out _);
        queue.MarkSeen();
        queue.Save();
        Assert.Equal([(1, true), (2, false), (3, false)], TakeAll(New(flash)));
    }

    [Fact]
    public void When_there_is_no_room_the_oldest_go_and_are_counted()
    {
        RecordQueue queue = New(new PowerCutFileStore());
        const int all = 3000;
        for (int i = 0; i < all; i++) Add(queue, i);
        List<int> rest = [.. TakeAll(queue).Select(record => record.Number)];
        Assert.True(queue.Lost > 0);
        Assert.Equal(Enumerable.Range(queue.Lost, all - queue.Lost), rest);
        Assert.InRange(rest.Count * 36, (RecordQueue.Segments - 1) * RecordQueue.SegmentBytes, (RecordQueue.Segments + 1) * RecordQueue.SegmentBytes);
    }

    [Fact]
    public void When_the_record_under_way_is_dropped_for_want_of_room_the_turn_tells()
    {
        RecordQueue queue = New(new PowerCutFileStore());
        Add(queue, 0);
        queue.Peek(_buffer, out _);
        int turn = queue.Turn;
        for (int i = 1; i < 3000; i++) Add(queue, i);
        Assert.NotEqual(turn, queue.Turn);
    }

    [Fact]
    public void Flash_that_takes_nothing_loses_the_oldest_of_memory_and_counts_them()
    {
        PowerCutFileStore flash = new() { Full = true };
        RecordQueue queue = New(flash);
        for (int i = 0; i < 1000; i++) Add(queue, i);
        Assert.False(queue.Save());
        List<int> rest = [.. TakeAll(queue).Select(record => record.Number)];
        Assert.Equal(1000, rest.Count + queue.Lost);
        Assert.Equal(Enumerable.Range(queue.Lost, rest.Count), rest);
    }

    [Fact]
    public void A_power_cut_at_any_byte_of_any_write_loses_nothing_that_was_saved_and_repeats_nothing_unmarked()
    {
        int cuts = 0;
        int marked = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            Random random = new(seed);
            for (int cut = 0; cut < 40; cut++) cuts += CutOnce(seed, random.Next(40), random.Next(200), (Tear)random.Next(7), ref marked);
        }

        Assert.True(cuts > 1000, $"{cuts} cuts");
        TestReport.Write("record-queue", $"store and forward: {cuts} power cuts in writes, 0 saved records lost, 0 unmarked repetitions; {marked} records marked as perhaps delivered before");
    }

    // Lives on a flash until its nth write is cut, then looks at what the next start delivers.
    private int CutOnce(int seed, int nthWrite, int atByte, Tear tear, ref int marked)
    {
        PowerCutFileStore flash = new(seed);
        Random random = new(seed);
        int added = 0;
        int saved = 0;
        List<int> sent = [];
        List<int> arrived = [];
        RecordQueue queue = New(flash);
        int writes = 0;
        flash.BeforeWrite = (_, _) =>
        {
            if (writes++ == nthWrite) flash.CutNextWrite(atByte, tear);
        };
        bool cut = false;
        try
        {
            for (int step = 0; step < 400; step++)
            {
                int choice = random.Next(10);
                if (choice < 6) Add(queue, added++);
                else if (choice < 7 && queue.Save()) saved = added;
                else if (queue.Peek(_buffer, out bool seen) > 0)
                {
                    int number = Number(_buffer);
                    Assert.True(seen || !sent.Contains(number), $"{number} again without a mark");
                    queue.MarkSeen();
                    sent.Add(number);
                    if (random.Next(3) == 0) continue;
                    arrived.Add(number);
                    queue.Drop();
                }
            }
        }
        catch (PowerCutException)
        {
            cut = true;
        }

        // The next start may be cut as well.
        flash.BeforeWrite = (_, _) =>
        {
            if (random.Next(2) == 0) flash.CutNextWrite(atByte, tear);
        };
        uint run = queue.Run;
        try
        {
            run = New(flash).Run;
        }
        catch (PowerCutException)
        {
            // And the one after that is not.
        }

        flash.BeforeWrite = null;
        RecordQueue last = New(flash);
        Assert.True(last.Run > queue.Run || cut, "a run's number was given twice");
        Assert.True(run == queue.Run || last.Run > run, "a run's number was given twice");
        List<(int Number, bool PerhapsSeen)> rest = TakeAll(last);
        Assert.Equal(rest.Select(record => record.Number).Order(), rest.Select(record => record.Number));
        Assert.Equal(rest.Count, rest.Select(record => record.Number).Distinct().Count());
        Assert.All(rest, record => Assert.True(record.PerhapsSeen || !sent.Contains(record.Number), $"seed {seed}: {record.Number} again without a mark"));
        HashSet<int> there = [.. rest.Select(record => record.Number), .. arrived];
        for (int i = 0; i < saved; i++) Assert.True(there.Contains(i), $"seed {seed}, write {nthWrite}, byte {atByte}, {tear}: record {i} of {saved} saved ones is lost");
        marked += rest.Count(record => record.PerhapsSeen);
        return cut ? 1 : 0;
    }

    private static RecordQueue New(PowerCutFileStore flash)
    {
        RecordQueue queue = new(flash, "q");
        queue.Load(77);
        return queue;
    }

    private static void Add(RecordQueue queue, int number)
    {
        byte[] record = Encoding.ASCII.GetBytes($"{number,6} some values of a sample, 33");
        Assert.True(queue.Append(record, record.Length));
    }

    private static int Number(byte[] record) => int.Parse(Encoding.ASCII.GetString(record, 0, 6));

    private (int Number, bool PerhapsSeen) Take(RecordQueue queue)
    {
        Assert.True(queue.Peek(_buffer, out bool seen) > 0);
        queue.MarkSeen();
        queue.Drop();
        return (Number(_buffer), seen);
    }

    private List<(int Number, bool PerhapsSeen)> TakeAll(RecordQueue queue)
    {
        List<(int, bool)> records = [];
        while (queue.Peek(_buffer, out _) > 0) records.Add(Take(queue));
        return records;
    }
}
