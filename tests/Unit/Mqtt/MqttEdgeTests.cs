// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Ports;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Mqtt;

public sealed class MqttEdgeTests
{
    private readonly MqttDevice _device = new();

    private FakeMqttLink Link => _device.Link;

    [Fact]
    public void The_first_word_is_online_and_the_will_is_offline()
    {
        _device.Run(1);
        Assert.Equal(("ems/status", "online", true, true), Link.Sent[0]);
        Assert.Equal(("ems/status", "offline", "ww1"), (Link.Broker!.WillTopic, Link.Broker.WillMessage, Link.Broker.ClientId));
        Assert.Equal(["ems/+/set", "ems/cmd", "homeassistant/status"], Link.Filters);
    }

    [Fact]
    public void A_value_is_published_when_it_has_moved_by_its_band()
    {
        _device.Measure("m5", 100);
        _device.Run(3);
        Link.Sent.Clear();
        _device.Measure("m5", 109.9);
        _device.Run(2);
        Assert.Empty(Link.Payloads("ems/m5"));
        _device.Measure("m5", 110);
        _device.Run(1);
        Assert.Equal(["110"], Link.Payloads("ems/m5"));
    }

    [Fact]
    public void A_value_that_is_not_to_be_believed_is_unavailable_and_never_the_old_number()
    {
        _device.Measure("m5", 230);
        _device.Run(2);
        Assert.Equal("230", Link.Last("ems/m5"));
        _device.Fail("m5");
        Link.Sent.Clear();
        _device.Run(25);
        Assert.All(Link.Payloads("ems/m5"), payload => Assert.Equal("unavailable", payload));
        Assert.NotEmpty(Link.Payloads("ems/m5"));
        Assert.DoesNotContain(Link.Sent, message => message.Payload.Contains("230"));
        Assert.Equal(JsonValueKind.Null, Json(Link.Last("ems/state")).GetProperty("m5").ValueKind);
        Assert.Equal(JsonValueKind.Null, Json(Link.Last("ems/sample")).GetProperty("m5").ValueKind);
    }

    [Fact]
    public void All_chosen_points_stand_in_the_state()
    {
        _device.Board.UnixMs = 1_795_000_000_000;
        _device.Measure("m5", -2310.5);
        _device.Run(12);
        JsonElement state = Json(Link.Last("ems/state"));
        Assert.Equal(["time", "m5", "ds1", "out1", "out2"], state.EnumerateObject().Select(member => member.Name));
        Assert.Equal((-2310.5, 0, "2026-11-18T11:06:40Z"), (state.GetProperty("m5").GetDouble(), state.GetProperty("out1").GetInt32(), state.GetProperty("time").GetString()));
    }

    [Theory]
    [InlineData("out1=1&out2=0", "1", true, false)]
    [InlineData("out1=on", "1", true, false)]
    [InlineData(" OUT2 = 1 ", "1", false, true)]
    [InlineData("out1=1,600&out2=1", "1", true, true)]
    [InlineData("out1=2", "out1: the value must be 1, 0, on, off or auto, the first four also with a comma and seconds", false, false)]
    [InlineData("out1=1&out9=1", "out9: there is no such output; there are out0 to out5", false, false)]
    [InlineData("out1=1&out1=0", "out1: stands there twice", false, false)]
    [InlineData("out1=1,0", "out1: the time must be 1 to 604800 seconds", false, false)]
    [InlineData("m5=1", "m5: there is no such output; there are out0 to out5", false, false)]
    [InlineData("out1", "not understood; send out1=1&out2=0", false, false)]
    [InlineData("", "empty; send out1=1&out2=0", false, false)]
    public void A_command_is_carried_out_as_a_whole_or_not_at_all_and_answered(string command, string answer, bool out1, bool out2)
    {
        _device.Controller.FindSection("events").Commit("[]");
        _device.Run(1);
        _device.Receive("ems/cmd", command);
        Assert.Equal([answer], Link.Payloads("ems/cmdr"));
        Assert.Equal((out1, out2), (_device.Board.Contacts[1].On, _device.Board.Contacts[2].On));
    }

    [Fact]
    public void A_command_that_the_broker_had_kept_is_not_carried_out()
    {
        _device.Run(1);
        _device.Receive("ems/cmd", "out1=1", retained: true);
        _device.Receive("ems/out2/set", "1", retained: true);
        Assert.Equal(["retained commands are not carried out", "out2: retained commands are not carried out"], Link.Payloads("ems/cmdr"));
        Assert.False(_device.Board.Contacts[1].On || _device.Board.Contacts[2].On);
    }

