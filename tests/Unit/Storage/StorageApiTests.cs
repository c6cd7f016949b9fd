// SPDX-License-Identifier: MIT
using System.Text;
using System.Text.Json;
using Wattwarden.Controller;
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Storage;

/// <summary>Totals, backup, restore and reset of the whole controller, over its API and its button, with restarts on the same flash.</summary>
public sealed class StorageApiTests
{
    private const string Passphrase = "correct horse battery";

    private readonly PowerCutFileStore _flash = new();
    private DeskDevice _device;
    private string _admin;

    public StorageApiTests()
    {
        _device = new DeskDevice(new DeskBoard { Flash = _flash }, settings: FactorySettings.Document);
        _admin = _device.AdminCookie();
    }

    [Fact]
    public void Hours_and_switchings_of_outputs_survive_a_power_cut_with_at_most_a_minute_lost()
    {
        Switch("out3", true);
        _device.Step(600_000, 250);
        Switch("out3", false);
        _device.Step(1000);
        Switch("out3", true);
        _device.Step(119_000, 250);
        Assert.Equal((719, 2), (Total("out3.onSeconds"), Total("out3.switches")));

        Restart();
        Assert.InRange(Total("out3.onSeconds"), 719 - 60, 719);
        Assert.Equal(2, Total("out3.switches"));
        Assert.Equal(0, Total("out2.onSeconds"));
    }

    [Fact]
    public void A_restart_that_is_asked_for_loses_nothing_and_leaves_outputs_safe()
    {
        Switch("out3", true);
        _device.Step(10_000, 100);
        _device.Controller.AskRestart(_device.Board.UptimeMs);
        _device.Step(500);
        Assert.Equal(0, _device.Board.RestartsAsked);
        for (int i = 0; i < 600 && _device.Board.RestartsAsked == 0; i++) _device.Step(1, 1);
        Assert.Equal(1, _device.Board.RestartsAsked);
        Assert.False(_device.Board.Contacts[3].On);
        long counted = Total("out3.onSeconds");
        Assert.InRange(counted, 10, 12);
        Restart();
        Assert.Equal(counted, Total("out3.onSeconds"));
    }

    [Fact]
    public void Pulse_counters_go_on_after_a_power_cut_where_the_journal_stood()
    {
        var water = new PulseContact();
        var device = new DeskDevice(new DeskBoard { Flash = new PowerCutFileStore(), Pulses = [water] });
        device.Controller.FindSection("inputs").Commit("""{"pulses":[{"input":1,"on":true}]}""");
        device.Controller.Store.Save(null);
        for (int i = 0; i < 300; i++)
        {
            water.Count++;
            device.Step(1000, 250);
        }

        Assert.Equal(300, device.Controller.Pulses.ReadTotal(0));
        var again = new DeskDevice(new DeskBoard { Flash = device.Board.Flash, Pulses = [new PulseContact()] });
        Assert.InRange(again.Controller.Pulses.ReadTotal(0), 240, 300);
    }

