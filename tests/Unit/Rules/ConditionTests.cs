// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Rules;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Rules;

public class ConditionTests
{
    [Theory]
    [InlineData("1999.999", "F")]
    [InlineData("2000", "T")]
    [InlineData("2000.001", "T")]
    [InlineData("2000 1950 1900", "TTT")]          // between the edges it stays
    [InlineData("2000 1899.999", "TF")]
    [InlineData("2000 1899.999 1999.999", "TFF")]   // and coming back it needs the threshold again
    [InlineData("2000 1899.999 2000", "TFT")]
    [InlineData("1900 1950", "FF")]
    public void At_least_turns_true_at_the_threshold_and_false_below_the_hysteresis(string values, string expected) =>
        Assert.Equal(expected, Truths("""{"source":"m1","op":">=","value":2000,"hysteresis":100}""", "m1", values));

    [Theory]
    [InlineData("-2000", "F")]
    [InlineData("-2000.001", "T")]
    [InlineData("-2000.001 -1900.001", "TT")]
    [InlineData("-2000.001 -1900", "TF")]
    [InlineData("-2000.001 -1899.999", "TF")]
    [InlineData("-2000.001 -1900 -1950", "TFF")]
    [InlineData("-2000.001 -1900 -2000 -2001", "TFFT")]
    public void Below_turns_true_under_the_threshold_and_false_at_the_hysteresis(string values, string expected) =>
        Assert.Equal(expected, Truths("""{"source":"m1","op":"<","value":-2000,"hysteresis":100}""", "m1", values));

    [Theory]
    [InlineData("<", "4.999 5 4.999", "TFT")]
    [InlineData(">=", "5 4.999 5", "TFT")]
    [InlineData("=", "5 5.001 4.999 5", "TFFT")]
    public void Without_hysteresis_the_threshold_is_the_only_edge(string sign, string values, string expected) =>
        Assert.Equal(expected, Truths($$"""{"source":"m1","op":"{{sign}}","value":5}""", "m1", values));

    [Theory]
    [InlineData("""{"source":"m1","op":">=","value":2000,"hysteresis":100}""", "2000 ? 1950 1899 ? 1950", "TUTFUF")]
    [InlineData("""{"source":"m1","op":"<","value":-2000,"hysteresis":100}""", "-2001 ? -1950 -1900 ? -1950", "TUTFUF")]
    public void Hysteresis_survives_a_short_gap_in_the_readings(string condition, string values, string expected) =>
        Assert.Equal(expected, Truths(condition, "m1", values));

    [Theory]
    [InlineData("event8", 10000)]
    [InlineData("out1", 10000)]
    [InlineData("out2", 3000)]
    public void Hysteresis_starts_afresh_after_a_gap_that_is_longer_than_the_outputs_hold_time(string target, long memoryMs)
    {
        foreach (bool isLonger in new[] { false, true })
        {
            var house = new RuledHouse();
            house.Engine.RememberFor(2, 3000);
            house.Engine.Section.Commit($$"""[{"on":true,"a":{"source":"m1","op":"<","value":-2000,"hysteresis":100},"action":{"target":"{{target}}"} }]""");
            var live = new EventSnapshot();
            house.Set("m1", -2001);
            house.Engine.Evaluate(1000);
            house.Fail("m1");
            house.Engine.Evaluate(5000);
            house.Points.Forget(0);
            house.Engine.Evaluate(6000);
            house.Set("m1", -1950);
            house.Engine.Evaluate(5000 + memoryMs + (isLonger ? 1 : 0));
            house.Engine.CopyTo(live);
            Assert.Equal(isLonger ? Truth.False : Truth.True, live.Condition(0, EventTable.A));
        }
    }

    [Theory]
    [InlineData("in1")]
    [InlineData("out3")]
    public void States_are_compared_with_equal(string id)
    {
        Assert.Equal("FTF", Truths($$"""{"source":"{{id}}","op":"=","value":1}""", id, "0 1 0"));
        Assert.Equal("TFT", Truths($$"""{"source":"{{id}}","op":"=","value":0}""", id, "0 1 0"));
    }

