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
    public void The_settings_that_the_reference_promises_room_for_can_be_stored_and_restored()
    {
        const string name = "twenty letters long!";
        const string events = """
            "on":true,"per":true,"a":{"source":"m30","op":"<","value":-2000.5,"hysteresis":2300.5},"op":"nand","b":{"source":"ds8","op":">=","value":65.5,"hysteresis":2.5},"onDelay":3600,"offDelay":3600,"action":{"target":"event8","on":true}}
            """;
        string List(int count, Func<int, string> element) => "[" + string.Join(',', Enumerable.Range(0, count).Select(element)) + "]";
        string document = "{\"version\":1"
            + ",\"custom\":[{\"name\":\"" + name + "\",\"reads\":" + List(40, i => $$"""{"name":"{{name}}","unit":"kWh","address":{{1000 + i}},"type":"uint16","divisor":10}""") + "}]"
            + ",\"modules\":" + List(3, i => i == 0 ? "{\"preset\":\"custom\"}" : "{\"preset\":\"eastron-sdm630-v2\",\"name\":\"" + name + "\"}")
            + ",\"mapping\":" + List(30, i => $$"""{"module":1,"quantity":"r{{i + 1}}","point":"m{{i + 1}}","name":"{{name}}"}""")
            + ",\"outputs\":" + List(6, _ => $$"""{"name":"{{name}}","minOnS":86400,"minOffS":86400,"holdS":3600}""")
            + ",\"view\":{\"tiles\":" + List(20, i => $$"""{"id":"m{{i + 1}}","x":{{i % 4 * 3}},"y":{{i / 4}},"w":3,"h":1}""") + "}"
            + ",\"events\":" + List(32, _ => "{\"name\":\"" + name + "\"," + events)
            + "}";
        var device = new DeskDevice(settings: document);
        Assert.Equal(Wattwarden.Settings.SaveOutcome.Saved, device.Controller.Store.Save(null));
        string admin = device.AdminCookie();
        string backup = device.Send("POST", "/api/v1/backup", "{\"passphrase\":\"correct horse battery\"}", admin).Answer;
        FakeExchange restored = device.Do(new FakeExchange("PUT", "/api/v1/backup").WithBody(backup).With("Cookie", admin).With("X-Backup-Passphrase", "correct horse battery"));
        Assert.True(restored.Status == 200, restored.Answer);
    }

    [Fact]
    public void The_years_of_the_reference_are_those_of_the_code()
    {
        long perDay = 86_400_000L / TotalsJournal.CommitEveryMs * FlashWear.MilliErases(TotalsJournal.MaxRecordBytes);
        string words = $"{FlashWear.Years(perDay, FlashWear.SmallBlocks)} years and {FlashWear.Years(perDay, FlashWear.LargeBlocks)} years";
        Assert.Contains(words, RepositoryFiles.Read(Document));
    }
}