    [Fact]
    public void An_output_that_a_permanent_event_holds_refuses_says_so_and_yields_to_a_command_with_a_time()
    {
        _device.Controller.FindSection("events").Commit("""[{"on":true,"per":true,"a":{"source":"m5","op":"<","value":1000},"action":{"target":"out1"}}]""");
        _device.Measure("m5", 0);
        _device.Run(1);
        Assert.True(_device.Board.Contacts[1].On);
        _device.Receive("ems/out1/set", "0");
        Assert.Equal("out1: a permanent (Per) event holds this output; give a number of seconds to override it for a time", Link.Last("ems/cmdr"));
        Assert.True(_device.Board.Contacts[1].On);
        _device.Receive("ems/out1/set", "0,60");
        Assert.False(_device.Board.Contacts[1].On);
        Assert.Equal("0", Link.Last("ems/out1"));
        _device.Receive("ems/out1/set", "auto");
        Assert.True(_device.Board.Contacts[1].On);
    }

    [Fact]
    public void In_a_safety_stop_nothing_is_switched_from_outside()
    {
        var device = new MqttDevice(safeMode: true);
        device.Run(1);
        device.Receive("ems/cmd", "out1=1");
        Assert.Equal("out1: all outputs are in their safe state", device.Link.Last("ems/cmdr"));
    }

    [Fact]
    public void A_set_that_is_done_is_answered_by_the_state_alone()
    {
        _device.Controller.FindSection("events").Commit("[]");
        _device.Run(1);
        Link.Sent.Clear();
        _device.Receive("ems/out2/set", "ON");
        Assert.Equal(["1"], Link.Payloads("ems/out2"));
        Assert.Empty(Link.Payloads("ems/cmdr"));
    }

    [Fact]
    public void A_point_that_is_no_longer_published_is_cleared_at_the_broker()
    {
        _device.Measure("m5", 5);
        _device.Run(2);
        Assert.Equal("5", Link.Retained["ems/m5"]);
        _device.Controller.FindSection("mqtt").Commit(MqttDevice.Settings.Replace("""{"point":"m5","band":10},""", ""));
        _device.Run(3);
        Assert.False(Link.Retained.ContainsKey("ems/m5"));
    }

    [Fact]
    public void What_is_wrong_and_what_to_do_is_said()
    {
        Link.Answer = MqttAnswer.BadLogin;
        _device.Run(2);
        JsonElement status = Status();
        Assert.Equal(("waiting", "the broker refuses login or password", "check user and password here and in the broker's password file"),
            (status.GetProperty("state").GetString(), status.GetProperty("problem").GetString(), status.GetProperty("advice").GetString()));
        Assert.InRange(status.GetProperty("nextAttemptS").GetInt32(), 1, 20);
        Link.Answer = MqttAnswer.Connected;
        _device.Run(21);
        Assert.Equal("connected", Status().GetProperty("state").GetString());
        Link.Lose();
        _device.Run(1);
        Assert.Equal("the connection was lost", Status().GetProperty("problem").GetString());
    }

    [Fact]
    public void The_password_never_leaves_and_stays_when_it_is_not_sent()
    {
        string cookie = Login();
        Assert.Equal(204, Send("PUT", """{"on":true,"host":"broker","user":"u","password":"secret-7"}""", cookie).Status);
        _device.Run(1);
        FakeExchange shown = Send("GET", null, cookie);
        Assert.DoesNotContain("secret-7", shown.Answer);
        Assert.DoesNotContain("password", shown.Answer);
        Assert.StartsWith("wattwarden-", shown.Json.GetProperty("settings").GetProperty("prefix").GetString());
        Assert.Equal(204, Send("PUT", """{"on":true,"host":"other","user":"u"}""", cookie).Status);
        _device.Run(1);
        Assert.Equal(("other", "secret-7"), (Link.Broker!.Host, Link.Broker.Password));
    }

    [Fact]
    public void A_broker_that_confirms_nothing_any_more_is_left()
    {
        _device.Run(2);
        int attempts = Link.Attempts;
        Link.Confirms = false;
        _device.Run(60);
        Assert.True(Link.Attempts > attempts);
    }

    [Fact]
    public void Changed_settings_take_effect_after_a_good_bye()
    {
        _device.Run(2);
        _device.Controller.FindSection("mqtt").Commit(MqttDevice.Settings.Replace("\"broker\"", "\"elsewhere\""));
        _device.Run(2);
        Assert.Equal("elsewhere", Link.Broker!.Host);
        Assert.Equal(["online", "offline", "online"], Link.Payloads("ems/status"));
        _device.Controller.FindSection("mqtt").Commit("{}");
        _device.Run(2);
        Assert.Equal("offline", Link.Last("ems/status"));
        Assert.False(Link.IsUp);
        Assert.Equal("off", Status().GetProperty("state").GetString());
    }

