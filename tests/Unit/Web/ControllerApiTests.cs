// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Wattwarden.Web;
using Xunit;

namespace Wattwarden.Tests.Unit.Web;

/// <summary>Every endpoint of the real device, through router and controller, for everybody who may knock.</summary>
public sealed class ControllerApiTests
{
    private const string Held = """[{"name":"Held","on":true,"per":true,"a":{"source":"m1","op":"<","value":-2000},"action":{"target":"out1","on":true}}]""";

    private readonly DeskDevice _device = new();

    [Fact]
    public void Without_a_login_nothing_but_login_logout_and_session_answers()
    {
        var open = new List<string>();
        foreach (ApiRow endpoint in Endpoints())
        {
            FakeExchange answer = Call(endpoint, null);
            if (answer.Status != 401) open.Add(endpoint.Method + " " + endpoint.Path);
            else Assert.Equal(endpoint.Path.EndsWith("/login") ? "user or password is wrong" : "log in first", answer.Json.GetProperty("error").GetString());
        }

        Assert.Equal(["GET /api/v1/session", "POST /api/v1/logout"], open.Order());
    }

    [Fact]
    public void A_user_may_look_and_switch_and_the_installer_may_set()
    {
        _device.Controller.FindSection("view").Commit("{\"locked\":false}");
        foreach (ApiRow endpoint in Endpoints().Where(e => e.MinRole != UserRole.None))
        {
            FakeExchange answer = Call(endpoint, _device.GuestCookie());
            if (endpoint.MinRole == UserRole.Installer) Assert.Equal((endpoint.Path, 403), (endpoint.Path, answer.Status));
            else Assert.NotEqual((endpoint.Path, 403), (endpoint.Path, answer.Status));
            Assert.True(endpoint.Method != "PUT" || endpoint.MinRole == UserRole.Installer || endpoint.Path == "/api/v1/layout", "a PUT for everybody: " + endpoint.Path);
        }
    }

    [Fact]
    public void Every_get_answers_the_installer_with_200_and_json()
    {
        string admin = _device.AdminCookie();
        foreach (ApiRow endpoint in Endpoints().Where(e => e.Method == "GET" && !e.Path.EndsWith("/csv")))
        {
            FakeExchange answer = Call(endpoint, admin);
            Assert.Equal((endpoint.Path, 200), (endpoint.Path, answer.Status));
            Assert.True(answer.Json.ValueKind is JsonValueKind.Object or JsonValueKind.Array);
        }
    }

    [Fact]
    public void Every_path_refuses_other_methods_with_405_and_names_its_own()
    {
        foreach (ApiRow endpoint in Endpoints())
        {
            FakeExchange answer = _device.Do(new FakeExchange("DELETE", PathOf(endpoint)));
            Assert.Equal(405, answer.Status);
            Assert.Contains(endpoint.Method, answer.AnswerHeaders["Allow"]);
        }
    }

    [Theory]
    [InlineData("/api/v1/outputs/out6")]
    [InlineData("/api/v1/outputs/m1")]
    [InlineData("/api/v1/outputs/event1")]
    [InlineData("/api/v1/outputs/1")]
    public void An_output_that_is_none_is_404(string path)
    {
        FakeExchange answer = _device.Send("POST", path, """{"on":true}""", _device.AdminCookie());
        Assert.Equal((404, "id"), (answer.Status, Field(answer)));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("4")]
    [InlineData("m1")]
    [InlineData("01")]
    public void A_module_that_is_none_is_404(string id)
    {
        FakeExchange answer = _device.Get("/api/v1/modules/" + id, _device.AdminCookie());
        Assert.Equal((404, "id"), (answer.Status, Field(answer)));
    }

    [Theory]
    [InlineData("[]", null)]
    [InlineData("{}", "on")]
    [InlineData("""{"on":1}""", "on")]
    [InlineData("""{"on":"true"}""", "on")]
    [InlineData("""{"on":true,"auto":true}""", "auto")]
    [InlineData("""{"auto":false}""", "auto")]
    [InlineData("""{"on":true,"forSeconds":0}""", "forSeconds")]
    [InlineData("""{"on":true,"forSeconds":-1}""", "forSeconds")]
    [InlineData("""{"on":true,"forSeconds":604801}""", "forSeconds")]
    [InlineData("""{"on":true,"forSeconds":1.5}""", "forSeconds")]
    [InlineData("""{"on":true,"forSeconds":99999999999999999999}""", "forSeconds")]
    [InlineData("""{"on":true,"forMinutes":10}""", "forMinutes")]
    [InlineData("""{"on":true""", null)]
    [InlineData("""{"on":true}{}""", null)]
    [InlineData("on", null)]
    public void A_command_that_is_wrong_is_400_names_its_key_and_switches_nothing(string json, string? field)
    {
        FakeExchange answer = _device.Send("POST", "/api/v1/outputs/out4", json, _device.AdminCookie());
        Assert.Equal(400, answer.Status);
        Assert.Equal(field, Field(answer));
        _device.Step(100);
        Assert.Empty(_device.Board.Contacts[4].Moves);
    }

