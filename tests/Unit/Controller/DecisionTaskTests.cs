// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Outputs;
using Wattwarden.Points;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Controller;

/// <summary>Points to rules to outputs, on the controller without a meter: the test writes m1.</summary>
public sealed class DecisionTaskTests
{
    private const string Settings =
        """
        {"version":1,"modules":[],"mapping":[],"events":[
          {"name":"Held","on":true,"per":true,"a":{"source":"m1","op":">=","value":5},"action":{"target":"out1","on":true}},
          {"name":"Once","on":true,"a":{"source":"m2","op":">=","value":5},"op":"or","b":{"source":"m3","op":">=","value":9},"action":{"target":"out2","on":true}}]}
        """;

    private readonly DeskDevice _device = new(settings: Settings);

    [Fact]
    public void A_value_that_arrives_switches_in_the_same_step()
    {
        Set(PointId.FirstMeter, 5);
        _device.Step(10);
        Assert.True(_device.Board.Contacts[1].On);
        Set(PointId.FirstMeter, 4.999);
        _device.Step(10);
        Assert.False(_device.Board.Contacts[1].On);
    }

    [Fact]
    public void An_edge_latches_and_dead_data_gives_it_up_after_the_hold_time()
    {
        Set(PointId.FirstMeter + 1, 6);
        Set(PointId.FirstMeter + 2, 0);
        _device.Step(10);
        Assert.True(_device.Board.Contacts[2].On);
        _device.Controller.Points.Fail(PointId.FirstMeter + 1);
        _device.Step(9_900);
        Assert.True(_device.Board.Contacts[2].On);
        _device.Step(200);
        Assert.False(_device.Board.Contacts[2].On);
    }

    [Fact]
    public void A_decision_is_kept_with_the_values_of_both_conditions()
    {
        Set(PointId.FirstMeter + 1, 6);
        Set(PointId.FirstMeter + 2, 1.5);
        _device.Step(10);
        var snapshot = new OutputSnapshot();
        _device.Controller.CopyTo(snapshot);
        DecisionRing ring = snapshot.Decisions;
        int row = ring.Count - 1;
        Assert.Equal((2, true, Cause.EdgeEvent, 1, 2), (ring.Output(row), ring.On(row), ring.Cause(row), ring.EventIndex(row), ring.ValueCount(row)));
        Assert.Equal((PointId.FirstMeter + 1, 6000L, PointId.FirstMeter + 2, 1500L), (ring.Point(row, 0), ring.Milli(row, 0), ring.Point(row, 1), ring.Milli(row, 1)));
    }

    [Fact]
    public void In_safe_mode_rules_stand_still_and_outputs_stay_safe()
    {
        var device = new DeskDevice(safeMode: true, settings: Settings);
        device.Controller.Points.Set(PointId.FirstMeter, 9000, device.Board.UptimeMs);
        device.Step(60_000);
        Assert.False(device.Board.Contacts[1].On);
        Assert.True(device.Controller.OutputsAreSafe);
        Assert.True(device.Controller.SafeMode);
        Assert.Equal(0, device.Board.Contacts.Sum(relay => relay.Moves.Count));
    }

    [Fact]
    public void A_line_that_throws_takes_the_outputs_safe_and_ten_clean_seconds_give_them_back()
    {
        var device = new DeskDevice(settings: Settings.Replace("\"modules\":[]", "\"modules\":[{}]"));
        device.Controller.Points.Set(PointId.FirstMeter, 9000, device.Board.UptimeMs);
        device.Step(50);
        Assert.True(device.Board.Contacts[1].On);
        device.Board.LineFails = new InvalidOperationException("gone");
        device.Step(2_000);
        Assert.False(device.Board.Contacts[1].On);
        Assert.Equal("bus", device.Controller.Culprit);
        device.Board.LineFails = null;
        device.Step(9_000);
        Assert.False(device.Board.Contacts[1].On);
        device.Step(2_500);
        Assert.True(device.Board.Contacts[1].On);
    }

    [Fact]
    public void Nothing_is_decided_while_nothing_changes()
    {
        Set(PointId.FirstMeter, 5);
        _device.Step(2_000);
        var tasks = new TaskStatistics();
        _device.Controller.CopyTo(tasks);
        long before = tasks.Runs[Array.IndexOf(tasks.Names, "decisions")];
        _device.Step(60_000);
        _device.Controller.CopyTo(tasks);

        // Once a second the relays are looked at.
        Assert.InRange(tasks.Runs[Array.IndexOf(tasks.Names, "decisions")] - before, 55, 65);
    }

    private void Set(int point, double value) => _device.Controller.Points.Set(point, (long)(value * 1000), _device.Board.UptimeMs);
}
