// SPDX-License-Identifier: MIT
using Wattwarden.Rules;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Rules;

public class KleeneTests
{
    // Rows: a is false, true, unknown. Columns: b likewise.
    [Theory]
    [InlineData("and", "FFF FTU FUU")]
    [InlineData("or", "FTU TTT UTU")]
    [InlineData("xor", "FTU TFU UUU")]
    [InlineData("nor", "TFU FFF UFU")]
    [InlineData("nand", "TTT TFU TUU")]
    public void Every_cell_of_every_operator_is_as_written(string word, string cells)
    {
        Assert.True(RuleWords.TryLogic(word, out Logic logic));
        string flat = cells.Replace(" ", "");
        for (int a = 0; a < 3; a++)
        {
            for (int b = 0; b < 3; b++)
                Assert.True(Letter(flat[a * 3 + b]) == Kleene.Combine(logic, (Truth)a, (Truth)b), $"{(Truth)a} {word} {(Truth)b}");
        }
    }

    [Fact]
    public void A_result_is_known_exactly_when_what_is_unknown_cannot_change_it()
    {
        for (var logic = Logic.And; logic <= Logic.Nand; logic++)
        {
            for (int cell = 0; cell < 9; cell++)
            {
                bool[] possible = Possible((Truth)(cell / 3)).SelectMany(a => Possible((Truth)(cell % 3)).Select(b => Plain(logic, a, b))).Distinct().ToArray();
                Truth expected = possible.Length == 2 ? Truth.Unknown : possible[0] ? Truth.True : Truth.False;
                Assert.Equal(expected, Kleene.Combine(logic, (Truth)(cell / 3), (Truth)(cell % 3)));
            }
        }
    }

    [Fact]
    public void Without_an_operator_the_result_is_condition_a()
    {
        for (int cell = 0; cell < 9; cell++) Assert.Equal((Truth)(cell / 3), Kleene.Combine(Logic.OnlyA, (Truth)(cell / 3), (Truth)(cell % 3)));
    }

    [Theory]
    [InlineData("and", "FFF FTU FUU")]
    [InlineData("or", "FTU TTT UTU")]
    [InlineData("xor", "FTU TFU UUU")]
    [InlineData("nor", "TFU FFF UFU")]
    [InlineData("nand", "TTT TFU TUU")]
    public void The_engine_gives_every_cell_from_real_points(string word, string cells)
    {
        string flat = cells.Replace(" ", "");
        for (int cell = 0; cell < 9; cell++)
        {
            var house = new RuledHouse($$"""
                [{"on":true,"per":true,"a":{"source":"m1","op":">=","value":10},"op":"{{word}}","b":{"source":"m2","op":"<","value":5},"action":{"target":"out1"} }]
                """);
            Give(house, "m1", (Truth)(cell / 3), 10, 9);
            Give(house, "m2", (Truth)(cell % 3), 4, 5);
            house.Step();
            Assert.True(Letter(flat[cell]) == house.Engine.State(0), $"{(Truth)(cell / 3)} {word} {(Truth)(cell % 3)}");
        }
    }

    [Theory]
    [InlineData(Truth.False, Truth.False)]
    [InlineData(Truth.True, Truth.True)]
    [InlineData(Truth.Unknown, Truth.Unknown)]
    public void Condition_c_joins_with_and(Truth third, Truth expected)
    {
        var house = new RuledHouse("""
            [{"on":true,"a":{"source":"m1","op":">=","value":10},"c":2,"action":{"target":"out1"}},
             {"on":true,"a":{"source":"m2","op":">=","value":10},"action":{"target":"out2"}}]
            """);
        house.Set("m1", 10);
        Give(house, "m2", third, 10, 9);
        house.Step();
        Assert.Equal(expected, house.Engine.State(0));
        house.Set("m1", 9);
        house.Step();
        Assert.Equal(Truth.False, house.Engine.State(0));
    }

    private static void Give(RuledHouse house, string id, Truth truth, double met, double unmet)
    {
        if (truth != Truth.Unknown) house.Set(id, truth == Truth.True ? met : unmet);
    }

    private static Truth Letter(char letter) => letter == 'T' ? Truth.True : letter == 'F' ? Truth.False : Truth.Unknown;

    private static bool[] Possible(Truth truth) => truth == Truth.Unknown ? [false, true] : [truth == Truth.True];

    private static bool Plain(Logic logic, bool a, bool b) => logic switch
    {
        Logic.And => a && b,
        Logic.Or => a || b,
        Logic.Xor => a != b,
        Logic.Nor => !(a || b),
        Logic.Nand => !(a && b),
        _ => throw new ArgumentOutOfRangeException(nameof(logic)),
    };
}
