// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Controller;
using Wattwarden.Network;
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Network;

/// <summary>The network over HTTP and at the desk that all edges share.</summary>
public sealed class NetworkApiTests
{
    private const string Path = "/api/v1/network";

    private readonly HandNetwork _lan = new() { Lease = 0xC0A80737 };
    private readonly DeskDevice _device;
    private readonly string _admin;

    public NetworkApiTests()
    {
        _device = new DeskDevice(new DeskBoard { Lan = _lan });
        _device.Step(10_000);
        _admin = _device.AdminCookie();
    }

    [Fact]
    public void The_page_sees_interface_and_settings()
    {
        JsonElement now = _device.Get(Path, _device.GuestCookie()).Json;
        Assert.Equal("proven", now.GetProperty("stage").GetString());
        Assert.Equal(NetworkWords.Works, now.GetProperty("state").GetString());
        Assert.Equal("wattwarden-123456.local", now.GetProperty("hostName").GetString());
        Assert.Equal("02:57:57:12:34:56", now.GetProperty("mac").GetString());
        Assert.Equal("192.168.7.55", now.GetProperty("address").GetString());
        Assert.True(now.GetProperty("link").GetBoolean());
        Assert.False(now.GetProperty("needsRestart").GetBoolean());
        Assert.True(now.GetProperty("settings").GetProperty("dhcp").GetBoolean());
    }

    [Fact]
    public void A_change_is_stored_answered_and_then_the_device_restarts()
    {
        FakeExchange answer = _device.Send("PUT", Path, """{"dhcp":false,"address":"192.168.7.20","gateway":"192.168.7.1"}""", _admin);
        Assert.Equal((200, """{"restarts":true}"""), (answer.Status, answer.Answer));
        Assert.Equal(0, _device.Board.RestartsAsked);
        Assert.True(_lan.Block.UsesDhcp);
        Assert.True(_device.Get(Path, _admin).Json.GetProperty("needsRestart").GetBoolean());
        _device.Step(RestartTask.AnswerMs + 200);
        Assert.Equal(1, _device.Board.RestartsAsked);
    }

    [Fact]
    public void A_name_needs_no_restart()
    {
        Assert.Equal("""{"restarts":false}""", _device.Send("PUT", Path, """{"name":"cellar"}""", _admin).Answer);
        _device.Step(5000);
        Assert.Equal(0, _device.Board.RestartsAsked);
        Assert.Equal("cellar.local", _device.Get(Path, _admin).Json.GetProperty("hostName").GetString());
    }

    [Fact]
    public void A_setting_that_does_not_fit_is_refused_with_its_key_and_changes_nothing()
    {
        FakeExchange answer = _device.Send("PUT", Path, """{"dhcp":false,"gateway":"10.0.0.1"}""", _admin);
        Assert.Equal(400, answer.Status);
        Assert.Equal("gateway", answer.Json.GetProperty("field").GetString());
        _device.Step(5000);
        Assert.Equal(0, _device.Board.RestartsAsked);
    }

    [Fact]
    public void A_user_may_look_and_not_change()
    {
        Assert.Equal(403, _device.Send("PUT", Path, "{}", _device.GuestCookie()).Status);
        Assert.Equal(401, _device.Get(Path).Status);
    }

    [Fact]
    public void The_password_of_the_wifi_never_leaves_but_in_an_encrypted_backup()
    {
        _device.Send("PUT", Path, """{"ssid":"home","password":"very secret 1"}""", _admin);
        _device.Step(100);
        Assert.DoesNotContain("very secret", _device.Get(Path, _admin).Answer);
        string open = _device.Get("/api/v1/backup", _admin).Answer;
        Assert.DoesNotContain("very secret", open);
        Assert.DoesNotContain("\"network\"", open);
        Assert.DoesNotContain("very secret", _device.Send("POST", "/api/v1/backup", """{"passphrase":"correct horse battery"}""", _admin).Answer);
        Assert.Contains("very secret", _device.Controller.FindSection("network").Json());
        Assert.IsAssignableFrom<ISecretSection>(_device.Controller.FindSection("network"));
    }

    [Fact]
    public void A_wifi_that_is_handed_over_by_cable_is_joined_at_once()
    {
        var lan = new HandNetwork { IsWireless = true, Lease = 0xC0A80737 };
        lan.AccessPoints["home"] = "very secret 1";
        var device = new DeskDevice(new DeskBoard { Lan = lan });
        NetworkDesk desk = device.Controller.Network;
        device.Step(2000);
        Assert.Equal("password", Fault(desk, "home", "short").Key);
        Assert.Equal(SaveOutcome.Saved, desk.JoinWifi("home", "wrong password", new SettingsFault()));
        device.Step(5000);
        Assert.Equal(JoinState.WrongPassword, Now(device).Join);
        Assert.Equal(0u, desk.Address);
        Assert.Equal(SaveOutcome.Saved, desk.JoinWifi("home", "very secret 1", new SettingsFault()));
        device.Step(10_000);
        Assert.Equal((JoinState.Joined, NetworkStage.Proven), (Now(device).Join, Now(device).Stage));
        Assert.Equal(0xC0A80737u, desk.Address);
        Assert.Equal(0, device.Board.RestartsAsked);
        Assert.True(desk.BeginScan());
        device.Step(5000);
        Assert.Equal("home", Assert.Single(desk.Found).Ssid);
    }

    [Fact]
    public void A_wifi_with_a_wrong_password_gives_way_to_the_one_that_worked()
    {
        var lan = new HandNetwork { IsWireless = true, Lease = 0xC0A80737 };
        lan.AccessPoints["home"] = "very secret 1";
        lan.AccessPoints["garden"] = "other secret";
        var device = new DeskDevice(new DeskBoard { Lan = lan });
        device.Controller.Network.JoinWifi("home", "very secret 1", new SettingsFault());
        device.Step(15_000);
        device.Controller.Network.JoinWifi("garden", "mistyped secret", new SettingsFault());
        device.Step(30_000);
        Assert.False(lan.IsLinkUp);
        device.Step(60_000);
        Assert.Equal("home", lan.Ssid);
        Assert.True(lan.IsLinkUp);
        Assert.Equal(NetworkStage.Fallback, Now(device).Stage);
    }

    [Fact]
    public void A_board_without_a_network_says_so()
    {
        var device = new DeskDevice();
        device.Step(1000);
        JsonElement now = device.Get(Path, device.AdminCookie()).Json;
        Assert.Equal((NetworkWords.Of(NetworkStage.None), NetworkWords.NoNetwork), (now.GetProperty("stage").GetString(), now.GetProperty("state").GetString()));
        Assert.False(device.Controller.Network.BeginScan());
        Assert.Equal("""{"restarts":false}""", device.Send("PUT", Path, """{"dhcp":false}""", device.AdminCookie()).Answer);
    }

    private static SettingsFault Fault(NetworkDesk desk, string ssid, string password)
    {
        var fault = new SettingsFault();
        Assert.Equal(SaveOutcome.Refused, desk.JoinWifi(ssid, password, fault));
        return fault;
    }

    private static NetworkSnapshot Now(DeskDevice device)
    {
        var now = new NetworkSnapshot();
        device.Controller.Network.CopyTo(now);
        return now;
    }
}
