// SPDX-License-Identifier: MIT
using System.Text.Json;
using System.Text.RegularExpressions;
using Wattwarden.Outputs;
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Mqtt;

/// <summary>docs/reference/mqtt.md against the code, both ways.</summary>
public sealed partial class MqttReferenceTests
{
    private const string Document = "docs/reference/mqtt.md";

    private readonly MqttDevice _device = new(null);

    [Fact]
    public void The_rows_of_the_settings_are_the_keys_that_people_see_and_the_password()
    {
        string[] shown = [.. Shown().EnumerateObject().Select(member => member.Name)];
        string[] documented = [.. Settings().Select(row => row[0])];
        Assert.Equal(shown.Append("password").Order(), documented.Order());
        foreach (string[] row in Settings().Where(row => Regex.IsMatch(row[2], "^(\\d+|true|false|homeassistant)`?")))
            Assert.Equal(row[2].Split('`')[0], Shown().GetProperty(row[0]).ToString().ToLowerInvariant());
    }

    [Fact]
    public void The_ends_of_a_range_are_taken_and_what_lies_beyond_is_refused()
    {
        int ranges = 0;
        foreach (string[] row in Settings())
        {
            Match ends = Regex.Match(row[1], "^(\\d+) to (\\d+)");
            if (!ends.Success) continue;
            ranges++;
            foreach (long value in new[] { long.Parse(ends.Groups[1].Value), long.Parse(ends.Groups[2].Value) }) _device.Controller.FindSection("mqtt").Commit($"{{\"{row[0]}\":{value}}}");
            foreach (long value in new[] { long.Parse(ends.Groups[1].Value) - 1, long.Parse(ends.Groups[2].Value) + 1 })
                Assert.Equal(row[0], _device.Controller.FindSection("mqtt").Refusal($"{{\"{row[0]}\":{value}}}").Key);
        }

        Assert.Equal(4, ranges);
    }

    [Theory]
    [InlineData("""{"on":true}""", "host")]
    [InlineData("""{"on":true,"host":"b","tls":true}""", "ca")]
    [InlineData("""{"ca":"nothing"}""", "ca")]
    [InlineData("""{"host":"a b"}""", "host")]
    [InlineData("""{"clientId":"a/b"}""", "clientId")]
    [InlineData("""{"clientId":"123456789012345678901234"}""", "clientId")]
    [InlineData("""{"prefix":"a/#"}""", "prefix")]
    [InlineData("""{"prefix":"/a"}""", "prefix")]
    [InlineData("""{"discoveryPrefix":""}""", "discoveryPrefix")]
    [InlineData("""{"points":[{"point":"m31"}]}""", "points[0].point")]
    [InlineData("""{"points":[{"point":"m1"},{"point":"m1"}]}""", "points[1].point")]
    [InlineData("""{"points":[{"point":"m1","band":-1}]}""", "points[0].band")]
    [InlineData("""{"points":[{"band":1}]}""", "points[0].point")]
    [InlineData("""{"colour":1}""", "colour")]
    public void A_wrong_document_is_refused_by_name(string document, string key) => Assert.Equal(key, _device.Controller.FindSection("mqtt").Refusal(document).Key);

