// SPDX-License-Identifier: MIT
using Wattwarden.Diagnostics;
using Xunit;

namespace Wattwarden.Tests.Unit.Diagnostics;

public sealed class DiagnosticLogTests
{
    private readonly DiagnosticLog _log = new();

    [Fact]
    public void A_condition_is_one_entry_from_coming_to_going_however_often_it_is_reported()
    {
        int meter = _log.Define(DiagnosticKind.Error, "module1", "does not answer");
        for (int i = 0; i < 10; i++) _log.Set(meter, i is >= 3 and < 7, i * 1000);
        DiagnosticEntry entry = Assert.Single(Entries());
        Assert.Equal((1, 'E', "module1", "does not answer", 3000L, 7000L), (entry.Number, entry.Letter, entry.Source, entry.Message, entry.CameMs, entry.WentMs));
        Assert.False(_log.IsPresent(meter));
    }

    [Fact]
    public void An_entry_is_present_until_its_condition_goes()
    {
        int meter = _log.Define(DiagnosticKind.Error, "module1", "does not answer");
        _log.Set(meter, true, "slave 1", 500);
        Assert.True(Assert.Single(Entries()).IsPresent);
        Assert.Equal("slave 1", Entries()[0].Detail);
        _log.Set(meter, false, 700);
        _log.Set(meter, true, 900);
        Assert.Equal([(1, 700L), (2, DiagnosticEntry.Present)], Entries().Select(entry => (entry.Number, entry.WentMs)));
    }

    [Fact]
    public void A_note_has_come_and_gone_at_once()
    {
        _log.Note(DiagnosticKind.Info, "device", "started", "power", 42);
        Assert.Equal((42L, 42L, 'I'), (Entries()[0].CameMs, Entries()[0].WentMs, Entries()[0].Letter));
    }

    [Fact]
    public void The_ring_keeps_the_last_entries_and_a_condition_that_fell_out_goes_in_silence()
    {
        int old = _log.Define(DiagnosticKind.Warning, "clock", "time is unknown");
        int other = _log.Define(DiagnosticKind.Warning, "ds1", "sensor fails");
        _log.Set(old, true, 1);
        for (int i = 0; i < DiagnosticLog.Capacity; i++) _log.Note(DiagnosticKind.Info, "x", "note", "", 10 + i);
        _log.Set(other, true, 100);
        _log.Set(old, false, 200);
        List<DiagnosticEntry> entries = Entries();
        Assert.Equal(Enumerable.Range(3, DiagnosticLog.Capacity), entries.Select(entry => entry.Number));
        Assert.True(entries[^1].IsPresent, "the entry of another condition was closed");
        Assert.All(entries.SkipLast(1), entry => Assert.False(entry.IsPresent));
    }

    [Fact]
    public void Whoever_passes_changes_on_sees_each_coming_and_going_once_and_in_order()
    {
        int a = _log.Define(DiagnosticKind.Error, "a", "fails");
        int b = _log.Define(DiagnosticKind.Error, "b", "fails");
        int seen = _log.Change;
        Assert.Empty(Changes(ref seen));
        _log.Set(a, true, 1);
        Assert.Equal(["a came"], Changes(ref seen));
        _log.Set(b, true, 2);
        _log.Set(a, false, 3);
        _log.Note(DiagnosticKind.Info, "c", "happened", "", 4);
        _log.Set(b, false, 5);
        Assert.Equal(["b came", "a went", "c went", "b went"], Changes(ref seen));
        Assert.Empty(Changes(ref seen));
    }

    [Fact]
    public void Whoever_is_too_slow_misses_what_was_overwritten_and_comes_to_an_end()
    {
        int seen = _log.Change;
        int a = _log.Define(DiagnosticKind.Error, "a", "fails");
        for (int i = 0; i < 3 * DiagnosticLog.Capacity; i++) _log.Set(a, i % 2 == 0, i);
        List<string> changes = Changes(ref seen);
        Assert.Equal(2 * DiagnosticLog.Capacity, changes.Count);
        for (int i = 0; i < 2 * DiagnosticLog.Capacity; i++) _log.Note(DiagnosticKind.Info, "n", "note", "", i);
        seen = 0;
        Assert.Equal(DiagnosticLog.Capacity, Changes(ref seen).Count);
        Assert.Equal(_log.Change, seen);
    }

    [Fact]
    public void Entries_of_an_earlier_start_stand_before_this_ones_and_numbers_go_on()
    {
        _log.Restore(new DiagnosticEntry { Number = 7, Kind = DiagnosticKind.Error, Source = "out1", Message = "relay does not follow", CameUtc = 1_764_000_000 });
        _log.Note(DiagnosticKind.Info, "device", "started", "", 10);
        Assert.Equal([(7, DiagnosticEntry.Earlier), (8, 10L)], Entries().Select(entry => (entry.Number, entry.CameMs)));
        int seen = 0;
        Assert.Equal(["device went"], Changes(ref seen));
    }

    [Fact]
    public void Reporting_what_has_not_changed_allocates_nothing()
    {
        int condition = _log.Define(DiagnosticKind.Error, "a", "fails");
        _log.Set(condition, true, "why", 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) _log.Set(condition, true, "why", i);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private List<DiagnosticEntry> Entries()
    {
        var snapshot = new DiagnosticSnapshot();
        _log.CopyTo(snapshot);
        return [.. Enumerable.Range(0, snapshot.Count).Select(i =>
        {
            var entry = new DiagnosticEntry();
            snapshot.Read(i, entry);
            return entry;
        })];
    }

    private List<string> Changes(ref int seen)
    {
        var changes = new List<string>();
        var entry = new DiagnosticEntry();
        while (_log.TryTake(ref seen, entry)) changes.Add(entry.Source + (entry.IsPresent ? " came" : " went"));
        return changes;
    }
}
