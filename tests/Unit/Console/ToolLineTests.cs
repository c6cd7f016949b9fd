// SPDX-License-Identifier: MIT
using System.Text;
using System.Text.Json.Nodes;
using Wattwarden.Controller;
using Wattwarden.Tests.Support;
using Xunit;
using ToolFrame = Wattwarden.Provision.ToolFrame;

namespace Wattwarden.Tests.Unit.ConsoleEdge;

/// <summary>A tool at the serial console.</summary>
public sealed class ToolLineTests
{
    private const string Record = """{"serial":"WW-1","model":"EMS","profile":"ems 1","date":"2026-11-27","login":"pbkdf2$1$00112233445566778899aabbccddeeff$00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff","apKey":"abcdefgh"}""";

    private readonly ConsoleDevice _device = new();

    [Fact]
    public void The_checksum_is_the_usual_CRC_32() => Assert.Equal(0xCBF43926u, ToolFrame.Crc32("123456789"u8));

    [Fact]
    public void Hello_tells_which_board_this_is()
    {
        JsonObject hello = _device.Ask("""{"op":"hello"}""");
        Assert.Equal(["id", "ok", "board", "version", "uptimeMs", "settings", "safeMode", "provisioned", "serial", "model", "profile", "date", "mac", "fingerprint"], hello.Select(member => member.Key));
        Assert.Equal("Desk", (string?)hello["board"]);
        Assert.False((bool)hello["provisioned"]!);
    }

    [Fact]
    public void Every_operation_and_key_of_the_reference_is_known_and_no_other()
    {
        string[][] rows = DocumentTable.Rows("docs/reference/console.md", "Operations");
        foreach (string op in rows.Select(row => row[0]))
            Assert.NotEqual("op", (string?)_device.Ask($$"""{"op":"{{op}}"}""")["field"]);
        foreach (string key in rows.SelectMany(row => row[1].Split(", ", StringSplitOptions.RemoveEmptyEntries)).Select(key => key.Trim('`')))
            Assert.NotEqual("is not known or not valid", (string?)_device.Ask($$"""{"{{key}}":{{Sample(key)}},"op":"x"}""")["error"]);
        Assert.Equal("op", (string?)_device.Ask("""{"op":"format"}""")["field"]);
        Assert.Equal("colour", (string?)_device.Ask("""{"op":"hello","colour":1}""")["field"]);

        static string Sample(string key) => key switch { "section" or "text" => "\"time\"", "start" or "relays" or "again" or "keepTotals" => "false", _ => "0" };
    }

    [Fact]
    public void Every_section_without_secrets_can_be_read_and_written_back()
    {
        string[] names = [.. _device.Ask("""{"op":"sections"}""")["sections"]!.AsArray().Select(name => (string)name!)];
        Assert.Contains("events", names);
        int open = 0;
        foreach (string name in names)
        {
            JsonObject got = _device.Ask($$"""{"op":"get","section":"{{name}}"}""");
            if ((string?)got["field"] == "section") continue;
            open++;
            string value = got["value"]!.ToJsonString(ToolFrame.Plain);
            Put(name, value);
            Assert.Equal(value, _device.Ask($$"""{"op":"get","section":"{{name}}"}""")["value"]!.ToJsonString(ToolFrame.Plain));
        }

        Assert.True(open > 5);
    }

    [Fact]
    public void Secrets_can_be_written_but_not_read()
    {
        string users = _device.Controller.FindSection("access").Json();
        Put("access", users.Replace("guest", "visitor"));
        _device.Device.Step(20);
        Assert.Contains("visitor", _device.Controller.FindSection("access").Json());
        Assert.Contains("secrets", (string?)_device.Ask("""{"op":"get","section":"access"}""")["error"]);
        Assert.Contains("no such section", (string?)_device.Ask("""{"op":"get","section":"factory"}""")["error"]);
    }

    [Fact]
    public void A_part_may_come_twice_and_a_missing_one_is_noticed()
    {
        const string value = """{"zone":"UTC0"}""";
        Assert.True((bool)Part("time", 0, value.Length, value[..5])["ok"]!);
        Assert.Equal("at", (string?)Part("time", 8, value.Length, value[8..])["field"]);
        Assert.True((bool)Part("time", 0, value.Length, value[..5])["ok"]!);
        Assert.True((bool)Part("time", 5, value.Length, value[5..9])["ok"]!);
        Assert.True((bool)Part("time", 5, value.Length, value[5..9])["ok"]!);
        Assert.Equal("at", (string?)Part("events", 9, value.Length, value[9..])["field"]);
        Assert.True((bool)Part("time", 9, value.Length, value[9..])["ok"]!);
        _device.Device.Step(20);
        Assert.Contains("UTC0", _device.Controller.FindSection("time").Json());
    }

    [Fact]
    public void Parts_of_a_tool_that_went_away_are_forgotten()
    {
        Part("time", 0, 15, "{\"zon");
        _device.Device.Step(20_000, 100);
        Assert.Equal("at", (string?)Part("time", 5, 15, "e\":\"UTC0\"}")["field"]);
    }

    [Fact]
    public void A_refused_section_is_named_with_key_and_reason_and_changes_nothing()
    {
        string before = _device.State();
        JsonObject answer = Part("time", 0, 18, """{"zone":"Nowhere"}""");
        Assert.Equal("zone", (string?)answer["field"]);
        Assert.False((bool)answer["ok"]!);
        Assert.Equal("of", (string?)Part("time", 0, 20_000, "{")["field"]);
        Assert.Equal("of", (string?)Part("time", 0, 0, "")["field"]);
        Assert.Equal("at", (string?)Part("time", -1, 10, "")["field"]);
        Assert.Equal("section", (string?)Part("colours", 0, 10, "{")["field"]);
        Assert.Equal("text", (string?)_device.Ask("""{"op":"put","section":"time","of":10}""")["field"]);
        Assert.Equal(before, _device.State());
    }

