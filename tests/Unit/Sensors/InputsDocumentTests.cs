// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text.Json;
using Wattwarden.Points;
using Wattwarden.Sensors;
using Wattwarden.Tests.Support;
using Wattwarden.Web;
using Xunit;

namespace Wattwarden.Tests.Unit.Sensors;

/// <summary>docs/reference/inputs.md says what the code does.</summary>
public class InputsDocumentTests
{
    private const string Document = "docs/reference/inputs.md";

    private readonly PulseDesk _desk = new();

    [Theory]
    [InlineData("Pulse inputs", "pulses", """{"pulses":[{"input":1}]}""")]
    [InlineData("Contacts", "contacts", """{"contacts":[{"input":1}]}""")]
    public void Keys_and_defaults_of_inputs_are_those_of_the_code(string heading, string list, string json)
    {
        _desk.Section.Commit(json);
        Compare(heading, JsonDocument.Parse(_desk.Section.Json()).RootElement.GetProperty(list)[0]);
    }

    [Fact]
    public void Keys_and_defaults_of_analog_channels_are_those_of_the_code()
    {
        AnalogBank bank = new([], new PointTable());
        bank.Section.Commit("""[{"channel":1,"kind":"pt1000-divider"}]""");
        Compare("Analog channels", JsonDocument.Parse(bank.Section.Json()).RootElement[0]);
        Assert.Equal("linear, pt1000-divider, max31865", Row("Analog channels", "kind")[1]);
    }

    [Fact]
    public void The_examples_show_what_the_counter_shows()
    {
        string[][] rows = [.. DocumentTable.Rows(Document, "Pulse inputs").Where(row => row.Length == 6 && long.TryParse(row[4], out _))];
        Assert.Equal(5, rows.Length);
        foreach (string[] row in rows)
        {
            PulseScale scale = PulseScale.Create(Milli(row[2]), Milli(row[3]), row[1])!;
            Assert.Equal(Milli(row[5]), scale.Milli(long.Parse(row[4], CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public void The_words_for_an_analog_state_are_those_of_the_code() =>
        Assert.Equal(
            Enum.GetValues<AnalogState>().Select(InputsEndpoint.StateWord).Order(),
            DocumentTable.Rows(Document, "Analog channels").Where(row => row.Length == 2).Select(row => row[0]).Except(["state", "---"]).Order());

    // Every key of the object stands in the table in its order, with its default.
    private static void Compare(string heading, JsonElement written)
    {
        string[] keys = [.. DocumentTable.Rows(Document, heading).Where(row => row.Length == 3).Select(row => row[0])];
        Assert.Equal(written.EnumerateObject().Select(member => member.Name), keys);
        foreach (JsonProperty member in written.EnumerateObject())
        {
            string value = member.Value.ToString().ToLowerInvariant();
            string said = Row(heading, member.Name)[2];
            if (said == "required") continue;
            if (said.EndsWith(" n", StringComparison.Ordinal)) said = said[..^1] + "1";
            Assert.True(said.Split([',', ' '])[0].ToLowerInvariant() == value || said.ToLowerInvariant() == value, $"{member.Name}: {said} in the text, {value} in the code");
        }
    }

    private static string[] Row(string heading, string key) => DocumentTable.Rows(Document, heading).Single(row => row.Length == 3 && row[0] == key);

    private static long Milli(string number) => (long)Math.Round(double.Parse(number, CultureInfo.InvariantCulture) * 1000);
}