    [Fact]
    public void A_command_switches_and_says_what_became_of_it()
    {
        string guest = _device.GuestCookie();
        FakeExchange done = _device.Send("POST", "/api/v1/outputs/out4", """{"on":true,"forSeconds":604800}""", guest);
        Assert.Equal((200, "done"), (done.Status, done.Json.GetProperty("result").GetString()));
        Assert.True(_device.Board.Contacts[4].On);
        JsonElement row = Output("out4", guest);
        Assert.Equal(("manual", true), (row.GetProperty("mode").GetString(), row.GetProperty("on").GetBoolean()));
        Assert.InRange(row.GetProperty("manualLeftS").GetInt32(), 604_790, 604_800);

        // OUT0 has a minimum off time of five minutes from the factory.
        Assert.Equal("waiting", _device.Send("POST", "/api/v1/outputs/out0", """{"on":true}""", guest).Json.GetProperty("result").GetString());
        Assert.InRange(Output("out0", guest).GetProperty("pendingS").GetInt32(), 290, 300);
        _device.Board.Contacts[5].RefusesCommands = true;
        Assert.Equal("fault", _device.Send("POST", "/api/v1/outputs/out5", """{"on":true}""", guest).Json.GetProperty("result").GetString());
        Assert.True(Output("out5", guest).GetProperty("fault").GetBoolean());
    }

    [Fact]
    public void A_held_output_answers_409_to_a_command_without_a_time_and_a_safety_stop_to_any()
    {
        _device.Read("{\"version\":1,\"events\":" + Held + "}");
        string admin = _device.AdminCookie();
        _device.Controller.Points.Set(0, 0, _device.Board.UptimeMs);
        _device.Step(50);
        FakeExchange answer = _device.Send("POST", "/api/v1/outputs/out1", """{"on":true}""", admin);
        Assert.Equal((409, "forSeconds"), (answer.Status, Field(answer)));
        Assert.Equal(200, _device.Send("POST", "/api/v1/outputs/out1", """{"on":true,"forSeconds":5}""", admin).Status);
        _device.Board.LineFails = new InvalidOperationException();
        _device.Step(2000);
        Assert.Equal(409, _device.Send("POST", "/api/v1/outputs/out1", """{"on":true,"forSeconds":5}""", admin).Status);
    }

    [Fact]
    public void Events_in_a_ring_are_refused_by_name_and_nothing_changes()
    {
        const string Ring =
            """
            [{"name":"Boiler","on":true,"per":true,"a":{"source":"event1","op":"=","value":1},"action":{"target":"event2","on":true}},
             {"name":"Pump","on":true,"per":true,"a":{"source":"event2","op":"=","value":1},"action":{"target":"event1","on":true}}]
            """;
        string admin = _device.AdminCookie();
        string before = _device.Get("/api/v1/events", admin).Answer;
        FakeExchange answer = _device.Send("PUT", "/api/v1/events", Ring, admin);
        Assert.Equal(400, answer.Status);
        string error = answer.Json.GetProperty("error").GetString()!;
        Assert.Contains("'Boiler'", error);
        Assert.Contains("'Pump'", error);
        Assert.Contains("depend on each other", error);
        Assert.Equal("[0]", Field(answer));
        Assert.False(_device.Controller.Store.HasPending);
        _device.Step(100);
        Assert.Equal(before, _device.Get("/api/v1/events", admin).Answer);
    }

