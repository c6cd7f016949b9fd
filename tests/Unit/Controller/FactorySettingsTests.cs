// SPDX-License-Identifier: MIT
using System.Text;
using Wattwarden.Controller;
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Tests.Support;
using Wattwarden.Text;
using Xunit;

namespace Wattwarden.Tests.Unit.Controller;

public sealed class FactorySettingsTests
{
    [Fact]
    public void The_factory_document_validates_and_what_it_becomes_is_itself_again()
    {
        var device = new DeskDevice();
        byte[] bytes = Encoding.UTF8.GetBytes(FactorySettings.Document);
        var fault = new SettingsFault();
        Assert.True(device.Controller.Store.TryReadDocument(bytes, 0, bytes.Length, fault), $"{fault.Section} {fault.Key} {fault.Message}");
        string once = Document(device);
        device.Read(once);
        Assert.Equal(once, Document(device));
        Assert.Contains("\"Surplus heats 1\"", once);
    }

    [Fact]
    public void A_first_start_has_them_in_effect_and_says_so()
    {
        var device = new DeskDevice();
        Assert.Equal(LoadOutcome.Defaults, device.Controller.Store.Outcome);
        Assert.Equal(4, device.Get("/api/v1/events", device.AdminCookie()).Json.GetArrayLength());
        Assert.Equal("Heater 1", device.Get("/api/v1/outputs", device.AdminCookie()).Json.GetProperty("outputs")[1].GetProperty("name").GetString());
    }

    [Fact]
    public void Settings_that_were_saved_are_not_mixed_with_the_factorys_after_a_restart()
    {
        var flash = new PowerCutFileStore();
        var first = new DeskDevice(new DeskBoard { Flash = flash });
        string cookie = first.AdminCookie();
        Assert.Equal(204, first.Send("PUT", "/api/v1/events", "[]", cookie).Status);
        first.Step(20);
        var controller = new EnergyController(new DeskBoard { Flash = flash });
        _ = new Wattwarden.Web.WebFront(controller);
        _ = new Wattwarden.Mqtt.MqttFront(controller);
        controller.Start(false);
        Assert.Equal(LoadOutcome.Loaded, controller.Store.Outcome);
        Assert.Equal("[]", controller.FindSection("events").Json());
        Assert.Contains("Heater 1", controller.FindSection("outputs").Json());
    }

    private static string Document(DeskDevice device)
    {
        var text = new TextBuffer(16384);
        device.Controller.Store.WriteDocument(new JsonWriter(text));
        return text.ToString();
    }
}
