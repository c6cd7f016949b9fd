// SPDX-License-Identifier: MIT
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Storage;
using Wattwarden.Tests.Support;
using Wattwarden.Text;
using Xunit;

namespace Wattwarden.Tests.Unit.Storage;

public class BackupTests
{
    private const string Passphrase = "correct horse battery";
    private const string Hidden = "do-not-show-me";

    private readonly FlashDevice _device = Filled();

    [Fact]
    public void A_backup_without_a_passphrase_restores_everything_but_the_secrets()
    {
        byte[] backup = _device.Backup();
        JsonElement json = JsonDocument.Parse(backup).RootElement;
        Assert.Equal("backup", json.GetProperty("wattwarden").GetString());
        Assert.Equal(1, json.GetProperty("version").GetInt32());
        Assert.Equal(7, json.GetProperty("settings").GetProperty("note").GetProperty("number").GetInt32());
        Assert.DoesNotContain(Hidden, FlashDevice.Text(backup));
        Assert.False(json.TryGetProperty("secrets", out _));

        FlashDevice other = New();
        other.Put(other.Secret, "{\"text\":\"own\"}");
        Assert.Equal("", other.Restore(backup));
        Assert.Equal((7L, "roof"), (other.Note.Number, other.Note.Text));
        Assert.Equal("own", other.Secret.Text);
        Assert.Equal(7, new FlashDevice(other.Flash).Note.Number);
    }

    [Fact]
    public void A_passphrase_takes_the_secrets_along_and_nobody_reads_them_without_it()
    {
        byte[] backup = _device.Backup(Passphrase);
        Assert.DoesNotContain(Hidden, FlashDevice.Text(backup));
        Assert.DoesNotContain(Convert.ToHexString(Encoding.UTF8.GetBytes(Hidden)).ToLowerInvariant(), FlashDevice.Text(backup));
        FlashDevice other = New();
        Assert.Equal("", other.Restore(backup, Passphrase));
        Assert.Equal(Hidden, other.Secret.Text);
        Assert.Equal(7, other.Note.Number);

        other = New();
        Assert.Equal("secrets: the passphrase is wrong, or the secrets were changed", other.Restore(backup, Passphrase + "!"));
        Assert.StartsWith("secrets: the backup holds encrypted passwords", other.Restore(backup));
        Assert.Equal(-1, other.Note.Number);
        Assert.Equal("", other.Restore(backup, skipSecrets: true));
        Assert.Equal((7L, ""), (other.Note.Number, other.Secret.Text));
    }

    [Fact]
    public void Two_backups_of_the_same_secrets_share_no_ciphertext()
    {
        var seen = new HashSet<string>();
        for (int i = 0; i < 3; i++)
            Assert.True(seen.Add(JsonDocument.Parse(_device.Backup(Passphrase)).RootElement.GetProperty("secrets").GetProperty("data").GetString()!));
    }

    [Fact]
    public void A_backup_changed_in_any_byte_is_refused_and_changes_nothing()
    {
        byte[] backup = _device.Backup();
        FlashDevice other = New();
        for (int at = 0; at < backup.Length; at++)
        {
            foreach (int bit in new[] { 0, 3, 5 })
            {
                byte[] changed = (byte[])backup.Clone();
                changed[at] ^= (byte)(1 << bit);
                Assert.NotEqual("", other.Restore(changed));
                Assert.Equal(-1, other.Note.Number);
            }

            Assert.NotEqual("", other.Restore(backup[..at]));
        }

        Assert.Equal("", other.Restore([.. backup, (byte)'\n']));
    }

    [Fact]
    public void Encrypted_secrets_changed_in_any_digit_are_refused()
    {
        string backup = FlashDevice.Text(_device.Backup(Passphrase));
        FlashDevice other = New();
        foreach (string key in new[] { "salt", "data", "tag" })
        {
            string value = JsonDocument.Parse(backup).RootElement.GetProperty("secrets").GetProperty(key).GetString()!;
            for (int at = 0; at < value.Length; at += 9)
            {
                string changed = value[..at] + (value[at] == '0' ? '1' : '0') + value[(at + 1)..];
                Assert.Equal("secrets: the passphrase is wrong, or the secrets were changed", other.Restore(Resealed(backup.Replace(value, changed)), Passphrase));
            }
        }

        Assert.Equal("", other.Secret.Text);
    }