    [Theory]
    [InlineData("events", """[{"name":"A","a":{"source":"m31","op":"<","value":1},"action":{"target":"out1"}}]""", "[0].a.source")]
    [InlineData("events", """[{"a":{"source":"m1","op":"<","value":1},"action":{"target":"out6"}}]""", "[0].action.target")]
    [InlineData("modules", """[{"slave":248}]""", "[0].slave")]
    [InlineData("modules", """[{},{"preset":"sdm72"}]""", "[1].preset")]
    [InlineData("modules", """[{},{},{},{}]""", "[3]")]
    [InlineData("mapping", """[{"quantity":"voltageL1","point":"m1"}]""", "[0].quantity")]
    [InlineData("mapping", """[{"module":2,"quantity":"powerTotal","point":"m1"}]""", "[0].module")]
    [InlineData("mapping", """[{"quantity":"powerTotal","point":"m1"},{"quantity":"energyImport","point":"m1"}]""", "[1].point")]
    [InlineData("outputs-settings", """[{"minOnS":-1}]""", "[0].minOnS")]
    [InlineData("time", """{"utcOffsetMinutes":999}""", "utcOffsetMinutes")]
    public void A_section_that_is_wrong_is_400_names_its_key_and_changes_nothing(string path, string json, string field)
    {
        string admin = _device.AdminCookie();
        string before = _device.Get("/api/v1/" + path, admin).Answer;
        FakeExchange answer = _device.Send("PUT", "/api/v1/" + path, json, admin);
        Assert.Equal((400, field), (answer.Status, Field(answer)));
        Assert.True(answer.Json.GetProperty("error").GetString()!.Length > 10);
        _device.Step(100);
        Assert.Equal(before, _device.Get("/api/v1/" + path, admin).Answer);
    }

    [Theory]
    [InlineData("modules")]
    [InlineData("mapping")]
    [InlineData("events")]
    [InlineData("outputs-settings")]
    public void What_a_section_gives_it_takes_back_unchanged(string path)
    {
        string admin = _device.AdminCookie();
        string document = _device.Get("/api/v1/" + path, admin).Answer;
        Assert.Equal(204, _device.Send("PUT", "/api/v1/" + path, document, admin).Status);
        _device.Step(20);
        Assert.Equal(document, _device.Get("/api/v1/" + path, admin).Answer);
    }

    [Fact]
    public void A_second_change_before_the_first_is_in_effect_is_409_and_works_a_step_later()
    {
        string admin = _device.AdminCookie();
        _device.WhileTheLoopStands(() => Assert.Equal(204, _device.Send("PUT", "/api/v1/time", """{"utcOffsetMinutes":60}""", admin).Status));
        FakeExchange busy = _device.Send("PUT", "/api/v1/events", "[]", admin);
        Assert.Equal((409, "1"), (busy.Status, busy.AnswerHeaders["Retry-After"]));
        _device.Step(20);
        Assert.Equal(204, _device.Send("PUT", "/api/v1/events", "[]", admin).Status);
        _device.Step(20);
        Assert.Contains("-1", _device.Get("/api/v1/time", admin).Json.GetProperty("settings").GetProperty("zone").GetString());   // POSIX counts west of Greenwich
        Assert.Equal("[]", _device.Get("/api/v1/events", admin).Answer);
    }

    [Fact]
    public void Who_asks_right_after_a_change_gets_what_he_has_changed()
    {
        string admin = _device.AdminCookie();
        for (int watts = -1; watts > -4; watts--)
        {
            string events = $$$"""[{"name":"Now","a":{"source":"m1","op":"<","value":{{{watts}}}},"action":{"target":"out3","on":true}}]""";
            Assert.Equal(204, _device.Send("PUT", "/api/v1/events", events, admin).Status);
            Assert.Equal(watts, _device.Get("/api/v1/events", admin).Json[0].GetProperty("a").GetProperty("value").GetInt32());
        }

        Assert.Equal(204, _device.Send("POST", "/api/v1/sensors/2", """{"id":"28-ff641e0f160390"}""", admin).Status);
        Assert.Equal("28-ff641e0f160390", _device.Get("/api/v1/sensors", admin).Json[0].GetProperty("id").GetString());
    }

    [Fact]
    public void A_loop_that_has_no_time_is_503_with_a_hint_when_to_come_back()
    {
        string admin = _device.AdminCookie();
        _device.Board.WhileWaiting = _ => false;
        foreach (ApiRow endpoint in Endpoints().Where(e => e.Method == "GET" && e.MinRole == UserRole.User && !e.Path.EndsWith("time-zones")))
        {
            FakeExchange answer = Call(endpoint, admin);
            Assert.Equal((endpoint.Path, 503, "2"), (endpoint.Path, answer.Status, answer.AnswerHeaders["Retry-After"]));
        }
    }

    [Fact]
    public void Full_flash_is_507_and_the_old_settings_stay()
    {
        string admin = _device.AdminCookie();
        _device.Board.Flash.Full = true;
        Assert.Equal(507, _device.Send("PUT", "/api/v1/events", "[]", admin).Status);
        _device.Step(20);
        Assert.NotEqual("[]", _device.Get("/api/v1/events", admin).Answer);
    }