    [Fact]
    public void The_storage_page_tells_files_room_wear_and_totals()
    {
        Switch("out3", true);
        _device.Step(7_200_000, 1000);
        _admin = _device.AdminCookie();
        JsonElement storage = Get("/api/v1/storage");
        Assert.Contains("totals-a", storage.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("name").GetString()));
        JsonElement wear = storage.GetProperty("wear");
        Assert.InRange(wear.GetProperty("writesPerDay").GetInt64(), 1500, 1700);
        Assert.InRange(wear.GetProperty("yearsAt256KB").GetInt64(), 20, 60);
        Assert.True(wear.GetProperty("yearsAt2MB").GetInt64() > 200);
        Assert.InRange(storage.GetProperty("totals").GetProperty("storedAgoS").GetInt64(), 0, 60);
        Assert.Equal(16, storage.GetProperty("totals").GetProperty("values").GetArrayLength());
        Assert.StartsWith("empty: a new device", storage.GetProperty("state").GetString());
        Restart();
        storage = Get("/api/v1/storage");
        Assert.Equal("the file system of the last start", storage.GetProperty("state").GetString());
        Assert.Equal(16, storage.GetProperty("storeId").GetString()!.Length);
        Assert.Equal("the file system of the last start", Get("/api/v1/system").GetProperty("storage").GetString());
    }

    [Fact]
    public void Idle_flash_is_left_alone()
    {
        _device.Step(120_000, 500);
        int writes = _flash.Writes;
        _device.Step(3_600_000, 500);
        Assert.Equal(writes, _flash.Writes);
    }

    [Fact]
    public void A_backup_goes_to_another_device_and_leaves_its_logins_alone()
    {
        Put("/api/v1/outputs-settings", """[{"name":"Pool"}]""");
        string backup = _device.Get("/api/v1/backup", _admin).Answer;
        Assert.DoesNotContain("pbkdf2$", backup);
        Assert.DoesNotContain("access", backup);

        var other = new DeskDevice();
        string admin = other.AdminCookie();
        FakeExchange answer = other.Send("PUT", "/api/v1/backup", backup, admin);
        Assert.Equal((200, "{\"result\":\"restored\",\"restarts\":false}"), (answer.Status, answer.Answer));
        other.Step(100);
        Assert.Equal("Pool", other.Get("/api/v1/outputs-settings", admin).Json[0].GetProperty("name").GetString());
        Assert.Equal(0, other.Board.RestartsAsked);
    }

    [Fact]
    public void A_backup_with_logins_needs_its_passphrase_and_restarts_the_device()
    {
        FakeExchange made = _device.Send("POST", "/api/v1/backup", "{\"passphrase\":\"" + Passphrase + "\"}", _admin);
        Assert.Equal(200, made.Status);
        Assert.Equal("attachment; filename=\"wattwarden-backup.json\"", made.AnswerHeaders["Content-Disposition"]);
        Assert.DoesNotContain("pbkdf2$", made.Answer);

        var other = new DeskDevice(new DeskBoard { Flash = new PowerCutFileStore() });
        string admin = other.AdminCookie();
        FakeExchange refused = other.Send("PUT", "/api/v1/backup", made.Answer, admin);
        Assert.Equal((400, "secrets"), (refused.Status, refused.Json.GetProperty("field").GetString()));
        FakeExchange wrong = other.Do(Restoring(made.Answer, admin).With("X-Backup-Passphrase", "not the passphrase"));
        Assert.Equal("the passphrase is wrong, or the secrets were changed", wrong.Json.GetProperty("error").GetString());

        FakeExchange taken = other.Do(Restoring(made.Answer, admin).With("X-Backup-Passphrase", Passphrase));
        Assert.Equal("{\"result\":\"restored\",\"restarts\":true}", taken.Answer);
        other.Step(1500);
        Assert.Equal(1, other.Board.RestartsAsked);
        var restarted = new DeskDevice(new DeskBoard { Flash = other.Board.Flash });
        Assert.Null(restarted.Front.FirstStartPassword);
        Assert.Equal(200, restarted.Send("POST", "/api/v1/login", "{\"password\":\"" + FirstLogin.Password + "\"}").Status);
    }

    [Fact]
    public void Secrets_can_be_left_behind_when_restoring()
    {
        string backup = _device.Send("POST", "/api/v1/backup", "{\"passphrase\":\"" + Passphrase + "\"}", _admin).Answer;
        var other = new DeskDevice();
        var request = new FakeExchange("PUT", "/api/v1/backup") { Query = "secrets=skip" };
        Assert.Equal("{\"result\":\"restored\",\"restarts\":false}", other.Do(request.WithBody(backup).With("Cookie", other.AdminCookie())).Answer);
    }

    [Fact]
    public void A_backup_with_a_bad_section_is_refused_with_its_path_and_nothing_changes()
    {
        string backup = _device.Get("/api/v1/backup", _admin).Answer;
        string body = backup[..backup.IndexOf(",\"crc32\"", StringComparison.Ordinal)].Replace("\"minOnS\":300", "\"minOnS\":-1");
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        string sealedAnew = body + ",\"crc32\":\"" + Crc32.End(Crc32.Add(Crc32.Start, bytes, 0, bytes.Length)).ToString("x8") + "\"}";
        string before = _device.Get("/api/v1/outputs-settings", _admin).Answer;
        FakeExchange answer = _device.Send("PUT", "/api/v1/backup", sealedAnew, _admin);
        Assert.Equal(400, answer.Status);
        Assert.Equal("settings.outputs[0].minOnS", answer.Json.GetProperty("field").GetString());
        _device.Step(1000);
        Assert.Equal(before, _device.Get("/api/v1/outputs-settings", _admin).Answer);
    }

    [Theory]
    [InlineData("{}", "passphrase", "must have 12 to 64 printable ASCII characters")]
    [InlineData("{\"passphrase\":\"short\"}", "passphrase", "must have 12 to 64 printable ASCII characters")]
    [InlineData("{\"passphrase\":7}", "passphrase", "must be text")]
    [InlineData("{\"password\":\"x\"}", "password", "unknown key; allowed: passphrase")]
    public void A_passphrase_that_is_none_is_refused(string body, string field, string words)
    {
        FakeExchange answer = _device.Send("POST", "/api/v1/backup", body, _admin);
        Assert.Equal((400, field, words), (answer.Status, answer.Json.GetProperty("field").GetString(), answer.Json.GetProperty("error").GetString()));
    }

    [Theory]
    [InlineData("{\"confirm\":\"factory-reset\"}", false)]
    [InlineData("{\"confirm\":\"factory-reset\",\"keepTotals\":true}", true)]
    public void A_factory_reset_makes_a_new_device(string body, bool keepsTotals)
    {
        Put("/api/v1/outputs-settings", """[{"name":"Pool"}]""");
        Switch("out3", true);
        _device.Step(200_000, 250);
        string password = _device.Front.FirstStartPassword;
        Assert.Equal(200, _device.Send("POST", "/api/v1/factory-reset", body, _admin).Status);
        _device.Step(1500);
        Assert.Equal(1, _device.Board.RestartsAsked);

        Restart();
        Assert.NotEqual(password, _device.Front.FirstStartPassword);
        Assert.Equal("reset to the factory settings", Get("/api/v1/system").GetProperty("storage").GetString());
        Assert.Equal("Heat pump", _device.Get("/api/v1/outputs-settings", _admin).Json[0].GetProperty("name").GetString());
        Assert.InRange(Total("out3.onSeconds"), keepsTotals ? 200 : 0, keepsTotals ? 202 : 0);
    }

    [Theory]
    [InlineData("{}", "confirm")]
    [InlineData("{\"confirm\":\"yes\"}", "confirm")]
    [InlineData("{\"confirm\":\"factory-reset\",\"keepTotals\":1}", "keepTotals")]
    [InlineData("{\"confirm\":\"factory-reset\",\"all\":true}", "all")]
    public void A_reset_that_is_not_confirmed_erases_nothing(string body, string field)
    {
        FakeExchange answer = _device.Send("POST", "/api/v1/factory-reset", body, _admin);
        Assert.Equal((400, field), (answer.Status, answer.Json.GetProperty("field").GetString()));
        _device.Step(2000);
        Assert.Equal(0, _device.Board.RestartsAsked);
    }

    [Fact]
    public void Flash_that_refuses_the_wish_is_507_and_nothing_restarts()
    {
        _flash.Full = true;
        Assert.Equal(507, _device.Send("POST", "/api/v1/factory-reset", "{\"confirm\":\"factory-reset\"}", _admin).Status);
        _device.Step(2000);
        Assert.Equal(0, _device.Board.RestartsAsked);
    }

    [Theory]
    [InlineData(5_000, 11_000, true)]
    [InlineData(5_000, 9_000, false)]     // let go too early
    [InlineData(29_000, 12_000, true)]    // pressed just in time
    [InlineData(31_000, 30_000, false)]   // pressed too late
    [InlineData(0, 60_000, false)]        // stuck since before the start
    public void The_button_resets_when_pressed_soon_and_held_long(long pressedAtMs, long heldMs, bool resets)
    {
        var button = new DeskBoard.DeskButton { IsPressed = pressedAtMs == 0 };
        var board = new DeskBoard { Flash = _flash, Button = button, UptimeMs = 0 };
        var device = new DeskDevice(board);
        if (pressedAtMs > 0) device.Step(pressedAtMs, 20);
        button.IsPressed = true;
        device.Step(heldMs, 20);
        button.IsPressed = false;
        device.Step(40_000, 20);
        Assert.Equal(resets ? 1 : 0, board.RestartsAsked);
        Assert.Equal(resets, new DeskDevice(new DeskBoard { Flash = _flash }).Front.FirstStartPassword != null);
    }

    private sealed class PulseContact : IPulseInput
    {
        public long Count { get; set; }

        public bool CountsInHardware => true;

        public long Glitches => 0;

        public long Lost => 0;
    }

    private static FakeExchange Restoring(string backup, string cookie) => new FakeExchange("PUT", "/api/v1/backup").WithBody(backup).With("Cookie", cookie);

    private void Restart()
    {
        _device = new DeskDevice(new DeskBoard { Flash = _flash, Seed = 2 });
        _admin = _device.AdminCookie();
    }

    private void Switch(string output, bool on) =>
        Assert.Equal(200, _device.Send("POST", "/api/v1/outputs/" + output, on ? "{\"on\":true,\"forSeconds\":604800}" : "{\"on\":false,\"forSeconds\":604800}", _admin).Status);

    private void Put(string path, string json)
    {
        Assert.Equal(204, _device.Send("PUT", path, json, _admin).Status);
        _device.Step(100);
    }

    private JsonElement Get(string path)
    {
        FakeExchange answer = _device.Get(path, _admin);
        Assert.Equal(200, answer.Status);
        return answer.Json;
    }

    private long Total(string id) =>
        Get("/api/v1/storage").GetProperty("totals").GetProperty("values").EnumerateArray().Single(total => total.GetProperty("id").GetString() == id).GetProperty("value").GetInt64();
}