    [Fact]
    public void Good_bye_is_said_also_while_a_sample_is_under_way_and_by_a_broker_that_has_stopped_listening_it_is_not_waited_for()
    {
        _device.Run(5);
        Link.Confirms = false;
        for (int i = 0; i < 6 && !Link.Payloads("ems/sample").Any(payload => payload.Contains("\"seq\":2")); i++) _device.Run(2);
        _device.Controller.FindSection("mqtt").Commit("{}");
        _device.Run(2);
        Assert.False(Link.IsUp);
        Assert.Equal("off", Status().GetProperty("state").GetString());
        Link.Confirms = true;
        _device.Controller.FindSection("mqtt").Commit(MqttDevice.Settings);
        _device.Run(30);
        Assert.Equal("online", Link.Last("ems/status"));
        Assert.Equal("connected", Status().GetProperty("state").GetString());
        int before = Link.Payloads("ems/sample").Count();
        _device.Run(30);
        Assert.True(Link.Payloads("ems/sample").Count() > before);
    }

    [Fact]
    public void What_the_diagnostics_report_is_passed_on_once()
    {
        _device.Run(2);
        _device.Controller.Diagnostics.Note(Wattwarden.Diagnostics.DiagnosticKind.Warning, "test", "something happened", "here", _device.Board.UptimeMs);
        _device.Run(5);
        JsonElement[] events = [.. Link.Payloads("ems/event").Select(Json).Where(it => it.GetProperty("source").GetString() == "test")];
        JsonElement only = Assert.Single(events);
        Assert.Equal(("W", "happened", "something happened", "here"),
            (only.GetProperty("kind").GetString(), only.GetProperty("what").GetString(), only.GetProperty("message").GetString(), only.GetProperty("detail").GetString()));
    }

    [Fact]
    public void A_lost_broker_is_in_the_diagnostics_until_it_is_back()
    {
        Link.Answer = MqttAnswer.Unreachable;
        _device.Run(3);
        int condition = Enumerable.Range(0, _device.Controller.Diagnostics.ConditionCount).Single(i => _device.Controller.Diagnostics.Source(i) == "mqtt");
        Assert.True(_device.Controller.Diagnostics.IsPresent(condition));
        Link.Answer = MqttAnswer.Connected;
        _device.Run(15);
        Assert.False(_device.Controller.Diagnostics.IsPresent(condition));
    }

    [Fact]
    public void A_threshold_is_set_when_the_slider_rests_and_published_anew()
    {
        _device.Controller.FindSection("events").Commit("""[{"on":true,"a":{"source":"m5","op":"<","value":-2000},"action":{"target":"out1"}}]""");
        _device.Run(2);
        Assert.Equal("-2000", Link.Last("ems/e1a"));
        int writes = _device.Board.Flash.Writes;
        foreach (string value in new[] { "-1900", "-1800", "-1500.5" }) _device.Receive("ems/e1a/set", value);
        _device.Run(4);
        Assert.Equal("-1500.5", Link.Last("ems/e1a"));
        Assert.InRange(_device.Board.Flash.Writes - writes, 1, 2);
        _device.Receive("ems/e1a/set", "much");
        Assert.Equal("e1a: must be a decimal number", Link.Last("ems/cmdr"));
        _device.Receive("ems/e2a/set", "1");
        Assert.Equal("e2a: there is no such condition, or it compares with no number", Link.Last("ems/cmdr"));
    }

    [Fact]
    public void The_restart_button_says_good_bye_and_restarts()
    {
        _device.Run(2);
        _device.Receive("ems/restart/set", "please");
        Assert.Equal("restart: send PRESS", Link.Last("ems/cmdr"));
        _device.Receive("ems/restart/set", "PRESS");
        _device.Run(2);
        Assert.Equal(1, _device.Board.RestartsAsked);
        Assert.Equal("offline", Link.Last("ems/status"));
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    private JsonElement Status() => Send("GET", null, Login()).Json.GetProperty("status");

    private string Login() => FirstLogin.LogIn(_device.Web.FirstStartPassword, _device.Web.Handle, () => _device.Run(0.05));

    private FakeExchange Send(string method, string? json, string cookie)
    {
        var exchange = new FakeExchange(method, "/api/v1/mqtt").With("Cookie", cookie);
        if (json != null) exchange.WithBody(json);
        _device.Web.Handle(exchange);
        return exchange;
    }
}
