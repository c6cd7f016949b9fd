// SPDX-License-Identifier: MIT
using Wattwarden.Storage;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Storage;

public class StorageReferenceTests
{
    private const string Document = "docs/reference/storage.md";

    [Fact]
    public void The_files_of_the_reference_are_those_that_a_reset_erases_in_this_order()
    {
        int kept = OwnFiles.ErasedCount(true);
        string[] expected = [.. Enumerable.Range(0, OwnFiles.ErasedCount(false)).Select(i => OwnFiles.ErasedName(i) + (i < kept ? " erased" : " erased unless kept")), OwnFiles.ResetAsked + " goes last"];
        Assert.Equal(expected, DocumentTable.Rows(Document, "Files").Select(row => row[0] + " " + row[2]));
    }

    [Fact]
    public void A_running_device_writes_no_file_that_a_reset_would_leave_behind()
    {
        var device = new DeskDevice(settings: Wattwarden.Controller.FactorySettings.Document);
        device.Step(180_000, 500);
        var again = new DeskDevice(new DeskBoard { Flash = device.Board.Flash });
        again.Step(60_000, 500);
        Assert.NotEmpty(device.Board.Flash.Files);
        Assert.Empty(device.Board.Flash.Files.Keys.Except(DocumentTable.Rows(Document, "Files").Select(row => row[0])));
    }

    [Fact]
    public void The_reference_has_the_words_of_every_state()
    {
        Assert.Equal(Enum.GetValues<StoreState>().Skip(1).Select(StorageText.Of), DocumentTable.Rows(Document, "What the start says").Select(row => row[0]));
        Assert.Equal(Enum.GetValues<TotalsOutcome>().Skip(1).Select(StorageText.Of), DocumentTable.Rows(Document, "Totals").Select(row => row[0]));
    }

    [Fact]
    public void The_years_of_the_reference_are_those_of_the_code()
    {
        long perDay = 86_400_000L / TotalsJournal.CommitEveryMs * FlashWear.MilliErases(TotalsJournal.MaxRecordBytes);
        string words = $"{FlashWear.Years(perDay, FlashWear.SmallBlocks)} years and {FlashWear.Years(perDay, FlashWear.LargeBlocks)} years";
        Assert.Contains(words, RepositoryFiles.Read(Document));
    }
}