    [Fact]
    public void A_full_configuration_fits_with_32_events_of_two_conditions_and_30_mapped_values()
    {
        string admin = _device.AdminCookie();
        string name = new('n', 20);
        string anEvent = $$"""{"name":"{{name}}","on":true,"per":true,"a":{"source":"m30","op":">=","value":-2000,"hysteresis":100},"op":"nand","b":{"source":"ds8","op":"<","value":65.5,"hysteresis":2.5},"onDelay":15,"offDelay":120,"action":{"target":"event8","on":true} }""";
        string[] events = [.. Enumerable.Repeat(anEvent, 32)];
        string[] modules = [.. Enumerable.Repeat($$"""{"preset":"eastron-sdm630-v2","name":"{{name}}"}""", 3)];
        FakeExchange answer = _device.Send("PUT", "/api/v1/modules", "[" + string.Join(',', modules) + "]", admin);
        Assert.Equal(204, answer.Status);
        _device.Step(20);
        string[] mapping = [.. Enumerable.Range(0, 30).Select(i => $$"""{"module":{{i / 10 + 1}},"quantity":"{{new[] { "voltageL1", "voltageL2", "voltageL3", "currentL1", "currentL2", "currentL3", "powerL1", "powerL2", "powerL3", "powerTotal" }[i % 10]}}","point":"m{{i + 1}}","name":"{{name}}"}""")];
        Assert.Equal(204, _device.Send("PUT", "/api/v1/mapping", "[" + string.Join(',', mapping) + "]", admin).Status);
        _device.Step(20);
        Assert.Equal(204, _device.Send("PUT", "/api/v1/events", "[" + string.Join(',', events).Replace(" }", "}") + "]", admin).Status);
        _device.Step(20);
        Assert.Equal(32, _device.Get("/api/v1/events", admin).Json.GetArrayLength());
    }

    [Fact]
    public void A_password_is_changed_through_the_whole_device_and_survives_a_restart()
    {
        string admin = _device.AdminCookie();
        Assert.Equal(204, _device.Send("POST", "/api/v1/password", $$"""{"old":"{{FirstLogin.Password}}","new":"sunny-roof-7"}""", admin).Status);
        _device.Step(20);
        Assert.Equal(200, _device.Get("/api/v1/points", admin).Status);
        var controller = new Wattwarden.Controller.EnergyController(new DeskBoard { Flash = _device.Board.Flash });
        var front = new WebFront(controller);
        _ = new Wattwarden.Mqtt.MqttFront(controller);
        controller.Start(false);
        front.Open();
        Assert.Null(front.FirstStartPassword);
        var login = new FakeExchange("POST", "/api/v1/login").WithBody("""{"password":"sunny-roof-7"}""");
        front.Handle(login);
        Assert.Equal(200, login.Status);
    }

    [Fact]
    public void Virtual_outputs_are_shown_when_an_event_switches_them_under_that_events_name()
    {
        _device.Step(50);
        Assert.Equal([("event1", "Room for heater 1"), ("event2", "Room for heater 2")], VirtualOutputs());
        Assert.Equal(204, _device.Send("PUT", "/api/v1/events", Held.Replace("out1", "event7"), _device.AdminCookie()).Status);
        _device.Step(50);
        Assert.Equal([("event7", "Held")], VirtualOutputs());
    }

    private IEnumerable<(string Id, string Name)> VirtualOutputs() =>
        from row in _device.Get("/api/v1/points", _device.AdminCookie()).Json.GetProperty("points").EnumerateArray()
        where row.GetProperty("id").GetString()!.StartsWith("event")
        select (row.GetProperty("id").GetString()!, row.GetProperty("name").GetString()!);

    private IEnumerable<ApiRow> Endpoints() => ApiRow.All(_device.Front);

    private FakeExchange Call(ApiRow endpoint, string? cookie) => endpoint.Method == "GET"
        ? _device.Get(PathOf(endpoint), cookie)
        : _device.Send(endpoint.Method, PathOf(endpoint), "{}", cookie);

    private static string PathOf(ApiRow endpoint) => endpoint.Path.Replace("{id}", endpoint.Path.Contains("modules") || endpoint.Path.Contains("sensors") ? "1" : endpoint.Path.Contains("presets") ? "eastron-sdm120" : "out1");

    private JsonElement Output(string id, string cookie) =>
        _device.Get("/api/v1/outputs", cookie).Json.GetProperty("outputs").EnumerateArray().Single(row => row.GetProperty("id").GetString() == id);

    private static string? Field(FakeExchange answer) => answer.Json.TryGetProperty("field", out JsonElement field) ? field.GetString() : null;
}
