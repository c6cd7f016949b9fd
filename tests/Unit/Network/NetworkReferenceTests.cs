// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Network;
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Network;

/// <summary>docs/reference/network.md says what the code does.</summary>
public sealed class NetworkReferenceTests
{
    private const string Page = "docs/reference/network.md";

    [Fact]
    public void Settings_have_the_keys_and_defaults_of_the_section()
    {
        JsonElement defaults = JsonDocument.Parse(new NetworkSection().Json()).RootElement;
        string[][] rows = DocumentTable.Rows(Page, "Settings");
        Assert.Equal(defaults.EnumerateObject().Select(m => m.Name), rows.Select(r => r[0]));
        Assert.Equal(
            defaults.EnumerateObject().Where(m => m.Name != "revision").Select(m => m.Value.ToString().ToLowerInvariant()),
            rows.Where(r => r[0] != "revision").Select(r => r[2] == "empty" ? "" : r[2]));
        Assert.EndsWith("allowed: " + string.Join(", ", rows.Select(r => r[0])), new NetworkSection().Refusal("""{"x":1}""").Message);
    }

    [Fact]
    public void Stages_and_time_limits_are_those_of_the_keeper()
    {
        string[][] rows = DocumentTable.Rows(Page, "Trial");
        Assert.Equal([NetworkKeeper.DhcpTrialMs / 1000 + " s", NetworkKeeper.StaticTrialMs / 1000 + " s"], rows.Where(r => r.Length == 3).Select(r => r[2]));
        Assert.Equal(Enum.GetValues<NetworkStage>().Select(NetworkWords.Of), rows.Where(r => r.Length == 2 && !r[0].StartsWith('-')).Select(r => r[0]).SkipWhile(r => r == "stage"));
    }

    [Fact]
    public void Words_of_joining_are_listed() =>
        Assert.Equal(Enum.GetValues<JoinState>().Select(NetworkWords.Of), DocumentTable.Rows(Page, "Joining a Wi-Fi").Select(r => r[0]));
}
