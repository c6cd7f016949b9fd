// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.ConsoleEdge;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.ConsoleEdge;

/// <summary>A person at the serial console.</summary>
public sealed class TypedCommandTests
{
    private readonly ConsoleDevice _device = new();

    [Fact]
    public void Help_lists_the_commands_of_the_reference_in_its_words()
    {
        string[] expected = [.. DocumentTable.Rows("docs/reference/console.md", "Commands").Select(row => (row[0] + " " + row[1]).TrimEnd() + ": " + row[2])];
        Assert.Equal(expected, _device.Type("help").Split('\n'));
    }

    [Fact]
    public void An_unknown_command_leads_to_help()
    {
        Assert.Equal("unknown command \"hlep\"; help lists all commands", _device.Type("hlep"));
    }

    [Fact]
    public void Status_tells_what_the_board_is_and_does()
    {
        string status = _device.Type("status");
        Assert.Contains("board: Desk\nversion: " + EnergyController.Version + "\nserial number: none; not provisioned\nup for: 1 s\n", status);
        Assert.Contains("settings: factory settings; nothing has been saved yet", status);
        Assert.Contains("out1 Heater 1: off", status);
        Assert.Contains("free heap: 50000 bytes", status);
    }

    [Fact]
    public void An_output_is_switched_by_hand_for_a_time_as_on_the_page()
    {
        Assert.Equal("done", _device.Type("out 3 on 60"));
        Assert.True(_device.Board.Contacts[3].On);
        Assert.Equal("done", _device.Type("out 3 auto"));
        _device.Device.Step(20);
        Assert.False(_device.Board.Contacts[3].On);
        Assert.Equal("waiting: a minimum time is not over", _device.Type("out 0 on"));
        Assert.Equal("refused: a permanent (Per) event holds this output; give SECONDS to override it for a time", _device.Type("out 1 on"));
        foreach (string wrong in new[] { "out", "out 6 on", "out 1", "out 1 up", "out 1 on 0", "out 1 on 604801", "out 1 on 5 now", "out 1 auto 5" })
            Assert.StartsWith("usage: out 0..5 on|off [SECONDS]", _device.Type(wrong));
    }

    [Fact]
    public void One_key_of_a_section_is_set_and_stays_after_a_restart()
    {
        Assert.Equal("saved", _device.Type("set time.zone UTC0"));
        Assert.Contains("\"zone\":\"UTC0\"", _device.Type("get time"));
        Assert.Equal("saved", _device.Type("set time.server ntp.example"));
        var again = new ConsoleDevice(new DeskBoard { ConsoleLine = new HandConsole(), Flash = _device.Board.Flash });
        Assert.Contains("\"zone\":\"UTC0\"", again.Type("get time"));
    }

    [Fact]
    public void What_the_settings_refuse_is_named_with_its_reason_and_nothing_changes()
    {
        string before = _device.State();
        Assert.StartsWith("refused: time.zone ", _device.Type("set time.zone Nowhere/Never"));
        Assert.StartsWith("refused: time.colour ", _device.Type("set time.colour red"));
        Assert.StartsWith("refused: outputs", _device.Type("set outputs [{\"name\":5}]"));
        Assert.Equal("there is no section \"tiem\"; get lists them", _device.Type("set tiem.zone UTC0"));
        Assert.Equal("this section is a list; give the whole section, as get shows it", _device.Type("set outputs.name X"));
        Assert.Equal("usage: set SECTION[.KEY] VALUE", _device.Type("set time.zone"));
        Assert.StartsWith("refused: time not JSON", _device.Type("set time {"));
        Assert.Equal(before, _device.State());
    }

    [Fact]
    public void A_whole_section_is_taken_as_JSON()
    {
        Assert.Equal("saved", _device.Type("set outputs [{\"name\":\"Wärmepumpe\"}]"));
        Assert.Contains("Wärmepumpe", _device.Type("get outputs"));
    }

    [Fact]
    public void A_section_longer_than_the_usual_answer_is_shown_whole()
    {
        string events = "[" + string.Join(',', Enumerable.Range(1, 30).Select(i => $$"""{"name":"A long name for event {{i}}","on":true,"a":{"source":"m1","op":"<","value":-{{i}} },"action":{"target":"event1"} }""")) + "]";
        _device.Device.Read("{\"version\":1,\"events\":" + events + "}");
        string shown = _device.Type("get events");
        Assert.True(shown.Length > 4000);
        Assert.Equal(_device.Controller.FindSection("events").Json(), shown);
    }

    [Fact]
    public void Secrets_are_not_shown()
    {
        Assert.StartsWith("refused: it holds secrets", _device.Type("get access"));
        Assert.DoesNotContain("pbkdf2", _device.Type("get access") + _device.Type("status") + _device.Type("factory") + _device.Type("get"));
    }