    [Theory]
    [InlineData("\"version\":1,\"firmware\"", "\"version\":2,\"firmware\"", "version: this backup was written by a newer firmware")]
    [InlineData("\"wattwarden\":\"backup\"", "\"wattwarden\":\"label\"", "wattwarden: this is not a backup of this kind of device")]
    [InlineData("\"firmware\"", "\"hardware\"", "hardware: is not known")]
    [InlineData("\"settings\":{\"version\":1", "\"settings\":{\"version\":9", ".version: these settings were written by a newer firmware")]
    [InlineData("\"number\":7", "\"number\":7000", "note.number: must be 0 to 1000")]
    public void A_backup_that_does_not_fit_is_refused_in_words(string from, string to, string words)
    {
        FlashDevice other = New();
        other.Put("{\"number\":3}");
        Assert.Equal(words, other.Restore(Resealed(FlashDevice.Text(_device.Backup()).Replace(from, to))));
        Assert.Equal(3, other.Note.Number);
        Assert.Equal(3, new FlashDevice(other.Flash).Note.Number);
    }

    [Theory]
    [InlineData("", ": not JSON, or broken off, at byte 0")]
    [InlineData("{}", "version: is missing")]
    [InlineData("[1]", ": a backup is a JSON object")]
    [InlineData("{\"wattwarden\":\"backup\",\"version\":1,\"settings\":{\"version\":1}}", "crc32: is missing: the backup is broken off")]
    public void What_is_no_backup_is_refused_in_words(string text, string words) => Assert.Equal(words, New().Restore(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_backup_of_an_older_version_is_carried_over()
    {
        byte[] backup = _device.Backup(Passphrase);
        var newer = new FlashDevice(new PowerCutFileStore(), migrations: [new NumberTimesTen()]);
        Assert.Equal("", newer.Restore(backup, Passphrase));
        Assert.Equal((70L, "roof", Hidden), (newer.Note.Number, newer.Note.Text, newer.Secret.Text));
        Assert.Contains("\"settings\":{\"version\":2", FlashDevice.Text(newer.Backup()));
        Assert.Equal(".version: these settings were written by a newer firmware", New().Restore(newer.Backup()));
    }

    [Fact]
    public void The_firmware_has_a_migration_for_every_older_version()
    {
        string settings = RepositoryFiles.Read("docs/reference/settings.md");
        Assert.Contains("| | `version` | whole number: " + (SettingsMigrations.Create().Length + 1) + " |", settings);
    }

    [Fact]
    public void While_a_slow_client_reads_a_backup_changes_wait_and_the_loop_does_not()
    {
        var during = new List<SaveOutcome>();
        Assert.Equal(SaveOutcome.Saved, _device.Put("{\"text\":\"" + new string('x', 300) + "\"}"));
        bool written = BackupWriter.TryWrite(new SlowSink(() => during.Add(_device.Put("{\"number\":1}"))), _device.Store, _device.System, "1", null!);
        Assert.True(written);
        Assert.Equal(SaveOutcome.Busy, during[0]);
        Assert.Equal(SaveOutcome.Saved, _device.Put("{\"number\":1}"));
    }

    [Fact]
    public void A_change_that_is_not_in_effect_yet_makes_a_backup_wait()
    {
        Assert.Equal(SaveOutcome.Saved, _device.Store.Put(_device.Note, SectionText.Reader("{\"number\":1}"), new SettingsFault()));
        Assert.Throws<InvalidOperationException>(() => _device.Backup());
        _device.Store.CommitPending();
        Assert.Contains("\"number\":1", FlashDevice.Text(_device.Backup()));
    }

    [Fact]
    public void The_key_is_the_one_of_the_standard()
    {
        // RFC 7914, section 11: PBKDF2-HMAC-SHA-256, first block of both vectors.
        Assert.Equal("55AC046E56E3089FEC1691C22544B605F94185216DDE0465E68B9D57C20DACBC", Derive("passwd", "salt", 1));
        Assert.Equal("4DDCD8F60B98BE21830CEE5EF22701F9641A4418D04C0414AEFF08876B34AB56", Derive("Password", "NaCl", 80000));
        for (int iterations = 1; iterations < 40; iterations += 13)
        {
            byte[] expected = Rfc2898DeriveBytes.Pbkdf2("päss", Encoding.UTF8.GetBytes("0123456789abcdef"), iterations, HashAlgorithmName.SHA256, 32);
            Assert.Equal(Convert.ToHexString(expected), Derive("päss", "0123456789abcdef", iterations));
        }
    }

    [Fact]
    public void The_secrets_can_be_read_with_any_other_implementation_of_the_documented_scheme()
    {
        JsonElement secrets = JsonDocument.Parse(_device.Backup(Passphrase)).RootElement.GetProperty("secrets");
        byte[] salt = Convert.FromHexString(secrets.GetProperty("salt").GetString()!);
        byte[] data = Convert.FromHexString(secrets.GetProperty("data").GetString()!);
        int iterations = secrets.GetProperty("iterations").GetInt32();
        byte[] master = Rfc2898DeriveBytes.Pbkdf2(Passphrase, salt, iterations, HashAlgorithmName.SHA256, 32);
        byte[] tag = Hmac(HMACSHA256.HashData(master, "authenticate"u8.ToArray()), [.. BigEndian(iterations), .. salt, .. data]);
        Assert.Equal(Convert.ToHexString(tag).ToLowerInvariant(), secrets.GetProperty("tag").GetString());
        byte[] key = HMACSHA256.HashData(master, "encrypt"u8.ToArray());
        for (int at = 0; at < data.Length; at++) data[at] ^= Hmac(key, [.. salt, .. BigEndian(at / 32)])[at % 32];
        Assert.Equal(Hidden, JsonDocument.Parse(data).RootElement.GetProperty("secret").GetProperty("text").GetString());
        Assert.Equal("pbkdf2-hmac-sha256-ctr", secrets.GetProperty("scheme").GetString());
    }

    [Theory]
    [InlineData("short-phras", false)]
    [InlineData("long enough!", true)]
    [InlineData("not-ascii-ä-ö", false)]
    [InlineData(null, false)]
    public void A_passphrase_is_twelve_printable_characters_or_more(string? passphrase, bool fit) => Assert.Equal(fit, BackupWriter.IsFit(passphrase!));

    private static FlashDevice New() => new(new PowerCutFileStore(), new HostSystem(9));

    private static FlashDevice Filled()
    {
        FlashDevice device = New();
        Assert.Equal(SaveOutcome.Saved, device.Put("{\"number\":7,\"text\":\"roof\"}"));
        Assert.Equal(SaveOutcome.Saved, device.Put(device.Secret, "{\"text\":\"" + Hidden + "\"}"));
        return device;
    }

    // The same document with the checksum of its new content.
    private static byte[] Resealed(string backup)
    {
        string body = backup[..backup.IndexOf(",\"crc32\"", StringComparison.Ordinal)];
        uint crc = Crc32.End(Crc32.Add(Crc32.Start, Encoding.UTF8.GetBytes(body), 0, Encoding.UTF8.GetByteCount(body)));
        return Encoding.UTF8.GetBytes(body + ",\"crc32\":\"" + crc.ToString("x8") + "\"}");
    }

    private static string Derive(string passphrase, string salt, int iterations) =>
        Convert.ToHexString(BackupCipher.Derive(new HostSystem(), Encoding.UTF8.GetBytes(passphrase), Encoding.UTF8.GetBytes(salt), iterations));

    private static byte[] Hmac(byte[] key, byte[] data) => HMACSHA256.HashData(key, data);

    private static byte[] BigEndian(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private sealed class SlowSink(Action meanwhile) : ITextSink
    {
        public void Write(byte[] buffer, int offset, int count) => meanwhile();
    }

    /// <summary>Version 2 counts tenths.</summary>
    private sealed class NumberTimesTen : ISettingsMigration
    {
        public bool Migrate(JsonReader from, JsonWriter to, SettingsFault fault)
        {
            to.BeginObject();
            to.Member("version", 2);
            from.Read();
            while (from.Read(JsonToken.Name))
            {
                string section = from.Text();
                from.Read();
                if (section == "version") continue;
                to.Name(section);
                to.BeginObject();
                while (from.Read(JsonToken.Name))
                {
                    string key = from.Text();
                    from.Read();
                    if (key == "text") to.Member(key, from.Text());
                    else if (from.TryInteger(out long number)) to.Member(key, section == "note" ? number * 10 : number);
                }

                to.EndObject();
            }

            to.EndObject();
            return true;
        }
    }
}
