// SPDX-License-Identifier: MIT
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace Wattwarden.SystemTests.Support.ChapterFive;

/// <summary>Sensors, meter, pulses and outputs: 5.2 and 5.3 of the manual.</summary>
public sealed class Wiring(Installer me)
{
    private IPage Page => me.Page;

    private ILocator GridPower => Page.Locator("#values .cell", new() { HasText = "[m1]" });

    /// <summary>Reads identifiers until that of the boiler comes, and saves it at position 1.</summary>
    public async Task Sensor()
    {
        string boiler = (string)(await me.House.PanelState())["sensors"]!["places"]!.AsArray().Single(place => (string?)place!["place"] == "Boiler")!["id"]!;
        await me.GoTo("I2C and 1-Wire sensors");
        ILocator read = me.Button("Read identifier of the connected DS");
        ILocator answer = Page.Locator(".result");
        for (int presses = 0; presses < 3 && !(await answer.InnerTextAsync()).Contains(boiler); presses++)
        {
            string before = await answer.InnerTextAsync();
            await read.ClickAsync();
            await Assertions.Expect(answer).Not.ToHaveTextAsync(before);
        }

        await Assertions.Expect(answer).ToHaveTextAsync(Installer.Like($@"{boiler} · [\d.]+ °C"));
        await Page.GetByLabel("DS position").FillAsync("1");
        await me.Button("Save identifier at position").ClickAsync();
        await Assertions.Expect(answer).ToHaveTextAsync("Saved at DS1.");
        ILocator row = me.Row(0);
        await Assertions.Expect(row.Locator("legend")).ToContainTextAsync(boiler);
        await row.GetByLabel("Name").FillAsync("Hot water");
        await row.GetByLabel("Time between readings").FillAsync("2");
        await me.Save();
        await Assertions.Expect(row.Locator("strong")).ToHaveTextAsync(Installer.Like(@"^[\d.]+ °C$"));
        JsonNode sensor = (await me.Device("sensors"))[0]!;
        Assert.Equal((boiler, "Hot water", 2), ((string?)sensor["id"], (string?)sensor["name"], (int)sensor["periodS"]!));
    }

    /// <summary>The factory's meter is not the one in this house, says the bus doctor; the right one is chosen, and its registers are live.</summary>
    public async Task Meter()
    {
        await me.GoTo("Status");
        await Assertions.Expect(GridPower).ToContainTextAsync("no reading");
        await me.GoTo("Modbus");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Bus doctor" }).ClickAsync();
        await Assertions.Expect(Page.Locator("#view h2")).ToHaveTextAsync("Bus doctor");
        await Assertions.Expect(Page.Locator("tbody tr")).ToContainTextAsync("exception 1: the device does not have this function");
        await Assertions.Expect(Page.Locator("#view")).ToContainTextAsync("The meter answers, but refuses what it is asked: another preset?");
        await Assertions.Expect(Page.Locator("#banner")).ToContainTextAsync("Module 1: the meter answers, but refuses what it is asked.");
        await Page.GetByRole(AriaRole.Link, new() { Name = "← Modbus" }).ClickAsync();
        ILocator module = me.Row(0);
        await Assertions.Expect(module.GetByLabel("Module", new() { Exact = true })).ToHaveValueAsync("eastron-sdm72dm");
        await module.GetByLabel("Module", new() { Exact = true }).SelectOptionAsync("chint-dtsu666");
        await Assertions.Expect(module.GetByLabel("Slave ID")).ToHaveValueAsync("1");
        await me.Save();
        ILocator power = module.Locator("tbody tr", new() { HasText = "Power, total [m1]" });
        await Assertions.Expect(power).ToContainTextAsync(Installer.Like(@"-?[\d.]+ k?W"));
        string before = await power.InnerTextAsync();
        await me.House.Panel("householdWatts", 1234);
        await Assertions.Expect(power).Not.ToHaveTextAsync(before);
        await Assertions.Expect(Page.Locator("#banner")).Not.ToContainTextAsync("refuses");
        await Assertions.Expect(module.Locator("tbody tr", new() { HasText = "Frequency" })).ToContainTextAsync(Installer.Like(@"(49|50)\.\d+ Hz"));
        Assert.Equal("chint-dtsu666", (string?)(await me.Device("modules"))[0]!["preset"]);
    }

