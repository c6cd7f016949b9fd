// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using Wattwarden.Mqtt;
using Wattwarden.PageBuild;
using Wattwarden.Ports;
using Wattwarden.Sensors;
using Wattwarden.Settings;
using Wattwarden.Storage;
using Wattwarden.Tests.Support;
using Wattwarden.Web;
using Xunit;

namespace Wattwarden.Tests.Unit.Web;

/// <summary>What the device says of itself in fixed sentences, asked of the functions that say them, has words under the key that the page makes of it (said in form.js).</summary>
public sealed class SaidTests
{
    /// <summary>Of the words for such sentences.</summary>
    internal static readonly string[] Prefixes = ["sensors.reason.", "pulses.said.", "system.said.", "mqtt.problem.", "diagnostics.said."];

    private static readonly HashSet<string> Keys = [.. LanguageFile.Read(Path.Combine(RepositoryFiles.Root, PageSet.Source, "lang", "en.json")).Select(word => word.Key)];

    [Fact]
    public void Reasons_and_states_of_sensors_have_words() =>
        Check("sensors.reason", [.. Enum.GetValues<MissReason>().Where(reason => reason != MissReason.None).Select(SensorWords.Of),
            .. Enum.GetValues<FinderState>().Where(state => state is not (FinderState.Found or FinderState.Searching)).Select(SensorWords.Of)]);   // the page asks on, or shows the sensor

    [Fact]
    public void States_of_analog_channels_have_words() => Check("pulses.said", Enum.GetValues<AnalogState>().Where(state => state != AnalogState.Good).Select(InputsEndpoint.StateWord));

    [Fact]
    public void States_of_settings_and_files_have_words() => Check("system.said", [.. Enum.GetValues<LoadOutcome>().Select(SettingsText.Of), .. Enum.GetValues<StoreState>().Select(StorageText.Of)]);

    [Fact]
    public void Reasons_of_a_missing_connection_to_the_broker_have_words() =>
        Check("mqtt.problem", [.. Enum.GetValues<MqttAnswer>().Where(answer => answer != MqttAnswer.Connected).Select(Why), "the connection was lost"]);

    private static string Why(MqttAnswer answer) => (string)typeof(MqttSection).Assembly.GetType("Wattwarden.Mqtt.MqttWords", true)!.GetMethod("Why")!.Invoke(null, [answer])!;

    // docs/reference/diagnostics.md is compared with the code by a test of its own.
    [Fact]
    public void Messages_of_diagnostics_have_words() =>
        Check("diagnostics.said", Regex.Matches(RepositoryFiles.Read("docs/reference/diagnostics.md"), @"^\| [EWI] \|[^|]+\| ([^|]+) \|", RegexOptions.Multiline).Select(row => row.Groups[1].Value));

    // Where a restart is asked for, by whom.
    [Fact]
    public void Reasons_of_restarts_have_words()
    {
        string[] sources = Directory.GetFiles(Path.Combine(RepositoryFiles.Root, "src"), "*.cs", SearchOption.AllDirectories);
        string[] reasons = [.. sources.SelectMany(file => Regex.Matches(File.ReadAllText(file), @"(?:new RestartJob\(|AskRestart\(nowMs, |string reason = |asked == null \? |_reset\w*\.Ask\w*\(nowMs, )""([^""]+)""").Select(match => match.Groups[1].Value)).Distinct()];
        Assert.True(reasons.Length >= 5, string.Join(", ", reasons));
        Check("system.said", reasons);
    }

    [Theory]
    [InlineData("no answer", "noAnswer")]
    [InlineData("the temperature is outside -55 to 125 °C", "theTemperatureIsOutside55To125C")]
    [InlineData("loaded", "loaded")]
    public void A_key_is_made_as_the_page_makes_it(string text, string key) => Assert.Equal(key, SaidKey(text));

    internal static string SaidKey(string text) => Regex.Replace(text, "[^a-zA-Z0-9]+(.)?", match => match.Groups[1].Value.ToUpperInvariant());

    private static void Check(string prefix, IEnumerable<string> texts)
    {
        string[] all = [.. texts];
        Assert.True(all.Length > 3);
        Assert.Equal("", string.Join('\n', all.Where(text => !Keys.Contains(prefix + "." + SaidKey(text)))));
    }
}
