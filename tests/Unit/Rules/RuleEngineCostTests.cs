// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Rules;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Rules;

public class RuleEngineCostTests
{
    private readonly PointTable _points = new();
    private readonly RuleEngine _engine;

    public RuleEngineCostTests()
    {
        _engine = new RuleEngine(_points);
        string[] logics = ["and", "or", "xor", "nor", "nand"];
        string[] targets = ["out0", "out1", "out2", "out3", "out4", "out5", "event1", "event2"];
        var events = Enumerable.Range(0, 32).Select(i => $$"""
            {"on":true,"per":{{(i % 2 == 0 ? "true" : "false")}},"a":{"source":"m{{i % 30 + 1}}","op":">=","value":10,"hysteresis":2},"op":"{{logics[i % 5]}}",
             "b":{"source":"ds{{i % 8 + 1}}","op":"<","value":50},"c":{{(i == 0 ? "null" : i.ToString())}},"onDelay":0.05,"offDelay":0.1,"action":{"target":"{{targets[i % 8]}}"} }
            """);
        _engine.Section.Commit("[" + string.Join(",", events) + "]");
    }

    [Fact]
    public void A_full_evaluation_allocates_nothing()
    {
        Churn(0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int evaluations = Churn(100000);
        long after = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(0, after - before);
        Assert.Equal(2000, evaluations);
    }

    [Fact]
    public void Nothing_is_evaluated_while_no_point_changes_and_no_delay_ends()
    {
        for (int i = 0; i < PointId.FirstInput; i++) _points.Set(i, 20000, 0);
        for (long nowMs = 0; nowMs < 5000; nowMs += 10) _engine.Evaluate(nowMs);
        Assert.Equal(long.MaxValue, _engine.NextDeadlineMs);
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool evaluated = false;
        for (long nowMs = 5000; nowMs < 100000; nowMs += 10) evaluated |= _engine.Evaluate(nowMs);
        long after = GC.GetAllocatedBytesForCurrentThread();
        Assert.False(evaluated);
        Assert.Equal(0, after - before);
        _points.Set(3, 20001, 100000);
        Assert.True(_engine.Evaluate(100000));
        Assert.False(_engine.Evaluate(100000));
    }

    private int Churn(long startMs)
    {
        int evaluations = 0;
        uint random = 5;
        for (int n = 0; n < 2000; n++)
        {
            long nowMs = startMs + n * 10;
            random = random * 1664525 + 1013904223;
            int point = (int)(random >> 8) % PointId.FirstInput;
            if (random >> 29 == 0) _points.Fail(point);
            _points.Set((point + 1) % PointId.FirstInput, n * 1000 + (random & 63), nowMs);
            if (_engine.Evaluate(nowMs)) evaluations++;
            while (_engine.TryTakeEdge(out _, out _, out _))
            {
            }
        }

        return evaluations;
    }
}
