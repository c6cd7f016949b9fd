// SPDX-License-Identifier: MIT
using Wattwarden.Points;
using Wattwarden.Rules;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Rules;

public class RulesDocumentTests
{
    private const string Document = "docs/reference/rules.md";

    [Fact]
    public void The_sources_in_the_help_are_those_of_the_code()
    {
        var expected = Enumerable.Range(0, EventSources.Count).Select(kind => (EventSources.Ids(kind), EventSources.Title(kind), EventSources.AllowedWords(kind)));
        Assert.Equal(expected, DocumentTable.Rows(Document, "Sources").Select(row => (row[0], row[1], row[2])));
    }

    [Fact]
    public void Every_point_belongs_to_one_kind_of_source()
    {
        for (int point = 0; point < PointId.Count; point++)
        {
            string ids = EventSources.Ids(EventSources.KindOf(point));
            Assert.StartsWith(PointId.Format(point).TrimEnd("0123456789".ToCharArray()), ids);
        }
    }

    [Fact]
    public void The_operators_in_the_help_are_those_of_the_code()
    {
        var expected = Enumerable.Range(0, RuleWords.ComparisonCount).Select(i => RuleWords.Of((Comparison)i));
        Assert.Equal(expected, DocumentTable.Rows(Document, "Operators of a condition").Select(row => row[0]));
        string[] fields = DocumentTable.Rows(Document, "Fields").Select(row => row[1]).ToArray();
        Assert.Equal(["name", "on", "per", "a", "op", "b", "c", "onDelay", "offDelay", "action.target", "action.on"], fields);
    }

    [Fact]
    public void The_truth_tables_in_the_help_are_those_of_the_code()
    {
        string[][] rows = DocumentTable.Rows(Document, "Unknown");
        Assert.Equal(9, rows.Select(row => row[0] + row[1]).Distinct().Count());
        foreach (string[] row in rows)
        {
            for (var logic = Logic.And; logic <= Logic.Nand; logic++)
                Assert.Equal(Word(row[1 + (int)logic]), Kleene.Combine(logic, Word(row[0]), Word(row[1])));
        }
    }

    [Fact]
    public void Every_example_in_the_help_can_be_saved()
    {
        string[] examples = DocumentTable.Examples(Document);
        Assert.Equal(4, examples.Length);
        foreach (string example in examples) new RuleEngine(new PointTable()).Section.Commit(example);
    }

    private static Truth Word(string word) => Enum.Parse<Truth>(word, ignoreCase: true);
}
