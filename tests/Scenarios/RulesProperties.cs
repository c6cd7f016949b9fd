// SPDX-License-Identifier: MIT
using FsCheck;
using FsCheck.Fluent;
using Wattwarden.Outputs;
using Wattwarden.Points;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Scenarios;

/// <summary>What must hold whatever happens: random sequences of readings, failures, commands, safety stops and time.</summary>
public class RulesProperties
{
    private const int Held = 1;     // OUT1: a permanent event on m1
    private const int Latched = 2;  // OUT2: events on ds1 that switch once
    private const int Joined = 3;   // OUT3: a permanent event on m1 and ds1
    private const long HoldMs = 10000;
    private const long TickMs = 100;

    private const string Events = """
        [{"on":true,"per":true,"a":{"source":"m1","op":"<","value":-2000,"hysteresis":100},"offDelay":7,"action":{"target":"out1"}},
         {"on":true,"a":{"source":"ds1","op":"<","value":50,"hysteresis":5},"onDelay":1,"action":{"target":"out2","on":true}},
         {"on":true,"a":{"source":"ds1","op":">=","value":60},"action":{"target":"out2","on":false}},
         {"on":true,"per":true,"a":{"source":"m1","op":"<","value":-1000},"op":"and","b":{"source":"ds1","op":"<","value":60},"offDelay":3,"action":{"target":"out3"}}]
        """;

    [Fact]
    public void No_output_stays_on_beyond_its_hold_time_while_its_source_is_unknown()
    {
        int dead = 0;
        Check(200, steps =>
        {
            var run = new Run("[{},{},{},{}]");
            return run.All(steps, () =>
            {
                bool fine = true;
                foreach (int output in new[] { Held, Latched, Joined })
                {
                    bool late = run.UnknownForMs(output) >= HoldMs + TickMs && !run.ByHand(output);
                    if (late) dead++;
                    fine &= !late || !run.House.On(output);
                }

                return fine;
            });
        });
        Assert.True(dead > 10000, "the sequences hardly ever reach dead data");
    }

    [Fact]
    public void Unknown_never_switches_an_output_on()
    {
        int switchedOn = 0;
        Check(200, steps =>
        {
            var run = new Run("""[{},{"minOffS":3},{"minOffS":4},{"minOffS":2}]""");
            return run.All(steps, () =>
            {
                bool fine = true;
                foreach (int output in new[] { Held, Latched, Joined })
                {
                    if (!run.Moved(output, out var moves) || !moves[^1].On) continue;
                    switchedOn++;
                    fine &= run.UnknownForMs(output) < 0 || run.ByHand(output);
                }

                return fine;
            });
        });
        Assert.True(switchedOn > 100, "the sequences hardly ever switch anything on");
    }

    [Theory]
    [InlineData("off")]
    [InlineData("on")]
    public void Minimum_times_are_kept_save_by_safety_and_dead_data_going_off(string safe)
    {
        int changes = 0;
        Check(200, steps =>
        {
            string one = $$"""{"minOnS":8,"minOffS":5,"safe":"{{safe}}"}""";
            var run = new Run($"[{one},{one},{one},{one}]");
            return run.All(steps, () =>
            {
                bool fine = true;
                for (int output = 0; output < 4; output++)
                {
                    if (!run.Moved(output, out var moves)) continue;
                    changes++;
                    long sinceMs = moves[^1].AtMs - (moves.Count > 1 ? moves[^2].AtMs : 0);
                    if (moves[^1].On) fine &= sinceMs >= 5000;
                    else fine &= sinceMs >= 8000 || run.House.Snapshot.Cause(output) is Cause.Safety or Cause.DeadData;
                }

                return fine;
            });
        });
        Assert.True(changes > 200, "the sequences hardly ever switch");
    }

    [Fact]
    public void With_relays_that_refuse_now_and_then_the_minimum_times_hold_too()
    {
        int changes = 0;
        Check(200, steps =>
        {
            var run = new Run("""[{},{"minOnS":8,"minOffS":5}]""");
            bool urgent = false;
            return run.All(steps, () =>
            {
                run.House.Relays[Held].RefusesCommands = run.House.NowMs / 1700 % 3 == 0;
                // An urgent off that the relay refused is carried through even when the urgency is over.
                urgent |= run.House.Snapshot.Cause(Held) is Cause.Safety or Cause.DeadData;
                if (!run.Moved(Held, out var moves) || moves.Count < 2) return true;
                changes++;
                long sinceMs = moves[^1].AtMs - moves[^2].AtMs;
                bool fine = moves[^1].On ? sinceMs >= 5000 : sinceMs >= 8000 || urgent;
                urgent = false;
                return fine;
            });
        });
        Assert.True(changes > 50, "the sequences hardly ever switch");
    }