    [Fact]
    public void What_is_stored_reads_back_as_it_was()
    {
        const string full = """{"on":true,"host":"b","port":1,"tls":true,"ca":"-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----","user":"u","password":"p","clientId":"c","prefix":"x/y","keepAliveS":10,"intervalS":5,"onChange":false,"retain":false,"qos":1,"store":false,"discovery":false,"discoveryPrefix":"ha","points":[{"point":"m1","band":0.5},{"point":"out1"}]}""";
        ISettingsSection section = _device.Controller.FindSection("mqtt");
        section.Commit(full);
        string once = section.Json();
        section.Commit("{}");
        section.Commit(once);
        Assert.Equal(once, section.Json());
        Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(System.Text.Json.Nodes.JsonNode.Parse(full), System.Text.Json.Nodes.JsonNode.Parse(once)), once);
    }

    [Fact]
    public void The_topics_are_those_that_the_device_sends_and_hears()
    {
        var device = new MqttDevice();
        device.Controller.FindSection("events").Commit("""[{"on":true,"a":{"source":"m5","op":"<","value":-2000},"action":{"target":"out1"}}]""");
        device.Run(15);
        device.Receive("ems/cmd", "out1=1");
        device.Run(5);
        string[] rows = [.. DocumentTable.Rows(Document, "Topics").Where(row => row.Length == 3 && row[1].Length > 0).Select(row => row[0] + " " + (row[1] == "you" ? "in" : "out"))];
        HashSet<string> sent = [.. device.Link.Sent.Where(message => message.Topic.StartsWith("ems/")).Select(message => Kind(message.Topic[4..]) + " out")];
        Assert.Equal(rows.Where(row => row.EndsWith(" out")).Order(), sent.Order());
        Assert.Equal(["<output>/set in", "<threshold>/set in", "cmd in", "restart/set in"], rows.Where(row => row.EndsWith(" in")).Order());
        Assert.Equal(["ems/+/set", "ems/cmd", "homeassistant/status"], device.Link.Filters);
        Assert.Contains("`+/set`, `cmd` and `<discoveryPrefix>/status`", RepositoryFiles.Read(Document));
    }

    [Fact]
    public void The_answers_are_those_of_the_outputs()
    {
        string[] documented = [.. AnswerRow().Matches(RepositoryFiles.Read(Document)).Select(match => match.Groups[1].Value)];
        OutputAnswer[] others = [OutputAnswer.Done, OutputAnswer.BadTime];   // "1"; and a time that is refused before it gets that far
        Assert.Equal(Enum.GetValues<OutputAnswer>().Except(others).Select(OutputWords.Of).Order(), documented.Order());
    }

    [Fact]
    public void The_problems_are_those_that_a_connection_can_have()
    {
        SortedSet<string> rows = new(DocumentTable.Rows(Document, "Connection").Select(row => row[0] + "|" + row[1]), StringComparer.Ordinal);
        SortedSet<string> said = new(StringComparer.Ordinal) { "the connection was lost|" };
        foreach (MqttAnswer answer in Enum.GetValues<MqttAnswer>().Where(answer => answer != MqttAnswer.Connected))
        {
            var device = new MqttDevice();
            device.Link.Answer = answer;
            device.Run(1);
            JsonElement status = Shown(device, "status");
            said.Add(status.GetProperty("problem").GetString() + "|" + status.GetProperty("advice").GetString());
        }

        Assert.Equal(rows, said);
    }

    [Fact]
    public void The_keys_of_a_sample_and_of_an_event_are_the_documents()
    {
        var device = new MqttDevice();
        device.Run(15);
        string[] sample = [.. JsonDocument.Parse(device.Link.Last("ems/sample")).RootElement.EnumerateObject().Select(member => member.Name).Take(3)];
        string[] rows = [.. DocumentTable.Rows(Document, "Store and forward").Select(row => row[0])];
        Assert.Equal(rows, sample.Append("dup"));
        Match example = Regex.Match(RepositoryFiles.Read(Document), "reports?[^`]*`(\\{\"time\".*?\\})`");
        Assert.Equal(JsonDocument.Parse(example.Groups[1].Value).RootElement.EnumerateObject().Select(member => member.Name),
            JsonDocument.Parse(device.Link.Payloads("ems/event").First()).RootElement.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public void Nothing_allocates_on_the_loop_while_samples_are_taken_and_copies_made()
    {
        var device = new MqttDevice(MqttDevice.Settings.Replace("\"intervalS\":10", "\"intervalS\":1"));
        device.Run(200);   // everything has happened that happens once
        long allocated = 0;
        device.Board.WhileWaiting = _ =>
        {
            device.Board.UptimeMs++;
            long before = GC.GetAllocatedBytesForCurrentThread();
            device.Controller.Step();
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            return true;
        };
        for (int i = 0; i < 200; i++)
        {
            device.Board.UptimeMs += 500;
            device.Front.Step();
        }

        Assert.Equal(0, allocated);
        Assert.True(device.Link.Payloads("ems/sample").Count() > 100);
    }

    [GeneratedRegex("^\\| `out1: (.*)` \\| ", RegexOptions.Multiline)]
    private static partial Regex AnswerRow();

    private static string Kind(string topic) => PointId.TryParse(topic, out _) ? "<point>" : Regex.IsMatch(topic, "^e\\d+[ab]$") ? "<threshold>" : topic;

    private static string[][] Settings() => [.. DocumentTable.Rows(Document, "Settings")];

    private JsonElement Shown() => Shown(_device, "settings");

    private static JsonElement Shown(MqttDevice device, string part)
    {
        var text = new Wattwarden.Text.TextBuffer(4096);
        ((ISecretSection)device.Controller.FindSection("mqtt")).WritePublic(new Wattwarden.Text.JsonWriter(text));
        return JsonDocument.Parse(text.ToString()).RootElement.GetProperty(part);
    }
}
