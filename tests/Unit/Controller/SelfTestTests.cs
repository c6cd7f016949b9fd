// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Storage;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Controller;

public sealed class SelfTestTests
{
    private readonly DeskDevice _device = new(new DeskBoard(), settings: """{"version":1,"outputs":[{"name":"A"},{"name":"B"},{"name":"C"},{"name":"D"},{"name":"E"},{"name":"F"}],"events":[]}""");

    private SelfTestDesk Desk => _device.Controller.SelfTest;

    [Fact]
    public void A_healthy_board_passes_and_every_relay_has_moved_once()
    {
        Test(relays: true);
        Assert.True(Desk.HasPassed, Report());
        foreach (SimulatedRelay relay in _device.Board.Contacts)
        {
            Assert.Equal([true, false], relay.Moves.Select(move => move.On));
            Assert.False(relay.On);
        }

        Assert.Equal(["out0", "out1", "out2", "out3", "out4", "out5", "rs485", "1-wire", "flash", "heap"], Enumerable.Range(0, Desk.Count).Select(i => Desk.Item(i).Name));
        Assert.Equal("skipped", SelfTestWords.Of(Item("rs485").Outcome));
        Assert.Equal("skipped", SelfTestWords.Of(Item("1-wire").Outcome));
    }

    [Fact]
    public void Only_one_relay_is_on_at_a_time()
    {
        Desk.Start(true, 0, 0, _device.Board.UptimeMs);
        while (Desk.IsRunning)
        {
            _device.Step(10);
            Assert.InRange(_device.Board.Contacts.Count(contact => contact.On), 0, 1);
        }
    }

    [Fact]
    public void Relays_rest_unless_they_are_asked_for()
    {
        Test(relays: false);
        Assert.True(Desk.HasPassed);
        Assert.All(_device.Board.Contacts, contact => Assert.Empty(contact.Moves));
    }

    [Fact]
    public void Slow_relays_have_time_to_follow()
    {
        foreach (SimulatedRelay relay in _device.Board.Contacts) relay.TravelMs = 150;
        Test(relays: true);
        Assert.True(Desk.HasPassed, Report());
    }

    [Theory]
    [InlineData("refuses", "refuses to go on")]
    [InlineData("welded", "does not read back as on")]
    [InlineData("blind", "cannot be read")]
    public void A_relay_that_does_not_follow_fails_and_ends_off(string fault, string words)
    {
        SimulatedRelay bad = _device.Board.Contacts[2];
        bad.RefusesCommands = fault == "refuses";
        bad.Welded = fault == "welded";
        bad.CannotBeRead = fault == "blind";
        Test(relays: true);
        Assert.False(Desk.HasPassed);
        Assert.Equal(words, Item("out2").Text);
        Assert.Equal(5, Enumerable.Range(0, 6).Count(i => Desk.Item(i).Outcome == SelfTestOutcome.Passed));
        Assert.All(_device.Board.Contacts, contact => Assert.False(contact.On));
    }

    [Fact]
    public void A_driver_that_throws_is_a_failed_part_and_not_a_failed_device()
    {
        _device.Board.Flash.BeforeWrite = (name, _) =>
        {
            if (name.StartsWith(OwnFiles.SelfTest, StringComparison.Ordinal)) throw new InvalidOperationException("bus error");
        };
        Test(relays: true);
        Assert.Equal((SelfTestOutcome.Failed, "bus error"), (Item("flash").Outcome, Item("flash").Text));
        Assert.Equal(SelfTestOutcome.Passed, Item("heap").Outcome);
        Assert.Null(_device.Controller.Culprit);
    }

    [Fact]
    public void Outputs_that_were_on_are_off_during_the_test_and_come_back_after_it()
    {
        _device.Controller.Command(1, true, 0, Wattwarden.Outputs.CommandOrigin.Console, _device.Board.UptimeMs);
        Assert.True(_device.Board.Contacts[1].On);
        Desk.Start(true, 0, 0, _device.Board.UptimeMs);
        _device.Step(30);
        Assert.False(_device.Board.Contacts[1].On);
        Assert.Equal(Wattwarden.Outputs.OutputAnswer.SafetyStop, _device.Controller.Command(4, true, 0, Wattwarden.Outputs.CommandOrigin.Console, _device.Board.UptimeMs));
        Finish();
        Assert.True(Desk.HasPassed, Report());
        _device.Step(1000);
        Assert.True(_device.Board.Contacts[1].On);
        Assert.Equal(0, FaultsOf(1));
    }

    [Fact]
    public void An_output_whose_safe_state_is_on_is_left_alone()
    {
        _device.Read("""{"version":1,"outputs":[{"name":"A"},{"name":"Fridge","safe":"on"}]}""");
        Test(relays: true);
        Assert.Equal((SelfTestOutcome.Skipped, "its safe state is on"), (Item("out1").Outcome, Item("out1").Text));
        Assert.True(Desk.HasPassed);
        Assert.DoesNotContain(_device.Board.Contacts[1].Moves.Skip(1), move => !move.On && move.AtMs < _device.Board.UptimeMs - 10);
    }

