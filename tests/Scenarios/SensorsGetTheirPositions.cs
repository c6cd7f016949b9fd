// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Controller;
using Wattwarden.Emulator.OneWire;
using Wattwarden.Points;
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Tests.Support;
using Wattwarden.Web;
using Xunit;

namespace Wattwarden.Tests.Scenarios;

/// <summary>The manual's two steps, over the API of a whole controller: read the identifier of the connected sensor, save it at a position.</summary>
public sealed class SensorsGetTheirPositions
{
    private readonly SensorRig _rig = new([0x28, 0x10, 0x28], [new SerialNumber(Dow.Rom(0x01, 7))]);
    private readonly PowerCutFileStore _flash = new();
    private HandBoard _board;
    private EnergyController _controller = null!;
    private WebFront _front = null!;
    private string _cookie = "";

    public SensorsGetTheirPositions()
    {
        for (int i = 0; i < 3; i++) _rig.Heat(i, 20 + 10 * i);
        _board = PowerOn();
    }

    [Fact]
    public void An_installer_puts_two_sensors_at_their_positions_and_later_replaces_one()
    {
        Save(1, Find(_rig.Id(0)), 204);
        _board.Run(1);
        Save(2, Find(_rig.Id(1)), 204);
        _board.Run(5);
        Assert.Equal(("good", 20.0), Point("ds1"));
        Assert.Equal(("good", 30.0), Point("ds2"));
        JsonElement again = Next(_rig.Id(1));
        Assert.Equal(2, again.GetProperty("position").GetInt32());
        Assert.Equal(30.0, again.GetProperty("temperature").GetDouble());

        // Restart: positions are in flash.
        _board = PowerOn();
        _board.Run(5);
        Assert.Equal(("good", 30.0), Point("ds2"));

        // The first one breaks; the same two steps put another in its place, and the name stays.
        Assert.Equal(204, Send("PUT", "/api/v1/sensors", $$"""[{"position":1,"id":"{{_rig.Id(0)}}","name":"Boiler","offset":1.5},{"position":2,"id":"{{_rig.Id(1)}}"}]""").Status);
        _rig.Sensors[0].IsConnected = false;
        _board.Run(8);
        Assert.Equal("failed", Point("ds1").Quality);
        Assert.Equal("the sensor does not answer", Get("/api/v1/sensors/1").GetProperty("reason").GetString());
        Save(1, Find(_rig.Id(2)), 204);
        _board.Run(5);
        Assert.Equal(("good", 40.0), Point("ds1"));
        JsonElement row = Get("/api/v1/sensors")[0];
        Assert.Equal("Boiler", row.GetProperty("name").GetString());
        Assert.Equal(0, row.GetProperty("offset").GetDouble());
    }

    [Fact]
    public void What_cannot_be_saved_is_refused_with_the_reason_and_changes_nothing()
    {
        Save(1, _rig.Id(0), 204);
        _board.Run(1);
        Assert.Contains("position 1", Save(2, _rig.Id(0), 400));
        Assert.Contains("not a thermometer", Save(2, Dow.Text(Dow.Rom(0x01, 7)), 400));
        Assert.Contains("identifier", Save(2, "28-0000", 400));
        Save(9, _rig.Id(1), 404);
        Save(0, _rig.Id(1), 404);
        Assert.Equal(400, Send("POST", "/api/v1/sensors/2", "{}").Status);
        Assert.Equal(400, Send("POST", "/api/v1/sensors/2", """{"id":5}""").Status);
        Assert.Equal(400, Send("POST", "/api/v1/sensors/2", """{"id":null,"x":1}""").Status);
        _flash.Full = true;
        Save(3, _rig.Id(1), 507);
        _flash.Full = false;
        Assert.Equal(1, Get("/api/v1/sensors").GetArrayLength());

        Assert.Equal(204, Send("POST", "/api/v1/sensors/1", """{"id":null}""").Status);
        _board.Run(1);
        Save(2, _rig.Id(0), 204);
        _board.Run(5);
        Assert.Equal("good", Point("ds2").Quality);
    }

    [Fact]
    public void The_device_says_when_nobody_is_there_and_when_there_are_no_more()
    {
        for (int i = 0; i < 4; i++) Assert.False(Next().GetProperty("wrapped").GetBoolean());
        Assert.True(Next().GetProperty("wrapped").GetBoolean());
        _rig.Faults.Unplugged = true;
        JsonElement nobody = Next();
        Assert.Equal("no device answers on the 1-Wire bus", nobody.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, nobody.GetProperty("id").ValueKind);
    }

