// SPDX-License-Identifier: MIT
using System.Text;
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Tests.Support;
using Wattwarden.Text;
using Xunit;

namespace Wattwarden.Tests.Unit.Settings;

public class SettingsStoreTests
{
    private const int CapacityBytes = 400;

    private readonly PowerCutFileStore _flash = new();

    [Fact]
    public void With_nothing_saved_the_factory_settings_are_in_effect()
    {
        Device device = Start(_flash);
        Assert.Equal(LoadOutcome.Defaults, device.Outcome);
        Assert.Equal(-1, device.A.Number);
    }

    [Fact]
    public void What_was_saved_is_there_after_a_restart_again_and_again()
    {
        Device device = Start(_flash);
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(SaveOutcome.Saved, device.Change(i, "n" + i));
            device = Start(_flash);
            Assert.Equal(LoadOutcome.Loaded, device.Outcome);
            Assert.Equal((i, "n" + i), (device.A.Number, device.A.Text));
        }

        Assert.Equal(2, _flash.Files.Count);
    }

    [Fact]
    public void A_change_is_stored_before_it_takes_effect_and_others_wait_until_then()
    {
        Device device = Start(_flash);
        Assert.Equal(SaveOutcome.Saved, device.Put(device.A, "{\"number\":5}"));
        Assert.True(device.Store.HasPending);
        Assert.Equal(-1, device.A.Number);
        Assert.Equal(SaveOutcome.Busy, device.Put(device.B, "{\"number\":6}"));
        Assert.Equal(SaveOutcome.Busy, device.PutDocument("{\"version\":1}"));
        Assert.Equal(5, Start(_flash).A.Number);
        Assert.True(device.Store.CommitPending());
        Assert.False(device.Store.CommitPending());
        Assert.Equal(5, device.A.Number);
        Assert.Equal(SaveOutcome.Saved, device.Put(device.B, "{\"number\":6}"));
        Assert.Equal(5, Start(_flash).A.Number);
        Assert.Equal(6, Start(_flash).B.Number);
    }

    [Theory]
    [InlineData("{\"number\":1001}", "number", "must be 0 to 1000")]
    [InlineData("{\"number\":\"1\"}", "number", "must be 0 to 1000")]
    [InlineData("{\"colour\":1}", "colour", "is not known")]
    [InlineData("{\"number\":1", "", "not JSON, or nested too deeply, at byte 11")]
    [InlineData("{\"number\":1} x", "", "not JSON, or nested too deeply, at byte 13")]
    [InlineData("[]", "", "must be an object")]
    [InlineData("", "", "not JSON, or nested too deeply, at byte 0")]
    public void A_section_that_does_not_validate_is_refused_with_its_key(string json, string key, string message)
    {
        Device device = Start(_flash);
        Assert.Equal(SaveOutcome.Refused, device.Put(device.A, json));
        Assert.Equal(("a", key, message), (device.Fault.Section, device.Fault.Key, device.Fault.Message));
        Assert.False(device.Store.HasPending);
        Assert.Equal(0, _flash.Writes);
    }

    [Theory]
    [InlineData("{\"version\":1,\"a\":{\"number\":3},\"b\":{\"number\":4000}}", "b", "number")]
    [InlineData("{\"version\":1,\"a\":{\"number\":3},\"c\":{}}", "c", "")]
    [InlineData("{\"version\":1,\"a\":{\"number\":3},\"a\":{\"number\":4}}", "a", "")]
    [InlineData("{\"version\":2,\"a\":{\"number\":3}}", "", "version")]
    [InlineData("{\"version\":0,\"a\":{\"number\":3}}", "", "version")]
    [InlineData("{\"version\":\"1\",\"a\":{\"number\":3}}", "", "version")]
    [InlineData("{\"a\":{\"number\":3},\"version\":1,\"version\":1}", "", "version")]
    [InlineData("{\"a\":{\"number\":3}}", "", "version")]
    [InlineData("{\"version\":1,\"a\":{\"number\":3}", "", "")]
    [InlineData("{\"version\":1,\"a\":{\"number\":3}}}", "", "")]
    [InlineData("[1]", "", "")]
    [InlineData("", "", "")]
    public void A_document_is_taken_whole_or_refused_whole_and_the_fault_says_where(string json, string section, string key)
    {
        Device device = Start(_flash);
        device.Change(1, "one");
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        Assert.False(device.Store.TryReadDocument(bytes, 0, bytes.Length, device.Fault));
        Assert.Equal((section, key), (device.Fault.Section, device.Fault.Key));
        Assert.NotEqual("", device.Fault.Message);
        Assert.Equal(SaveOutcome.Refused, device.PutDocument(json));
        Assert.False(device.Store.HasPending);
        Assert.Equal((1, -1), (device.A.Number, device.B.Number));
        Assert.Equal(1, Start(_flash).A.Number);
    }

    [Fact]
    public void A_document_whose_version_stands_last_is_taken_and_absent_sections_stay()
    {
        Device device = Start(_flash);
        device.Change(1, "one");
        byte[] bytes = Encoding.UTF8.GetBytes(" {\"b\":{\"number\":9},\"version\":1} ");
        Assert.True(device.Store.TryReadDocument(bytes, 0, bytes.Length, device.Fault));
        Assert.Equal((1, 9), (device.A.Number, device.B.Number));
    }

    [Fact]
    public void A_backup_put_back_is_the_same_settings()
    {
        Device device = Start(_flash);
        device.Change(12, "Grzałka");
        var backup = new TextBuffer(CapacityBytes);
        device.Store.WriteDocument(new JsonWriter(backup));
        device.Change(13, "other");
        Assert.Equal(SaveOutcome.Saved, device.PutDocument(backup.ToString()));
        Assert.Equal(13, device.A.Number);
        Assert.True(device.Store.CommitPending());
        Assert.Equal((12, "Grzałka"), (device.A.Number, device.A.Text));
        Assert.Equal((12, "Grzałka"), (Start(_flash).A.Number, Start(_flash).A.Text));
    }

    [Fact]
    public void Full_flash_is_an_error_and_the_old_settings_stay()
    {
        Device device = Start(_flash);
        device.Change(1, "one");
        device.Change(2, "two");
        _flash.Full = true;
        Assert.Equal(SaveOutcome.FlashRefused, device.Put(device.A, "{\"number\":3}"));
        Assert.False(device.Store.HasPending);
        Assert.Equal(2, device.A.Number);
        Assert.Equal(2, Start(_flash).A.Number);
        _flash.Full = false;
        Assert.Equal(SaveOutcome.Saved, device.Change(4, "four"));
        Assert.Equal(4, Start(_flash).A.Number);
    }

    [Fact]
    public void Flash_that_gives_back_other_bytes_is_found_out()
    {
        Device device = Start(_flash);
        device.Change(1, "one");
        _flash.Worn = true;
        for (int i = 0; i < 200; i++) Assert.Equal(SaveOutcome.ReadBackDiffers, device.Put(device.A, "{\"number\":" + (i + 2) + "}"));
        Assert.Equal(1, Start(_flash).A.Number);
        Assert.Equal(1, device.A.Number);
    }

    [Fact]
    public void A_save_that_could_not_be_checked_does_not_come_to_life_later()
    {
        Device device = Start(_flash);
        device.Change(1, "one");
        _flash.Unreadable = true;
        Assert.Equal(SaveOutcome.ReadBackDiffers, device.Put(device.A, "{\"number\":2}"));
        _flash.Unreadable = false;
        Assert.Equal(1, Start(_flash).A.Number);
    }

    [Fact]
    public void Settings_that_do_not_fit_are_refused_before_flash_is_touched()
    {
        Device device = Start(_flash);
        device.Change(1, "one");
        int writes = _flash.Writes;
        Assert.Equal(SaveOutcome.TooLarge, device.Put(device.A, "{\"text\":\"" + new string('x', CapacityBytes) + "\"}"));
        Assert.Equal(writes, _flash.Writes);
        Assert.Equal(SaveOutcome.Saved, device.Change(2, "two"));
    }

    [Fact]
    public void Settings_of_a_newer_firmware_are_passed_over_for_the_older_ones_which_the_next_save_keeps()
    {
        Device device = Start(_flash);
        device.Change(1, "one");
        device.Change(2, "two");
        Reseal(_flash, NewestSlot(_flash), document => document.Replace("\"version\":1", "\"version\":7"));

        device = Start(_flash);
        Assert.Equal(LoadOutcome.LoadedOlderRefused, device.Outcome);
        Assert.Equal("version", device.Store.Fault.Key);
        Assert.Equal(1, device.A.Number);

        PowerCutFileStore cut = _flash.Copy(5);
        cut.CutNextWrite(20, Tear.Prefix);
        Assert.Throws<PowerCutException>(() => Start(cut).Change(3, "three"));
        Assert.Equal(1, Start(cut).A.Number);

        Assert.Equal(SaveOutcome.Saved, device.Change(3, "three"));
        Assert.Equal((LoadOutcome.Loaded, 3L), (Start(_flash).Outcome, Start(_flash).A.Number));
    }

    [Fact]
    public void When_neither_document_validates_the_factory_settings_are_in_effect_and_it_says_why()
    {
        Device device = Start(_flash);
        device.Change(1, "one");
        device.Change(2, "two");
        foreach (string slot in new[] { SettingsStore.SlotA, SettingsStore.SlotB }) Reseal(_flash, slot, document => document.Replace("\"number\":", "\"count\":"));
        device = Start(_flash);
        Assert.Equal(LoadOutcome.DefaultsRefused, device.Outcome);
        Assert.Equal(("a", "count"), (device.Store.Fault.Section, device.Store.Fault.Key));
        Assert.Equal(-1, device.A.Number);
        Assert.Equal(SaveOutcome.Saved, device.Change(3, "three"));
        Assert.Equal(3, Start(_flash).A.Number);
    }

    [Fact]
    public void Both_slots_damaged_means_factory_settings_and_says_so()
    {
        Device device = Start(_flash);
        device.Change(1, "one");
        device.Change(2, "two");
        foreach (byte[] file in _flash.Files.Values) file[^1] ^= 1;
        device = Start(_flash);
        Assert.Equal(LoadOutcome.DefaultsDamaged, device.Outcome);
        Assert.Contains("both saved copies are damaged", SettingsText.Of(device.Outcome));
        Assert.Equal(-1, device.A.Number);
        Assert.Equal(SaveOutcome.Saved, device.Change(3, "three"));
        Assert.Equal(3, Start(_flash).A.Number);
    }

    [Fact]
    public void The_first_bytes_of_a_save_do_not_mend_a_save_that_was_interrupted_before()
    {
        Start(_flash).Change(1, "one");
        Start(_flash).Change(2, "two");
        _flash.Files[SettingsStore.SlotB][1] ^= 0x10;
        _flash.CutNextWrite(4, Tear.PrefixOverOld);
        Assert.Throws<PowerCutException>(() => Start(_flash).Change(3, "xxx"));
        Assert.Equal(1, Start(_flash).A.Number);
    }

    [Theory]
    [InlineData(0xFFFFFFFDu)]
    [InlineData(0x7FFFFFFDu)]
    public void The_order_of_saves_survives_the_end_of_the_counter(uint from)
    {
        Device device = Start(_flash);
        device.Change(0, "n0");
        Reseal(_flash, SettingsStore.SlotA, document => document, from);
        device = Start(_flash);
        for (int i = 1; i < 8; i++)
        {
            Assert.Equal(SaveOutcome.Saved, device.Change(i, "n" + i));
            device = Start(_flash);
            Assert.Equal((LoadOutcome.Loaded, (long)i), (device.Outcome, device.A.Number));
        }

        uint[] last = [unchecked(from + 6), unchecked(from + 7)];
        Assert.Equal(last.Order(), new[] { Sequence(_flash, SettingsStore.SlotA), Sequence(_flash, SettingsStore.SlotB) }.Order());
    }

    [Fact]
    public void No_damage_to_a_header_or_length_of_file_throws_or_is_believed()
    {
        Device device = Start(_flash);
        device.Change(1, "one");
        device.Change(2, "two");
        string newest = NewestSlot(_flash);
        byte[] good = (byte[])_flash.Files[newest].Clone();
        for (int at = 0; at < 16; at++)
        {
            for (int value = 0; value < 256; value++)
            {
                byte[] bad = (byte[])good.Clone();
                bad[at] = (byte)value;
                _flash.Put(newest, bad);
                Assert.Equal(good[at] == value ? 2 : 1, Start(_flash).A.Number);
            }
        }

        for (int length = 0; length < good.Length + 600; length++)
        {
            byte[] bad = new byte[length];
            Array.Copy(good, bad, Math.Min(length, good.Length));
            _flash.Put(newest, bad);
            Assert.Equal(length == good.Length ? 2 : 1, Start(_flash).A.Number);
        }
    }

    [Fact]
    public void A_document_of_an_older_version_is_carried_over_by_the_migrations()
    {
        Device old = Start(_flash);
        old.Change(5, "five");
        var a = new NoteSection("a");
        var store = new SettingsStore(_flash, [a, new NoteSection("b")], CapacityBytes, [new AddTen(), new AddTen()]);
        Assert.Equal(LoadOutcome.Loaded, store.Load());
        Assert.Equal(25, a.Number);
        Assert.Equal(SaveOutcome.Saved, store.Save(null));
        Assert.Equal(LoadOutcome.Loaded, store.Load());
        Assert.Equal(25, a.Number);
        Assert.Equal(LoadOutcome.LoadedOlderRefused, Start(_flash).Outcome);
    }

    private static Device Start(IFileStore flash) => new(flash);

    private static string NewestSlot(PowerCutFileStore flash) =>
        Sequence(flash, SettingsStore.SlotA) > Sequence(flash, SettingsStore.SlotB) ? SettingsStore.SlotA : SettingsStore.SlotB;

    private static uint Sequence(PowerCutFileStore flash, string slot) => BitConverter.ToUInt32(flash.Files[slot], 4);

    // A frame built here by hand, as another firmware would have built it.
    private static void Reseal(PowerCutFileStore flash, string slot, Func<string, string> change, uint? sequence = null)
    {
        byte[] file = flash.Files[slot];
        byte[] document = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(file, 16, file.Length - 16)));
        byte[] head = [.. file[..4], .. BitConverter.GetBytes(sequence ?? BitConverter.ToUInt32(file, 4)), .. BitConverter.GetBytes(document.Length)];
        flash.Put(slot, [.. head, .. BitConverter.GetBytes(BitwiseCrc32([.. head, .. document])), .. document]);
    }

    private static uint BitwiseCrc32(byte[] bytes)
    {
        uint sum = ~0u;
        foreach (byte b in bytes)
        {
            sum ^= b;
            for (int bit = 0; bit < 8; bit++) sum = (sum & 1) != 0 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
        }

        return ~sum;
    }

    private sealed class Device
    {
        public Device(IFileStore flash)
        {
            Store = new SettingsStore(flash, [A, B], CapacityBytes);
            Outcome = Store.Load();
        }

        public NoteSection A { get; } = new("a");

        public NoteSection B { get; } = new("b");

        public SettingsStore Store { get; }

        public LoadOutcome Outcome { get; }

        public SettingsFault Fault { get; } = new();

        public SaveOutcome Put(NoteSection section, string json)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(json);
            var reader = new JsonReader();
            reader.Reset(bytes, 0, bytes.Length);
            return Store.Put(section, reader, Fault);
        }

        public SaveOutcome PutDocument(string json)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(json);
            return Store.PutDocument(bytes, 0, bytes.Length, Fault);
        }

        public SaveOutcome Change(long number, string text)
        {
            SaveOutcome outcome = Put(A, "{\"number\":" + number + ",\"text\":\"" + text + "\"}");
            Store.CommitPending();
            return outcome;
        }
    }

    /// <summary>Stands for a change of the stored form: adds ten to section a.</summary>
    private sealed class AddTen : ISettingsMigration
    {
        public bool Migrate(JsonReader from, JsonWriter to, SettingsFault fault)
        {
            long version = 0;
            long number = 0;
            while (from.Read())
            {
                if (from.Token != JsonToken.Name) continue;
                if (from.Is("version") && from.Read()) from.TryInteger(out version);
                else if (from.Is("number") && from.Read() && number == 0) from.TryInteger(out number);
            }

            to.BeginObject();
            to.Member("version", version + 1);
            to.Name("a");
            to.BeginObject();
            to.Member("number", number + 10);
            to.EndObject();
            to.EndObject();
            return true;
        }
    }
}