    [Fact]
    public void Rules_switch_nothing_while_relays_are_tested()
    {
        _device.Read("""{"version":1,"events":[{"name":"Always","on":true,"per":true,"a":{"source":"out5","op":"=","value":0},"action":{"target":"out4","on":true}}]}""");
        _device.Step(50);
        Assert.True(_device.Board.Contacts[4].On);
        int before = _device.Board.Contacts[4].Moves.Count;
        Test(relays: true);
        Assert.Equal([false, true, false], _device.Board.Contacts[4].Moves.Skip(before).Take(3).Select(move => move.On));
        _device.Step(1000);
        Assert.True(_device.Board.Contacts[4].On);
    }

    [Fact]
    public void Flash_that_turns_bits_fails()
    {
        _device.Board.Flash.Worn = true;
        Test(relays: false);
        Assert.Equal((SelfTestOutcome.Failed, "flash memory does not keep what is written"), (Item("flash").Outcome, Item("flash").Text));
    }

    [Fact]
    public void The_test_leaves_no_file_behind_and_the_settings_as_they_were()
    {
        var before = _device.Board.Flash.Files.ToDictionary(file => file.Key, file => Convert.ToHexString(file.Value));
        Test(relays: false);
        Assert.Equal(SelfTestOutcome.Passed, Item("flash").Outcome);
        Assert.Equal(before, _device.Board.Flash.Files.ToDictionary(file => file.Key, file => Convert.ToHexString(file.Value)));
    }

    [Fact]
    public void No_step_writes_flash_twice()
    {
        Desk.Start(false, 0, 0, _device.Board.UptimeMs);
        while (Desk.IsRunning)
        {
            int before = _device.Board.Flash.Writes;
            _device.Step(10);
            Assert.InRange(_device.Board.Flash.Writes - before, 0, 1);
        }
    }

    [Fact]
    public void Power_that_goes_in_the_middle_leaves_relays_off_and_a_device_that_starts()
    {
        _device.Board.Flash.BeforeWrite = (name, _) =>
        {
            if (name.StartsWith(OwnFiles.SelfTest, StringComparison.Ordinal)) throw new PowerCutException();
        };
        Desk.Start(true, 0, 0, _device.Board.UptimeMs);
        for (int i = 0; i < 1000 && Desk.IsRunning; i++) _device.Step(10);
        var again = new DeskDevice(new DeskBoard { Flash = _device.Board.Flash });
        again.Step(100);
        Assert.All(again.Board.Contacts, contact => Assert.False(contact.On));
    }

    [Theory]
    [InlineData(9, false, SelfTestOutcome.Passed, "slave 9 answers")]
    [InlineData(8, false, SelfTestOutcome.Failed, "slave 8 does not answer: look at A, B and its supply")]
    [InlineData(8, true, SelfTestOutcome.Passed, "the line echoes")]
    public void RS485_passes_with_an_answer_or_an_echo(int slave, bool echoes, SelfTestOutcome outcome, string words)
    {
        VirtualLine line = RatedSlave.Line(new RatedSlave(new RegisterDevice(9)));
        line.Echoes = echoes;
        var device = new DeskDevice(new DeskBoard { Line = line }, settings: """{"version":1,"modules":[],"mapping":[]}""");
        device.Controller.SelfTest.Start(false, slave, 0, device.Board.UptimeMs);
        for (int i = 0; i < 3000 && device.Controller.SelfTest.IsRunning; i++) device.Step(10);
        Assert.Equal((outcome, words), (device.Controller.SelfTest.Item(0).Outcome, device.Controller.SelfTest.Item(0).Text));
    }

    [Fact]
    public void A_second_test_has_to_wait_for_the_first()
    {
        Assert.True(Desk.Start(true, 0, 0, _device.Board.UptimeMs));
        Assert.False(Desk.Start(true, 0, 0, _device.Board.UptimeMs));
        Finish();
        Assert.True(Desk.Start(false, 0, 0, _device.Board.UptimeMs));
    }

    private void Test(bool relays)
    {
        Assert.True(Desk.Start(relays, 0, 0, _device.Board.UptimeMs));
        Finish();
    }

    private void Finish()
    {
        for (int i = 0; i < 3000 && Desk.IsRunning; i++) _device.Step(10);
        Assert.False(Desk.IsRunning, Report());
    }

    private SelfTestItem Item(string name) => Enumerable.Range(0, Desk.Count).Select(Desk.Item).Single(item => item.Name == name);

    private int FaultsOf(int output)
    {
        var snapshot = new Wattwarden.Outputs.OutputSnapshot();
        _device.Controller.CopyTo(snapshot);
        return snapshot.Fault(output) ? 1 : 0;
    }

    private string Report() => string.Join('\n', Enumerable.Range(0, Desk.Count).Select(i => $"{Desk.Item(i).Name} {Desk.Item(i).Outcome} {Desk.Item(i).Text}"));
}
