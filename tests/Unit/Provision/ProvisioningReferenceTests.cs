// SPDX-License-Identifier: MIT
using Wattwarden.Provision;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Provision;

/// <summary>docs/reference/provisioning.md says what the program does.</summary>
public class ProvisioningReferenceTests
{
    private const string Document = "docs/reference/provisioning.md";

    [Fact]
    public void Options_are_documented_in_order_and_in_the_programs_words() =>
        Assert.Equal(ProvisionCommand.Options.Select(option => (option.Name, option.Description)), DocumentTable.Rows(Document, "Options").Select(row => (row[0], (string?)row[1])));

    [Fact]
    public void Keys_of_a_profile_are_documented_in_order() =>
        Assert.Equal(BoardProfile.AllKeys, DocumentTable.Rows(Document, "The profile").Select(row => row[0]));

    [Fact]
    public void Steps_are_documented_in_order() =>
        Assert.Equal(ProvisionRun.Steps, DocumentTable.Rows(Document, "Steps").Select(row => row[0]));

    [Fact]
    public void The_example_is_a_profile_and_its_defaults_are_those_of_the_reference()
    {
        BoardProfile profile = BoardProfile.Parse(RepositoryFiles.Read("tools/Provision/board.json"));
        Assert.Equal("WW-A-000007", profile.SerialNumber(7));
        string[][] rows = DocumentTable.Rows(Document, "The profile");
        Assert.Equal(BoardProfile.DefaultQr, rows.Single(row => row[0] == "label.qr")[2]);
        Assert.Equal(BoardProfile.DefaultQr, profile.Qr);
    }

    [Fact]
    public void Wrong_options_are_named()
    {
        Assert.NotEmpty(CommandLine.Build(Spectre.Console.AnsiConsole.Console).Parse(["provision", "COM3", "--profile", "x", "--count", "0"]).Errors);
        Assert.NotEmpty(CommandLine.Build(Spectre.Console.AnsiConsole.Console).Parse(["provision", "COM3"]).Errors);
    }
}