    [Fact]
    public void A_search_that_takes_longer_than_a_request_answers_202_and_is_not_lost()
    {
        _board.LongestWaitMs = 30;
        FakeExchange early = Send("POST", "/api/v1/sensors/next", null);
        Assert.Equal(202, early.Status);
        Assert.Equal("searching", early.Json.GetProperty("state").GetString());
        _board.Run(5);
        JsonElement first = Next();
        _board.LongestWaitMs = int.MaxValue;
        Assert.False(first.GetProperty("wrapped").GetBoolean());
        var ids = new HashSet<string?> { first.GetProperty("id").GetString() };
        for (int i = 1; i < 4; i++) ids.Add(Next().GetProperty("id").GetString());
        Assert.Equal(4, ids.Count);
        Assert.True(Next().GetProperty("wrapped").GetBoolean());
    }

    [Fact]
    public void The_console_can_do_the_same_without_the_web()
    {
        ISignal done = _board.CreateSignal();
        _controller.SensorDesk.AskNext(done);
        Assert.True(done.Wait(5000));
        var found = new Wattwarden.Sensors.FoundSensor();
        _controller.SensorDesk.TakeAnswer(found);
        string id = found.IsThermometer ? found.IdText : _rig.Id(0);
        var fault = new SettingsFault();
        Assert.Equal(SaveOutcome.Refused, _controller.SensorDesk.Save(9, id, fault));
        Assert.Equal("position", fault.Key);
        Assert.Equal(SaveOutcome.Saved, _controller.SensorDesk.Save(8, id, fault));
        Assert.Equal(SaveOutcome.Busy, _controller.SensorDesk.Save(7, null, fault));
        _board.Run(5);
        Assert.True(_controller.Points.IsGood(PointId.FirstSensor + 7));
        Assert.Equal(SaveOutcome.Saved, _controller.SensorDesk.Save(8, "", fault));
        _board.Run(1);
        Assert.Equal(Quality.Never, _controller.Points.Quality(PointId.FirstSensor + 7));
    }

    private HandBoard PowerOn()
    {
        var board = new HandBoard(_rig.Port, nowMs => _rig.Port.NowMs = nowMs) { Flash = _flash };
        _controller = new EnergyController(board);
        board.Controller = _controller;
        _front = new WebFront(_controller);
        _controller.Start(false);
        _front.Open();
        _board = board;
        _cookie = FirstLogin.LogIn(_front.FirstStartPassword, _front.Handle, () => board.Run(20));
        return board;
    }

    // Presses until the wanted sensor shows.
    private JsonElement Next(string wanted)
    {
        for (int press = 0; press < 8; press++)
        {
            JsonElement found = Next();
            if (found.GetProperty("id").GetString() == wanted) return found;
        }

        throw new InvalidOperationException(wanted + " did not show");
    }

    private JsonElement Next()
    {
        FakeExchange exchange = Send("POST", "/api/v1/sensors/next", null);
        Assert.Equal(200, exchange.Status);
        return exchange.Json;
    }

    private string Find(string wanted) => Next(wanted).GetProperty("id").GetString()!;

    private string Save(int position, string id, int status)
    {
        FakeExchange exchange = Send("POST", $"/api/v1/sensors/{position}", $$"""{"id":"{{id}}"}""");
        Assert.True(status == exchange.Status, $"{exchange.Status}: {exchange.Answer}");
        return exchange.Answer;
    }

    private (string Quality, double Celsius) Point(string id)
    {
        JsonElement point = Get("/api/v1/points").GetProperty("points").EnumerateArray().Single(it => it.GetProperty("id").GetString() == id);
        return (point.GetProperty("quality").GetString()!, point.GetProperty("value").GetDouble());
    }

    private JsonElement Get(string path)
    {
        FakeExchange exchange = Do(new FakeExchange("GET", path));
        Assert.Equal(200, exchange.Status);
        return exchange.Json;
    }

    private FakeExchange Send(string method, string path, string? json)
    {
        var exchange = new FakeExchange(method, path);
        return Do(json == null ? exchange.With("Content-Type", "application/json") : exchange.WithBody(json));
    }

    private FakeExchange Do(FakeExchange exchange)
    {
        _front.Handle(exchange.With("Cookie", _cookie));
        exchange.CheckFraming();
        return exchange;
    }
}