    [Theory]
    [InlineData("08:00-16:00", "28799 28800 57599 57600 86399 0", "FTTFFF")]
    [InlineData("22:00-06:00", "79199 79200 86399 0 21599 21600", "FTTTTF")]
    [InlineData("00:00-24:00", "0 86399", "TT")]
    [InlineData("06:30:15-06:30:16", "23414 23415 23416", "FTF")]
    public void A_window_of_the_day_includes_its_begin_and_not_its_end(string window, string seconds, string expected) =>
        Assert.Equal(expected, Truths($$"""{"source":"time","op":"in","value":"{{window}}"}""", "time", seconds));

    [Fact]
    public void A_window_is_unknown_while_the_time_is()
    {
        var points = new PointTable();
        var engine = new RuleEngine(points);
        engine.Section.Commit("""[{"on":true,"per":true,"a":{"source":"time","op":"in","value":"00:00-24:00"},"action":{"target":"out1"}}]""");
        engine.Evaluate(0);
        Assert.Equal(Truth.Unknown, engine.State(0));
        Assert.Equal(Verdict.Unknown, engine.HeldVerdict(1));
        points.Set(PointId.Time, 0, 1);
        engine.Evaluate(1);
        Assert.Equal(Truth.True, engine.State(0));
        points.Forget(PointId.Time);
        engine.Evaluate(2);
        Assert.Equal(Truth.Unknown, engine.State(0));
    }

    [Theory]
    [InlineData("mon,tue,wed,thu,fri", "1 2 3 4 5 6 7", "TTTTTFF")]
    [InlineData("sat, sun", "1 5 6 7 ?", "FFTTU")]
    [InlineData("wed", "2 3 4", "FTF")]
    public void Weekdays_are_a_set(string days, string values, string expected) =>
        Assert.Equal(expected, Truths($$"""{"source":"weekday","op":"in","value":"{{days}}"}""", "weekday", values));

    [Theory]
    [InlineData(Quality.Never)]
    [InlineData(Quality.Stale)]
    [InlineData(Quality.Failed)]
    public void Only_a_good_value_is_known(Quality quality)
    {
        var house = new RuledHouse("""[{"on":true,"a":{"source":"m1","op":">=","value":0},"action":{"target":"out1"}}]""");
        if (quality != Quality.Never) house.Set("m1", 5);
        if (quality == Quality.Stale) house.Points.MakeStale(0);
        if (quality == Quality.Failed) house.Fail("m1");
        house.Step();
        Assert.Equal(Truth.Unknown, house.Engine.State(0));
    }

    [Fact]
    public void An_event_that_is_not_on_is_false_and_unknown_to_nobody()
    {
        var house = new RuledHouse("""
            [{"on":false,"per":true,"a":{"source":"m1","op":">=","value":0},"action":{"target":"out1"}},
             {"on":true,"per":true,"a":{"source":"m2","op":">=","value":0},"c":1,"action":{"target":"out2"}}]
            """);
        house.Set("m2", 1);
        house.Step();
        Assert.Equal(Truth.False, house.Engine.State(0));
        Assert.Equal(Verdict.NotHeld, house.Engine.HeldVerdict(1));
        Assert.Equal(Verdict.Off, house.Engine.HeldVerdict(2));
    }

    /// <summary>Truth of one condition after each value; '?' makes the source fail.</summary>
    private static string Truths(string condition, string id, string values)
    {
        var house = new RuledHouse();
        house.Engine.Section.Commit($$"""[{"on":true,"a":{{condition}},"action":{"target":"event8"} }]""");
        var live = new EventSnapshot();
        string truths = "";
        foreach (string value in values.Split(' '))
        {
            if (value == "?") house.Fail(id);
            else house.Set(id, double.Parse(value));
            house.Engine.Evaluate(house.NowMs);
            house.Engine.CopyTo(live);
            truths += live.Condition(0, EventTable.A).ToString()[0];
        }

        return truths;
    }
}
