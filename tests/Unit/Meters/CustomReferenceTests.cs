// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Controller;
using Wattwarden.Meters;
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Meters;

/// <summary>docs/reference/custom-modules.md against the code, and the whole device over its API.</summary>
public sealed class CustomReferenceTests
{
    private const string Document = "docs/reference/custom-modules.md";

    [Fact]
    public void Types_and_orders_of_the_reference_are_those_of_the_code()
    {
        Assert.Equal(
            Enumerable.Range(0, CustomTypes.Count).Select(type => $"{CustomTypes.Word(type)} {RegisterDecoder.Length(CustomTypes.Kind(type))}"),
            DocumentTable.Rows(Document, "Types").Select(row => row[0] + " " + row[1]));
        Assert.Equal(
            Enumerable.Range(0, CustomTypes.OrderCount).Select(order => CustomTypes.Order(order)),
            DocumentTable.Rows(Document, "Orders").Select(row => row[0]));
    }

    [Fact]
    public void Keys_and_defaults_of_a_read_are_those_of_the_code()
    {
        string[][] rows = DocumentTable.Rows(Document, "Reads");
        JsonElement full = Written("""{"name":"a","unit":"l","function":3,"address":1,"type":"bit","order":"BADC","bit":1,"negate":true}""");
        JsonElement scaled = Written("""{"name":"a","unit":"l","function":4,"address":1,"type":"int16","divisor":2,"offset":1}""");
        Assert.Equal(full.EnumerateObject().Concat(scaled.EnumerateObject()).Select(member => member.Name).Distinct().Order(), rows.Select(row => row[0]).Order());

        // What is written with a default of its row is not written, or comes back as that default.
        JsonElement least = Written("""{"name":"a","address":1}""");
        foreach (string[] row in rows.Where(row => row[2] is not "required" and not "empty"))
            Assert.True(!least.TryGetProperty(row[0], out JsonElement value) || value.ToString() == row[2], row[0]);
        foreach (string[] row in rows.Where(row => row[2] is not "required" and not "empty" and not "ABCD" and not "uint16" and not "false"))
            Assert.Equal(least.ToString(), Written("{\"name\":\"a\",\"address\":1" + (row[0] == "bit" ? "" : $",\"{row[0]}\":{row[2]}") + "}").ToString());
    }

    [Fact]
    public void The_example_of_the_reference_is_taken()
    {
        var bank = new MeterBank(new PointTable());
        bank.Custom.Commit(DocumentTable.Examples(Document)[0]);
        Assert.Contains("Heat meter", bank.Custom.Json());
    }

    [Fact]
    public void A_custom_module_goes_from_file_to_point_over_the_api()
    {
        var meter = new RegisterDevice(12) { [4, 16] = 15, [4, 17] = 0 };
        DeskDevice device = Device(new RatedSlave(meter, 2400, LineParity.Even));
        string admin = device.AdminCookie();
        string file = """[{"name":"Heat meter","slave":12,"bitRate":2400,"parity":"even","reads":[{"name":"Flow","unit":"l/h","function":4,"address":"0x0010","type":"uint32","order":"CDAB","divisor":10}]}]""";
        Assert.Equal(204, device.Send("PUT", "/api/v1/custom", file, admin).Status);
        device.Step(100, 1);
        Assert.Equal(204, device.Send("PUT", "/api/v1/modules", """[{"preset":"custom"}]""", admin).Status);
        device.Step(100, 1);
        Assert.Equal(204, device.Send("PUT", "/api/v1/mapping", """[{"quantity":"r1","point":"m1"}]""", admin).Status);
        device.Step(2000, 1);
        JsonElement point = device.Get("/api/v1/points", admin).Json.GetProperty("points").EnumerateArray().Single(p => p.GetProperty("id").GetString() == "m1");
        Assert.Equal(("Flow", 1.5m, "l/h", "good"), (point.GetProperty("name").GetString(), point.GetProperty("value").GetDecimal(), point.GetProperty("unit").GetString(), point.GetProperty("quality").GetString()));
        FakeExchange refused = device.Send("PUT", "/api/v1/custom", """[{"reads":[{"name":"a","address":"12"}]}]""", admin);
        Assert.Equal((400, "[0].reads[0].address"), (refused.Status, refused.Json.GetProperty("field").GetString()));

        // What was exported goes into another device, and restarts with this one.
        string exported = device.Get("/api/v1/custom", admin).Answer;
        DeskDevice other = Device();
        Assert.Equal(204, other.Send("PUT", "/api/v1/custom", exported, other.AdminCookie()).Status);
        other.Step(100);
        Assert.Equal(exported, other.Controller.Meters.Custom.Json());
        var restarted = new DeskDevice(new DeskBoard { Flash = device.Board.Flash });
        Assert.Equal(exported, restarted.Controller.Meters.Custom.Json());
        Assert.Equal("l/h", restarted.Controller.Points.Unit(0));
    }