    [Fact]
    public void Sections_are_listed()
    {
        Assert.Equal(string.Join(' ', Enumerable.Range(0, _device.Controller.SectionCount).Select(_device.Controller.SectionName)), _device.Type("get"));
    }

    [Fact]
    public void A_restart_and_a_reset_are_asked_for_and_a_slip_erases_nothing()
    {
        Assert.Equal("nothing was erased; say factory-reset yes to erase all settings", _device.Type("factory-reset"));
        Assert.StartsWith("usage:", _device.Type("factory-reset yes please"));
        _device.Device.Step(2000);
        Assert.Equal(0, _device.Board.RestartsAsked);
        Assert.Equal("the device restarts in a second", _device.Type("reboot"));
        _device.Device.Step(2000);
        Assert.Equal(1, _device.Board.RestartsAsked);
        Assert.Equal("the device restarts with its factory settings", _device.Type("factory-reset yes keep-totals"));
        Assert.Contains("reset-asked", _device.Board.Flash.Files.Keys);
        _device.Device.Step(2000);
        Assert.Equal(2, _device.Board.RestartsAsked);
    }

    [Fact]
    public void Flash_that_refuses_is_told_of()
    {
        _device.Board.Flash.Full = true;
        Assert.Equal("flash memory did not take the wish; nothing was erased", _device.Type("factory-reset yes"));
        Assert.Equal("flash memory did not take the settings", _device.Type("set time.zone UTC0"));
    }

    [Fact]
    public void What_is_typed_is_shown_and_can_be_taken_back()
    {
        string answer = _device.Exchange("fooX\b\x7f\b\bhelp\r"u8);
        Assert.StartsWith("fooX\b \b\b \b\b \b\b \bhelp\r\nhelp: lists all commands", answer);
    }

    [Fact]
    public void Both_line_ends_do_and_empty_lines_say_nothing()
    {
        Assert.Equal("x\r\nunknown command \"x\"; help lists all commands\r\n", _device.Exchange("\r\n\r\n\nx\r\n"u8));
    }

    [Fact]
    public void Noise_in_a_line_is_told_of_and_the_next_line_works()
    {
        string before = _device.State();
        Assert.Contains("the line arrived damaged", _device.Exchange("re\x02oot\r"u8));
        Assert.Contains("unknown command", _device.Exchange([0xFF, 0xC3, 0x28, (byte)'\r']));
        Assert.Equal(before, _device.State());
        Assert.StartsWith("not provisioned", _device.Type("factory"));
    }

    [Fact]
    public void A_line_that_never_ends_is_told_of_once_and_the_next_one_works()
    {
        string before = _device.State();
        byte[] hostile = Enumerable.Repeat((byte)'x', 1_000_000).ToArray();
        string answer = _device.Exchange(hostile, 120_000);
        Assert.Equal(1, answer.Split("the line is too long: at most 1024 bytes are understood; nothing was done").Length - 1);
        Assert.Empty(_device.Exchange("rest of it\r"u8).Trim());
        Assert.Equal(before, _device.State());
        Assert.StartsWith("not provisioned", _device.Type("factory"));
    }

    [Fact]
    public void The_UART_never_gets_more_at_once_than_it_takes_without_waiting()
    {
        _device.Type("help");
        Assert.InRange(_device.Line.LongestWrite, 1, 128);
    }

    [Fact]
    public void Two_lines_that_arrive_together_are_answered_one_after_the_other()
    {
        string answer = _device.Exchange("factory\rstatus\r"u8);
        Assert.True(answer.IndexOf("not provisioned: tools", StringComparison.Ordinal) < answer.IndexOf("board: Desk", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_begun_is_forgotten_after_ten_minutes_without_a_byte_and_not_before()
    {
        var task = new ConsoleTask(_device.Controller);
        long nowMs = 0;
        Put("xx", ConsoleTask.ForgetMs - 1000);
        Assert.Contains("unknown command \"xxhelp\"", Put("help\r", 5000));
        Put("xx", ConsoleTask.ForgetMs + 1000);
        Assert.DoesNotContain("unknown command", Put("help\r", 5000));

        string Put(string text, int forMs)
        {
            _device.Line.Sent.Clear();
            _device.Line.Put(System.Text.Encoding.ASCII.GetBytes(text));
            for (long untilMs = nowMs + forMs; nowMs < untilMs; nowMs += 10) task.Run(nowMs);
            return _device.Line.Text;
        }
    }

    [Fact]
    public void An_idle_console_allocates_nothing()
    {
        var task = new ConsoleTask(_device.Controller);
        for (int i = 0; i < 100; i++) task.Run(100_000 + i * 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++) task.Run(200_000 + i * 100);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
