// SPDX-License-Identifier: MIT
using Wattwarden.Settings;
using Wattwarden.Storage;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Storage;

/// <summary>Books of the flash, its wear, the factory reset and the mark of the file system.</summary>
public class FlashTests
{
    private readonly PowerCutFileStore _flash = new();
    private readonly AccountedFileStore _files;

    public FlashTests()
    {
        _files = new AccountedFileStore(_flash);
    }

    [Fact]
    public void The_books_know_what_was_read_written_and_deleted()
    {
        _flash.Put("there", new byte[5000]);
        Assert.Equal(5000, _files.Read("there", new byte[8000]));
        Assert.Equal(-1, _files.Read("absent", new byte[10]));
        Assert.True(_files.Write("new", new byte[300], 300));
        Assert.True(_files.Write("new", new byte[200], 200));
        FlashUse use = Use();
        Assert.Equal(5200, use.UsedBytes);
        Assert.Equal(3, use.UsedBlocks);
        Assert.Equal((2L, 500L), (use.AllWrites, use.AllBytes));
        Assert.True(_files.Delete("there"));
        Assert.Equal((200, 1), (Use().UsedBytes, Use().UsedBlocks));
    }

    [Fact]
    public void A_write_that_would_take_the_runtimes_room_is_refused()
    {
        byte[] large = new byte[4 * FlashWear.BlockBytes];
        for (int i = 0; i < AccountedFileStore.QuotaBlocks / 4; i++) Assert.True(_files.Write("f" + i, large, large.Length));
        Assert.False(_files.Write("one more", [1], 1));
        Assert.False(_files.Write("f0", [1], 1));   // old and new lie there together for a moment
        Assert.Equal(2, Use().NoRoom);
        Assert.True(_files.Delete("f1"));
        Assert.True(_files.Write("f0", [1], 1));
    }

    [Fact]
    public void Refusals_of_the_flash_are_counted_apart()
    {
        _flash.Full = true;
        Assert.False(_files.Write("a", [1], 1));
        Assert.Equal((1, 0), (Use().Refused, Use().NoRoom));
    }

    [Theory]
    [InlineData(300, 250)]      // 364 bytes in two program units of 256: a quarter of half a block
    [InlineData(16, 125)]
    [InlineData(512, 375)]
    [InlineData(513, 1125)]     // a block of its own, and the log
    [InlineData(12000, 3125)]
    public void A_write_costs_the_erases_of_its_blocks(int bytes, int milliErases) => Assert.Equal(milliErases, FlashWear.MilliErases(bytes));

    [Fact]
    public void Totals_that_change_all_the_time_leave_a_small_flash_more_than_twenty_years()
    {
        long perDay = 86_400_000L / TotalsJournal.CommitEveryMs * FlashWear.MilliErases(TotalsJournal.MaxRecordBytes);
        Assert.InRange(FlashWear.Years(perDay, FlashWear.SmallBlocks), 20, 100);
        Assert.InRange(FlashWear.Years(perDay, FlashWear.LargeBlocks), 200, 1000);
        Assert.Equal(-1, FlashWear.Years(0, FlashWear.SmallBlocks));
    }

    [Fact]
    public void The_rate_of_the_first_minutes_counts_as_that_of_an_hour()
    {
        _files.Write("a", [1], 1);
        Assert.Equal(24, Use().WritesPerDay(60_000));
        Assert.Equal(12, Use().WritesPerDay(7_200_000));
    }

    [Fact]
    public void A_reset_erases_what_is_the_owners_and_spares_totals_when_asked()
    {
        FlashDevice device = Used();
        Assert.True(device.Reset.Ask(true));
        device = new FlashDevice(_flash);
        Assert.Equal(StoreState.FactoryReset, device.ResetState);
        Assert.Equal(LoadOutcome.Defaults, device.Store.Outcome);
        Assert.Equal(5, device.Totals.Values[0]);
        Assert.True(device.Reset.Ask(false));
        device = new FlashDevice(_flash);
        Assert.Equal(0, device.Totals.Values[0]);
        Assert.Empty(_flash.Files);
        Assert.Equal(StoreState.Known, new FlashDevice(_flash).ResetState);
    }

    [Fact]
    public void A_wish_for_a_reset_that_is_not_whole_resets_nothing()
    {
        Used();
        for (int i = 0; i < 40; i++)
        {
            byte[] torn = new byte[i];
            new Random(i).NextBytes(torn);
            _flash.Put(OwnFiles.ResetAsked, torn);
            FlashDevice device = new(_flash);
            Assert.Equal(StoreState.Known, device.ResetState);
            Assert.Equal(3, device.Note.Number);
            Assert.False(_flash.Files.ContainsKey(OwnFiles.ResetAsked));
        }
    }

    [Fact]
    public void Flash_that_does_not_delete_keeps_the_wish_and_says_so()
    {
        FlashDevice device = Used();
        device.Reset.Ask(false);
        _flash.KeepsAll = true;
        Assert.Equal(StoreState.ResetStuck, new FlashDevice(_flash).ResetState);
        _flash.KeepsAll = false;
        Assert.Equal(StoreState.FactoryReset, new FlashDevice(_flash).ResetState);
    }

    [Fact]
    public void Flash_that_refuses_the_wish_erases_nothing()
    {
        FlashDevice device = Used();
        _flash.Full = true;
        Assert.False(device.Reset.Ask(false));
        _flash.Full = false;
        Assert.Equal(3, new FlashDevice(_flash).Note.Number);
    }

    [Fact]
    public void A_file_system_has_a_name_until_it_is_formatted()
    {
        StoreMark mark = new(_flash);
        Assert.Equal(StoreState.Empty, mark.Check(new HostSystem(1), false, false));
        Assert.Equal("", mark.Id);
        Assert.Equal(StoreState.Known, mark.Check(new HostSystem(1), true, false));
        string first = mark.Id;
        Assert.Matches("^[0-9a-f]{16}$", first);
        mark = new StoreMark(_flash);
        Assert.Equal(StoreState.Known, mark.Check(new HostSystem(2), true, true));
        Assert.Equal(first, mark.Id);
        Assert.Equal(StoreState.SettingsGone, new StoreMark(_flash).Check(new HostSystem(3), false, false));
        _flash.Delete(OwnFiles.StoreId);
        Assert.Equal(StoreState.SettingsGone, new StoreMark(_flash).Check(new HostSystem(3), false, true));
        Assert.Equal(StoreState.Empty, new StoreMark(_flash).Check(new HostSystem(3), false, false));
    }

    private FlashUse Use()
    {
        var use = new FlashUse();
        _files.CopyTo(use);
        return use;
    }

    private FlashDevice Used()
    {
        FlashDevice device = new(_flash);
        Assert.Equal(SaveOutcome.Saved, device.Put("{\"number\":3}"));
        device.Totals.Values[0] = 5;
        Assert.True(device.Journal.TryCommit(1));
        return device;
    }
}
