// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Outputs;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Outputs;

public class OutputsDocumentTests
{
    private const string Document = "docs/reference/outputs.md";

    [Fact]
    public void The_settings_in_the_document_are_those_of_the_code_with_their_defaults()
    {
        JsonElement first = JsonDocument.Parse(new Bench().Bank.Section.Json()).RootElement[0];
        var expected = first.EnumerateObject().Select(member => (member.Name, member.Value.ToString()));
        Assert.Equal(expected, DocumentTable.Rows(Document, "Settings").Select(row => (row[0], row[2].Split('`')[0])));
    }

    [Fact]
    public void The_causes_and_answers_in_the_document_are_those_of_the_code()
    {
        Assert.Equal(Enum.GetNames<Cause>(), DocumentTable.Rows(Document, "Decisions").Select(row => row[0]));
        Assert.Equal(Enum.GetNames<OutputAnswer>(), DocumentTable.Rows(Document, "Answers to a command").Select(row => row[0]));
    }
}