    [Fact]
    public void A_read_can_be_tried_over_the_api_with_the_words_of_the_reference()
    {
        var meter = new RegisterDevice(7) { [3, 200] = 0x00FA };
        meter.SetFloat(3, 100, 230.2f);
        DeskDevice device = Device(new RatedSlave(meter));
        string admin = device.AdminCookie();
        var words = new List<string>();

        JsonElement answer = Try("""{"slave":7,"address":100,"type":"float32"}""");
        Assert.Equal(230.2m, answer.GetProperty("value").GetDecimal());
        Assert.Equal(Convert.ToHexStringLower(RtuFrames.Read(7, 3, 100, 2)), answer.GetProperty("request").GetString());
        Assert.Equal(Convert.ToHexStringLower(RtuFrames.Close(7, 3, 4, 0x43, 0x66, 0x33, 0x33)), answer.GetProperty("reply").GetString());
        Assert.Equal(JsonValueKind.Null, Try("""{"slave":8,"address":100}""").GetProperty("value").ValueKind);
        Try("""{"slave":7,"address":101}""");
        Try("""{"slave":7,"address":900}""");
        Try("""{"slave":7,"address":200,"type":"bcd"}""");
        device.Board.Line!.Slaves = request => [new LineReply(RtuFrames.Close(7, 0x83, 1), 9000)];
        Try("""{"slave":7,"address":1}""");
        device.Board.Line.Slaves = request => [new LineReply(RtuFrames.Close(7, 0x83, 3), 9000)];
        Try("""{"slave":7,"address":1}""");
        device.Board.Line.Slaves = request => [new LineReply([7, 3, 2, 0, 0, 0, 0], 9000)];
        Try("""{"slave":7,"address":1}""");
        device.Board.Line.Slaves = request => [new LineReply([7, 3], 9000)];
        Try("""{"slave":7,"address":1}""");
        device.Board.Line.Slaves = request => [new LineReply(RtuFrames.Close(9, 3, 2, 0, 0), 9000)];
        Try("""{"slave":7,"address":1}""");
        device.Board.Line.Slaves = request => [new LineReply(RtuFrames.Close(7, 4, 2, 0, 0), 9000)];
        Try("""{"slave":7,"address":1}""");
        device.Board.Line.CanOpen = false;
        Try("""{"slave":7,"address":1}""");
        Assert.Equal(DocumentTable.Rows(Document, "Try now").Select(row => row[0]).Order(), words.Distinct().Order());

        JsonElement Try(string body)
        {
            FakeExchange exchange = device.Send("POST", "/api/v1/modbus/try", body, admin);
            Assert.True(exchange.Status == 200, exchange.Answer);
            words.Add(exchange.Json.GetProperty("status").GetString()!);
            return exchange.Json;
        }
    }

    [Fact]
    public void A_bad_question_is_refused_with_its_field()
    {
        DeskDevice device = Device();
        FakeExchange answer = device.Send("POST", "/api/v1/modbus/try", """{"slave":300,"address":1}""", device.AdminCookie());
        Assert.Equal((400, "slave"), (answer.Status, answer.Json.GetProperty("field").GetString()));
    }

    [Fact]
    public void A_search_is_begun_watched_and_stopped_over_the_api()
    {
        var meter = new RegisterDevice(5);
        meter.SetFloat(4, 0, 230f);
        DeskDevice device = Device(new RatedSlave(meter, 2400));
        string admin = device.AdminCookie();
        Assert.Equal("idle", Scan().GetProperty("state").GetString());
        Assert.Equal(204, device.Send("POST", "/api/v1/modbus/scan", """{"to":9,"bitRates":[2400,9600]}""", admin).Status);
        Assert.Equal(409, device.Send("POST", "/api/v1/modbus/scan", "{}", admin).Status);
        Assert.Equal("running", Scan().GetProperty("state").GetString());
        for (int i = 0; i < 40 && Scan().GetProperty("state").GetString() == "running"; i++) device.Step(1000, 1);
        JsonElement scan = Scan();
        Assert.Equal("done 100", scan.GetProperty("state").GetString() + " " + scan.GetProperty("percent").GetInt32());
        Assert.Equal("""[{"slave":5,"bitRate":2400,"parity":"none","stopBits":1,"meter":"eastron-sdm120","how":"volts of one phase"}]""", scan.GetProperty("found").ToString());

        Assert.Equal(204, device.Send("POST", "/api/v1/modbus/scan", "{}", admin).Status);
        device.Step(1000, 1);
        Assert.Equal(204, device.Send("POST", "/api/v1/modbus/scan", """{"stop":true}""", admin).Status);
        Assert.Equal("stopped", Scan().GetProperty("state").GetString());
        FakeExchange refused = device.Send("POST", "/api/v1/modbus/scan", """{"bitRates":[1]}""", admin);
        Assert.Equal((400, "bitRates[0]"), (refused.Status, refused.Json.GetProperty("field").GetString()));

        JsonElement Scan() => device.Get("/api/v1/modbus/scan", admin).Json;
    }

    private static DeskDevice Device(params RatedSlave[] slaves)
    {
        var device = new DeskDevice(new DeskBoard { Line = RatedSlave.Line(slaves) }, settings: """{"version":1,"modules":[{"on":false}],"mapping":[]}""");
        device.Step(10);
        return device;
    }

    private static JsonElement Written(string read)
    {
        var bank = new MeterBank(new PointTable());
        bank.Custom.Commit("[{\"reads\":[" + read + "]}]");
        return JsonDocument.Parse(bank.Custom.Json()).RootElement[0].GetProperty("reads")[0].Clone();
    }
}