    private static void Check(int runs, Func<int[], bool> holds)
    {
        var sequences = Gen.Choose(0, Run.Kinds * Run.Arguments - 1).ArrayOf(60).ToArbitrary();
        Prop.ForAll(sequences, holds).Check(Config.QuickThrowOnFailure.WithMaxTest(runs));
    }

    /// <summary>Plays a sequence of numbers as things that happen, and keeps its own books of what is known.</summary>
    private sealed class Run(string outputs)
    {
        public const int Kinds = 12;
        public const int Arguments = 8;

        private static readonly double[] GridWatts = [-3000, -2001, -2000, -1950, -1900, -900, 0, 2500];
        private static readonly double[] TankDegrees = [20, 49.9, 50, 54.9, 55, 59.9, 60, 80];
        private static readonly long[] PausesMs = [0, 100, 900, 2000, 5000, 9900, 10100, 30000];

        private readonly Dictionary<int, long> _byHandUntilMs = [];
        private readonly int[] _seenMoves = new int[PointId.OutputCount];
        private long _gridLostAtMs;
        private long _tankLostAtMs;

        public RuledHouse House { get; } = new(Events, outputs);

        public bool ByHand(int output) => _byHandUntilMs.TryGetValue(output, out long untilMs) && House.NowMs < untilMs;

        /// <summary>True once for each change of a contact.</summary>
        public bool Moved(int output, out List<(long AtMs, bool On)> moves)
        {
            moves = House.Relays[output].Moves;
            bool moved = moves.Count > _seenMoves[output];
            _seenMoves[output] = moves.Count;
            return moved;
        }

        /// <summary>How long what decides the output has been unknown for certain; -1 when it may be known.</summary>
        public long UnknownForMs(int output)
        {
            long sinceMs = output switch
            {
                Held => _gridLostAtMs,
                Latched => _tankLostAtMs,
                _ => _gridLostAtMs < 0 || _tankLostAtMs < 0 ? -1 : Math.Max(_gridLostAtMs, _tankLostAtMs),
            };
            return sinceMs < 0 ? -1 : House.NowMs - sinceMs;
        }

        public bool All(int[] steps, Func<bool> holds)
        {
            House.Step();
            bool fine = holds();
            foreach (int step in steps)
            {
                Happen(step % Kinds, step / Kinds);
                House.Step();
                fine &= holds();
                for (long untilMs = House.NowMs + PausesMs[step % Arguments]; House.NowMs < untilMs && fine;)
                {
                    House.Run(TickMs, TickMs);
                    fine &= holds();
                }
            }

            return fine;
        }

        private void Happen(int kind, int argument)
        {
            int output = argument % 2 == 0 ? Held : argument % 4 == 1 ? Latched : Joined;
            switch (kind)
            {
                case 0 or 1 or 2:
                    House.Set("m1", GridWatts[argument]);
                    _gridLostAtMs = -1;
                    break;
                case 3 or 4 or 5:
                    House.Set("ds1", TankDegrees[argument]);
                    _tankLostAtMs = -1;
                    break;
                case 6 or 7:
                    House.Fail("m1");
                    if (_gridLostAtMs < 0) _gridLostAtMs = House.NowMs;
                    break;
                case 8 or 9:
                    House.Points.MakeStale(RuledHouse.Point("ds1"));
                    if (_tankLostAtMs < 0) _tankLostAtMs = House.NowMs;
                    break;
                case 10:
                    Command(output, argument >= 4, PausesMs[argument] + 500);
                    break;
                default:
                    if (argument < 3) House.Outputs.SafetyOn(1);
                    else House.Outputs.SafetyOff();
                    if (argument == 7) House.Outputs.Release(output);
                    if (argument == 7) _byHandUntilMs.Remove(output);
                    break;
            }
        }

        private void Command(int output, bool on, long forMs)
        {
            foreach (SimulatedRelay relay in House.Relays) relay.NowMs = House.NowMs;
            OutputAnswer answer = House.Outputs.Command(output, on, forMs, (byte)CommandOrigin.Web, House.NowMs);
            if (answer is OutputAnswer.Done or OutputAnswer.Waiting or OutputAnswer.Fault) _byHandUntilMs[output] = House.NowMs + forMs;
        }
    }
}