    [Theory]
    [InlineData("@{\"id\":1,\"op\":\"reboot\"}#00000000")]
    [InlineData("@{\"id\":1,\"op\":\"reboot\"}")]
    [InlineData("@{\"id\":1,\"op\":\"reboot\"}#0000000g")]
    [InlineData("@")]
    [InlineData("@#")]
    [InlineData("@#00000000")]
    public void A_line_with_a_wrong_checksum_gets_a_clear_error_and_does_nothing(string line)
    {
        string before = _device.State();
        JsonObject answer = ConsoleDevice.Answer(_device.Exchange(Encoding.UTF8.GetBytes(line + "\n")));
        Assert.Equal("the line arrived damaged: its checksum does not match; send it again", (string?)answer["error"]);
        Assert.True((bool)answer["retry"]!);
        _device.Device.Step(2000);
        Assert.Equal(0, _device.Board.RestartsAsked);
        Assert.Equal(before, _device.State());
    }

    [Fact]
    public void What_is_whole_but_no_question_is_refused()
    {
        foreach (string body in new[] { "[]", "{", "\"x\"", "{} {}", "{\"op\":1}", "{\"id\":-1}", "{\"op\":\"hello\",}" })
        {
            string line = $"@{body}#{ToolFrame.Crc32(Encoding.UTF8.GetBytes(body)):x8}\n";
            Assert.False((bool)ConsoleDevice.Answer(_device.Exchange(Encoding.UTF8.GetBytes(line)))["ok"]!);
        }
    }

    [Fact]
    public void A_tool_line_of_a_megabyte_gets_one_error_and_changes_nothing()
    {
        string before = _device.State();
        byte[] hostile = Encoding.UTF8.GetBytes("@{\"op\":\"put\",\"text\":\"" + new string('a', 1_000_000) + "\"}\n");
        Assert.Contains("too long", (string?)ConsoleDevice.Answer(_device.Exchange(hostile, 120_000))["error"]);
        Assert.Equal(before, _device.State());
        Assert.True((bool)_device.Ask("""{"op":"hello"}""")["ok"]!);
    }

    [Fact]
    public void The_factorys_record_is_written_once_survives_a_reset_and_is_in_no_backup()
    {
        Put("factory", Record);
        Assert.True((bool)_device.Ask("""{"op":"hello"}""")["provisioned"]!);
        JsonObject again = Part("factory", 0, Record.Length, Record);
        Assert.Equal("this board is provisioned already, as WW-1", (string?)again["error"]);
        string other = Record.Replace("WW-1", "WW-2");
        Assert.True((bool)_device.Ask(new JsonObject { ["op"] = "put", ["section"] = "factory", ["at"] = 0, ["of"] = other.Length, ["text"] = other, ["again"] = true }.ToJsonString())["ok"]!);

        string backup = _device.Device.Send("POST", "/api/v1/backup", "{\"passphrase\":\"correct horse battery\"}", _device.Device.AdminCookie()).Answer;
        Assert.DoesNotContain("WW-2", backup);
        Assert.True((bool)_device.Ask("""{"op":"factory-reset"}""")["ok"]!);
        var after = new ConsoleDevice(new DeskBoard { ConsoleLine = new HandConsole(), Flash = _device.Board.Flash });
        Assert.Equal("WW-2", (string?)after.Ask("""{"op":"hello"}""")["serial"]);
        Assert.Equal("serial number WW-2, EMS\nprofile ems 1, provisioned 2026-11-27", after.Type("factory"));
        Assert.Null(after.Device.Front.FirstStartPassword);
        Assert.Contains("pbkdf2$1$00112233", after.Controller.FindSection("access").Json());
    }

    [Fact]
    public void A_record_that_is_not_one_is_refused()
    {
        foreach ((string from, string to) in new[] { ("WW-1", "WW 1"), ("WW-1", ""), ("abcdefgh", "short"), ("EMS", new string('x', 41)), ("\"date\"", "\"day\""), ("\"EMS\"", "5") })
            Assert.False((bool)Part("factory", 0, Record.Replace(from, to).Length, Record.Replace(from, to))["ok"]!, to);
        Assert.False((bool)_device.Ask("""{"op":"hello"}""")["provisioned"]!);
    }

    [Fact]
    public void Reboot_is_done_after_its_answer()
    {
        Assert.True((bool)_device.Ask("""{"op":"reboot"}""")["ok"]!);
        _device.Device.Step(1500);
        Assert.Equal(1, _device.Board.RestartsAsked);
    }

    private void Put(string section, string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        for (int at = 0; at < bytes.Length;)
        {
            int end = Math.Min(at + 300, bytes.Length);
            while (end < bytes.Length && (bytes[end] & 0xC0) == 0x80) end--;
            JsonObject answer = Part(section, at, bytes.Length, Encoding.UTF8.GetString(bytes, at, end - at));
            Assert.True((bool)answer["ok"]!, section + ": " + answer.ToJsonString());
            at = end;
        }
    }

    private JsonObject Part(string section, int at, int of, string text) =>
        _device.Ask(new JsonObject { ["op"] = "put", ["section"] = section, ["at"] = at, ["of"] = of, ["text"] = text }.ToJsonString());
}
