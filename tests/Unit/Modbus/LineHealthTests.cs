// SPDX-License-Identifier: MIT
using Wattwarden.Modbus;
using Wattwarden.Tests.Support;
using Wattwarden.Web;
using Xunit;

namespace Wattwarden.Tests.Unit.Modbus;

/// <summary>The bus doctor's guesses.</summary>
public sealed class LineHealthTests
{
    private readonly LineHealth _health = new();

    [Fact]
    public void The_reference_has_the_words_of_every_hint()
    {
        IEnumerable<string> words = Enum.GetValues<LineHint>().Where(hint => hint != LineHint.None).Select(BusWords.Of)!;
        Assert.Equal(words.Order(), DocumentTable.Rows("docs/reference/diagnostics.md", "Bus doctor").Select(row => row[0]).Order());
    }

    [Fact]
    public void Answers_and_a_rare_mistake_are_health()
    {
        for (int i = 0; i < 100; i++) Add(i % 10 == 0 ? ModbusStatus.BadCrc : ModbusStatus.Ok, 1, 2, 3);
        Assert.Equal(LineHint.None, _health.Hint);
    }

    [Fact]
    public void Too_few_say_nothing()
    {
        for (int i = 0; i < LineHealth.Enough - 1; i++) Add(ModbusStatus.Timeout);
        Assert.Equal(LineHint.None, _health.Hint);
        Add(ModbusStatus.Timeout);
        Assert.Equal(LineHint.Silent, _health.Hint);
    }

    [Fact]
    public void Bytes_that_are_never_right_are_a_wrong_rate_and_flat_ones_swapped_wires()
    {
        for (int i = 0; i < 20; i++) Add(ModbusStatus.BadCrc, 0x3C, 0x91, 0x00, 0xE7);
        Assert.Equal(LineHint.WrongRate, _health.Hint);
        var other = new LineHealthTests();
        for (int i = 0; i < 20; i++) other.Add(i % 2 == 0 ? ModbusStatus.BadCrc : ModbusStatus.Timeout, 0, 0, 0xFF, 0x55, 0, 0);
        Assert.Equal(LineHint.Swapped, other._health.Hint);
    }

    [Fact]
    public void Damage_between_right_answers_is_disturbance()
    {
        for (int i = 0; i < 60; i++) Add(i % 3 == 0 ? ModbusStatus.BadCrc : ModbusStatus.Ok, 1, 2);
        Assert.Equal(LineHint.Disturbed, _health.Hint);
    }

    [Theory]
    [InlineData(ModbusStatus.LineBusy)]
    [InlineData(ModbusStatus.WrongUnit)]
    [InlineData(ModbusStatus.BadFrame)]
    public void Frames_that_nobody_asked_for_and_a_line_that_is_never_free_are_another_master(ModbusStatus status)
    {
        for (int i = 0; i < 60; i++) Add(i % 3 == 0 ? status : ModbusStatus.Ok);
        Assert.Equal(LineHint.OtherMaster, _health.Hint);
    }

    [Fact]
    public void What_was_repaired_is_forgotten()
    {
        for (int i = 0; i < 1000; i++) Add(ModbusStatus.Timeout);
        Assert.Equal(LineHint.Silent, _health.Hint);
        for (int i = 0; i < 300; i++) Add(ModbusStatus.Ok);
        Assert.Equal(LineHint.None, _health.Hint);
    }

    [Fact]
    public void A_slave_has_a_hint_of_its_own()
    {
        var counters = new SlaveCounters();
        for (int i = 0; i < 20; i++)
        {
            counters.Add(1, ModbusStatus.Ok, 10, i);
            counters.Add(2, ModbusStatus.Timeout, 0, i);
            counters.Add(3, ModbusStatus.IllegalAddress, 10, i);
            counters.Add(4, ModbusStatus.BadCrc, 10, i);
            counters.Add(5, i % 2 == 0 ? ModbusStatus.Ok : ModbusStatus.BadCrc, 10, i);
        }

        Assert.Equal([LineHint.None, LineHint.Silent, LineHint.Refuses, LineHint.WrongRate, LineHint.Disturbed], Enumerable.Range(0, 5).Select(counters.Hint));
    }

    private void Add(ModbusStatus status, params byte[] bytes) => _health.Add(new ModbusRequest { Status = status, Data = bytes, ReceivedLength = bytes.Length }, true);
}
