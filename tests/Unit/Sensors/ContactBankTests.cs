// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Sensors;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Sensors;

public class ContactBankTests
{
    private readonly PointTable _points = new();
    private readonly HandContact[] _pins = [new(), new()];
    private readonly ContactBank _bank;
    private readonly InputsSection _section;
    private long _nowMs = 1000;

    public ContactBankTests()
    {
        _bank = new ContactBank(_pins, _points);
        _section = new InputsSection(new PulseBank([], _points), _bank);
    }

    [Theory]
    [InlineData(false, false, true)]   // a closed contact pulls its pin low
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, true, true)]
    public void A_closed_contact_is_on_and_an_inverted_one_off(bool high, bool invert, bool on)
    {
        Set(debounceMs: 0, invert);
        _pins[0].IsHigh = high;
        Look(0);
        Assert.Equal(on, On());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(50)]
    [InlineData(1000)]
    public void A_level_counts_when_it_has_stood_for_the_debounce_time_to_the_millisecond(int debounceMs)
    {
        Set(debounceMs);
        _pins[0].IsHigh = true;
        Look(0);
        Look(debounceMs);
        Assert.False(On());
        _pins[0].IsHigh = false;
        Look(1);
        if (debounceMs > 0)
        {
            Look(debounceMs - 1);
            Assert.False(On());
        }

        Look(1);
        Assert.True(On());
    }

    [Fact]
    public void A_contact_that_bounces_keeps_its_state_until_it_rests()
    {
        Set(debounceMs: 50);
        _pins[0].IsHigh = true;
        Look(0);
        Look(50);
        for (int i = 0; i < 100; i++)
        {
            _pins[0].IsHigh = i % 2 == 1;
            Look(40);
            Assert.False(On());
        }

        _pins[0].IsHigh = false;
        Look(1);
        Look(50);
        Assert.True(On());
    }

    [Fact]
    public void A_contact_is_unknown_until_it_has_rested_once()
    {
        Set(debounceMs: 50);
        Look(0);
        Assert.Equal(Quality.Never, _points.Quality(PointId.FirstInput));
        Look(50);
        Assert.Equal(Quality.Good, _points.Quality(PointId.FirstInput));
    }

    [Fact]
    public void A_contact_that_is_switched_off_or_not_there_feeds_no_rule()
    {
        Set(debounceMs: 0);
        Look(10);
        _section.Commit("""{"contacts":[{"input":1,"on":false},{"input":8}]}""");
        Look(10);
        Assert.Equal(Quality.Never, _points.Quality(PointId.FirstInput));
        Assert.Equal(Quality.Failed, _points.Quality(PointId.FirstInput + 7));
    }

    [Fact]
    public void A_new_name_does_not_disturb_the_state()
    {
        Set(debounceMs: 1000);
        Look(0);
        Look(1000);
        _section.Commit("""{"contacts":[{"input":1,"name":"Door","debounceMs":1000}]}""");
        Assert.True(On());
        Assert.Equal("Door", _points.Name(PointId.FirstInput));
    }

    [Fact]
    public void Pins_are_looked_at_fifty_times_a_second_and_not_at_all_when_all_are_off()
    {
        Assert.Equal(long.MaxValue, _bank.Step(_nowMs));
        Set(debounceMs: 50);
        int before = _pins[0].Looks;
        for (long endMs = _nowMs + 1000; _nowMs < endMs;) _nowMs = _bank.Step(_nowMs);
        Assert.Equal(50, _pins[0].Looks - before);
        Assert.Equal(0, _pins[1].Looks);
    }

    private void Set(int debounceMs, bool invert = false) =>
        _section.Commit($$"""{"contacts":[{"input":1,"debounceMs":{{debounceMs}},"invert":{{(invert ? "true" : "false")}}}]}""");

    private void Look(long afterMs) => _bank.Step(_nowMs += afterMs);

    private bool On() => _points.IsGood(PointId.FirstInput) && _points.Milli(PointId.FirstInput) == 1000;

    private sealed class HandContact : IDigitalInput
    {
        private bool _isHigh;

        public int Looks { get; private set; }

        public bool IsHigh
        {
            get
            {
                Looks++;
                return _isHigh;
            }

            set => _isHigh = value;
        }
    }
}
