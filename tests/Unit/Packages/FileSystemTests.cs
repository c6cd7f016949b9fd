// SPDX-License-Identifier: MIT
extern alias nano;
using nanoFramework.Emulation;
using Wattwarden.Tests.Support;
using Xunit;
using ChipDirectory = nano::System.IO.Directory;
using ChipFile = nano::System.IO.File;
using ChipFileMode = nano::System.IO.FileMode;
using ChipFileStream = nano::System.IO.FileStream;

namespace Wattwarden.Tests.Unit.Packages;

public sealed class FileSystemTests : IDisposable
{
    private const string Name = @"I:\a.bin";

    private readonly TestChip _chip = new();

    public void Dispose() => _chip.Dispose();

    [Fact]
    public void A_file_is_in_flash_when_its_stream_is_closed_and_not_before() => _chip.Run(() =>
    {
        ChipFile.WriteAllBytes(Name, [1]);
        ChipFileStream stream = ChipFile.Create(Name);
        stream.Write([2, 3], 0, 2);
        stream.Flush();
        Assert.Equal(new byte[] { 1 }, ChipFile.ReadAllBytes(Name));
        stream.Dispose();
        Assert.Equal(new byte[] { 2, 3 }, ChipFile.ReadAllBytes(Name));
    });

    [Fact]
    public void A_stream_that_is_open_when_power_goes_leaves_the_old_file()
    {
        _chip.Run(() => ChipFile.WriteAllBytes(Name, [1]));
        _chip.Run(() =>
        {
            using ChipFileStream stream = ChipFile.Create(Name);
            stream.Write([2], 0, 1);
            _chip.Machine.Stop();
            stream.Write([3], 0, 1);
        });
        _chip.PowerCycle();
        Assert.Equal(new byte[] { 1 }, _chip.Run(() => ChipFile.ReadAllBytes(Name)));
    }

    [Fact]
    public void Power_lost_at_any_byte_of_a_commit_leaves_the_old_file_or_the_new_one()
    {
        byte[] old = [1, 1, 1];
        byte[] fresh = [2, 2, 2, 2];
        bool[] seenNew = new bool[fresh.Length + 3];
        for (int limit = 0; limit < seenNew.Length; limit++)
        {
            _chip.Run(() => ChipFile.WriteAllBytes(Name, old));
            _chip.Machine.Flash.PowerFailsAfterBytes = _chip.Machine.Flash.BytesWritten + limit;
            _chip.Run(() => ChipFile.WriteAllBytes(Name, fresh));
            _chip.PowerCycle();
            byte[] kept = _chip.Run(() => ChipFile.ReadAllBytes(Name));
            seenNew[limit] = kept.SequenceEqual(fresh);
            Assert.True(seenNew[limit] || kept.SequenceEqual(old));
        }

        Assert.False(seenNew[fresh.Length]);
        Assert.True(seenNew[fresh.Length + 1]);
    }

    [Fact]
    public void Renaming_onto_a_file_is_refused() => _chip.Run(() =>
    {
        ChipFile.WriteAllBytes(Name, [1]);
        ChipFile.WriteAllBytes(@"I:\b.bin", [2]);
        Assert.Throws<IOException>(() => ChipFile.Move(Name, @"I:\b.bin"));
        ChipFile.Delete(@"I:\b.bin");
        ChipFile.Move(Name, @"I:\b.bin");
        Assert.Equal([@"I:\b.bin"], ChipDirectory.GetFiles(@"I:\"));
    });

    [Fact]
    public void A_full_drive_refuses_and_keeps_what_it_has() => _chip.Run(() =>
    {
        _chip.Machine.Flash.CapacityBytes = 100;
        ChipFile.WriteAllBytes(Name, new byte[60]);
        Assert.Throws<IOException>(() => ChipFile.WriteAllBytes(@"I:\b.bin", new byte[41]));
        Assert.False(ChipFile.Exists(@"I:\b.bin"));
        ChipFile.WriteAllBytes(@"I:\b.bin", new byte[40]);
    });

    [Fact]
    public void Other_drives_and_paths_out_of_the_drive_do_not_exist() => _chip.Run(() =>
    {
        Assert.Throws<IOException>(() => ChipFile.Exists(@"D:\a.bin"));
        Assert.Throws<IOException>(() => ChipFile.Exists(@"I:\..\a.bin"));
        Assert.Throws<IOException>(() => new ChipFileStream(Name, ChipFileMode.Open));
    });

    [Fact]
    public void Appending_continues_and_creating_begins_anew() => _chip.Run(() =>
    {
        ChipFile.WriteAllBytes(Name, [1]);
        using (ChipFileStream stream = new(Name, ChipFileMode.Append)) stream.Write([2], 0, 1);
        Assert.Equal(new byte[] { 1, 2 }, ChipFile.ReadAllBytes(Name));
        using (new ChipFileStream(Name, ChipFileMode.Create))
        {
        }

        Assert.Empty(ChipFile.ReadAllBytes(Name));
        Assert.Throws<IOException>(() => new ChipFileStream(Name, ChipFileMode.CreateNew));
    });
}