    public async Task Mapping()
    {
        await Page.GetByRole(AriaRole.Link, new() { Name = "Configure mapping" }).ClickAsync();
        ILocator row = Page.Locator(".mapped", new() { HasText = "Frequency ·" });
        await row.Locator("select").SelectOptionAsync("m4");
        await row.GetByLabel("Name: Frequency").FillAsync("Mains frequency");
        await me.Save();
        await Page.ReloadAsync();
        await Assertions.Expect(row.Locator("select")).ToHaveValueAsync("m4");
        JsonNode mapped = (await me.Device("mapping")).AsArray().Single(it => (string?)it!["point"] == "m4")!;
        Assert.Equal(("frequency", "Mains frequency"), ((string?)mapped["quantity"], (string?)mapped["name"]));
        await me.GoTo("Status");
        await Assertions.Expect(GridPower).Not.ToContainTextAsync("no reading");
        await Assertions.Expect(Page.Locator("#values .cell", new() { HasText = "Mains frequency [m4]" })).ToContainTextAsync(Installer.Like(@"(49|50)\.\d+ Hz"));
    }

    /// <summary>The sun's meter gives pulses; a contact is wired as well.</summary>
    public async Task Inputs()
    {
        await me.GoTo("Inputs and pulses");
        ILocator pulses = Page.Locator("fieldset", new() { HasText = "[p1]" });
        await pulses.GetByLabel("In use").CheckAsync();
        await pulses.GetByLabel("Name").FillAsync("Solar energy");
        await pulses.GetByLabel("Pulses per unit").FillAsync("1000");
        ILocator contact = Page.Locator("fieldset", new() { HasText = "[in3]" });
        await contact.GetByLabel("In use").CheckAsync();
        await contact.GetByLabel("Name").FillAsync("Tariff");
        await contact.GetByLabel("Inverted: on while open").CheckAsync();
        await me.Save();
        await me.Holds("inputs-settings", "pulses and contact", inputs =>
            (string?)inputs["pulses"]![0]!["name"] == "Solar energy" && (int)inputs["contacts"]![0]!["input"]! == 3 && (bool)inputs["contacts"]![0]!["invert"]!);

        await pulses.GetByRole(AriaRole.Button, new() { Name = "Set counter" }).ClickAsync();
        await Page.Locator("dialog").GetByLabel("What the meter shows now").FillAsync("1234.5");
        await me.Answer("Yes");
        await Assertions.Expect(pulses.Locator("output")).ToHaveTextAsync(Installer.Like(@"^1,234\.5\d* kWh · "));
        await Page.ReloadAsync();
        await Assertions.Expect(pulses.GetByLabel("Name")).ToHaveValueAsync("Solar energy");
        await Assertions.Expect(pulses.Locator("output")).ToHaveTextAsync(Installer.Like(@"^1,234\.5\d* kWh · "));
    }

    /// <summary>Names, as everybody will see them; one output is tried here and from the status page.</summary>
    public async Task Outputs()
    {
        await me.GoTo("Outputs");
        await me.Row(1).GetByLabel("Name").FillAsync("Immersion heater");
        await me.Row(4).GetByLabel("Name").FillAsync("Garden pump");
        await me.Row(4).GetByLabel("State after a restart").SelectOptionAsync("last");
        await me.Row(4).GetByLabel("Hold time").FillAsync("5");
        await me.Save();
        await me.Holds("outputs-settings", "the names", outputs => (string?)outputs[1]!["name"] == "Immersion heater");
        JsonNode fourth = (await me.Device("outputs-settings"))[4]!;
        Assert.Equal(("Garden pump", "last", 5), ((string?)fourth["name"], (string?)fourth["restart"], (int)fourth["holdS"]!));
        await me.Row(4).GetByRole(AriaRole.Button, new() { Name = "Test: switch over for 10 s" }).ClickAsync();
        await Assertions.Expect(me.Toasts).ToContainTextAsync("It is On now.");
        await me.HouseShows("the tried pump runs", house => (bool)house["relays"]![4]!);
        await me.HouseShows("the tried pump stands again", house => !(bool)house["relays"]![4]!);

        await me.GoTo("Status");
        ILocator tile = Page.Locator(".tile", new() { HasText = "Garden pump" });
        await Page.GetByLabel("By hand for").SelectOptionAsync("600");
        await tile.GetByRole(AriaRole.Button, new() { Name = "On", Exact = true }).ClickAsync();
        await Assertions.Expect(tile.Locator(".state")).ToHaveTextAsync("On");
        await me.HouseShows("the garden pump runs", house => (bool)house["relays"]![4]!);
        await tile.GetByRole(AriaRole.Button, new() { Name = "Auto", Exact = true }).ClickAsync();
        await Assertions.Expect(tile.Locator(".mode")).ToHaveTextAsync(Installer.Like("^Automatic"));
        await tile.GetByRole(AriaRole.Button, new() { Name = "Off", Exact = true }).ClickAsync();
        await me.HouseShows("the garden pump stands", house => !(bool)house["relays"]![4]!);
        await tile.GetByRole(AriaRole.Button, new() { Name = "Auto", Exact = true }).ClickAsync();
    }
}
