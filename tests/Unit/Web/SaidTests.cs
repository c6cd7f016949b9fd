// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Wattwarden.Controller;
using Wattwarden.Mqtt;
using Wattwarden.Network;
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
    internal static readonly string[] Prefixes = ["sensors.reason.", "pulses.said.", "system.said.", "mqtt.problem.", "diagnostics.said.", "system.part."];

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

    // In pieces, each with words of its own.
    [Fact]
    public void What_the_network_says_of_its_trial_has_words()
    {
        NetworkSettings[] all = [Network(NetworkSettings.FactoryPlan(true)), Network(NetworkSettings.FactoryPlan(false)), Network(new AddressPlan(false, 0x0A000009, 0xFFFFFF00, 0, 0))];
        string[] texts = [
            NetworkWords.Works, NetworkWords.NoNetwork,
            .. all.SelectMany(used => new[] { Network("Trial", used, 4200L, true), Network("Trial", used, 4200L, false) }),
            .. all.SelectMany(wanted => all.Select(used => Network("Fallback", wanted, used))),
        ];
        string[] pieces = [.. texts.SelectMany(text => text.Split("; ")).Distinct()];
        Assert.Equal("", string.Join('\n', pieces.Where(piece => RefusalTexts.Find(piece, RefusalTexts.Trial) is not { } found || !Keys.Contains("network.said." + found.Key))));
        Assert.Equal(RefusalTexts.Trial.Select(template => template.Key).Order(), pieces.Select(piece => RefusalTexts.Find(piece, RefusalTexts.Trial)!.Value.Key).Distinct().Order());
        Assert.Equal(["10.0.0.9"], RefusalTexts.Find("with the address 10.0.0.9 neither the gateway answered nor did anybody open the page", RefusalTexts.Trial)!.Value.Values);
    }

    private static NetworkSettings Network(AddressPlan plan) => new("", plan, "", "", 0);

    private static string Network(string method, params object[] values) =>
        (string)typeof(NetworkWords).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, values)!;

    [Fact]
    public void Every_part_of_the_loop_has_a_name_for_readers()
    {
        Type[] tasks = [.. new[] { typeof(ILoopTask).Assembly, typeof(ApiEndpoint).Assembly, typeof(MqttSection).Assembly }.Distinct().SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsClass && !type.IsAbstract && typeof(ILoopTask).IsAssignableFrom(type))];
        Assert.True(tasks.Length > 12);
        Check("system.part", tasks.Select(task => ((ILoopTask)RuntimeHelpers.GetUninitializedObject(task)).Name));   // a name is a literal
    }

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
