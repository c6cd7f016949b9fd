// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Outputs;
using Wattwarden.Points;
using Wattwarden.Rules;
using Wattwarden.Text;
using Xunit;

namespace Wattwarden.Tests.Support;

/// <summary>Points, rules, outputs and six relays in virtual time, tied together as a controller does it.</summary>
internal sealed class RuledHouse : IDecisionContext
{
    public readonly PointTable Points = new();
    public readonly SimulatedRelay[] Relays = [new(), new(), new(), new(), new(), new()];
    public readonly RuleEngine Engine;
    public readonly OutputBank Outputs;

    private readonly OutputSnapshot _outputSnapshot = new();
    private readonly EventSnapshot _eventSnapshot = new();

    public RuledHouse(string events = "[]", string outputs = "[]")
    {
        Engine = new RuleEngine(Points);
        Outputs = new OutputBank(Relays, Points) { Context = this };
        Engine.Section.Commit(events);
        Outputs.Section.Commit(outputs);
    }

    public long NowMs { get; private set; }

    public OutputSnapshot Snapshot
    {
        get
        {
            Outputs.CopyTo(_outputSnapshot);
            return _outputSnapshot;
        }
    }

    public static int Point(string id)
    {
        Assert.True(PointId.TryParse(id, out int point), id);
        return point;
    }

    public void Set(string id, double value) => Points.Set(Point(id), (long)Math.Round(value * 1000), NowMs);

    public void Fail(string id) => Points.Fail(Point(id));

    public bool On(int output) => Relays[output].On;

    /// <summary>One pass of the loop at the present moment.</summary>
    public void Step()
    {
        foreach (SimulatedRelay relay in Relays) relay.NowMs = NowMs;
        if (Engine.Evaluate(NowMs)) Carry();
        Outputs.Step(NowMs);
    }

    /// <summary>Lets time pass in loop steps.</summary>
    public void Run(long forMs, long stepMs = 100)
    {
        for (long untilMs = NowMs + forMs; NowMs < untilMs;)
        {
            NowMs = Math.Min(untilMs, NowMs + stepMs);
            Step();
        }
    }

    public string Why(int output)
    {
        Engine.CopyTo(_eventSnapshot);
        var text = new TextBuffer(600);
        Explanation.Why(text, output, Snapshot, Points, Engine.Section.Current, _eventSnapshot, NowMs);
        Assert.False(text.Overflowed);
        var parts = new TextBuffer(4000);
        Explanation.Why(new SentenceTokens(new JsonWriter(parts)), output, Snapshot, Points, Engine.Section.Current, _eventSnapshot, NowMs);
        Assert.False(parts.Overflowed);
        Assert.Equal(text.ToString(), PhraseBook.Say(parts.ToString()));
        return text.ToString();
    }

    public void Fill(int eventIndex, DecisionValues into)
    {
        EventTable events = Engine.Section.Current;
        if (eventIndex >= events.Count) return;
        into.Add(events.Source(eventIndex, EventTable.A), Points);
        if (events.Logic(eventIndex) != Logic.OnlyA) into.Add(events.Source(eventIndex, EventTable.B), Points);
    }

    private void Carry()
    {
        for (int i = 0; i < PointId.OutputCount; i++)
            Outputs.Hold(i, (HeldState)(byte)Engine.HeldVerdict(i), Engine.HeldBy(i), Engine.UnknownSinceMs(i));
        while (Engine.TryTakeEdge(out int output, out bool on, out int eventIndex)) Outputs.Edge(output, on, eventIndex, NowMs);
        for (int i = 0; i < PointId.OutputCount; i++)
        {
            int source = Outputs.LatchEvent(i);
            bool unknown = Engine.EdgeSourceUnknown(source);
            Outputs.SourceUnknown(i, unknown, unknown ? Engine.StateSinceMs(source) : 0);
        }
    }
}
