// SPDX-License-Identifier: MIT
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace Wattwarden.SystemTests.Support.ChapterFive;

/// <summary>The manual's example, 5.6, and what the house does with it.</summary>
public sealed class Automation(Installer me)
{
    private IPage Page => me.Page;

    /// <summary>Export of 2 kW or more with 100 W hysteresis, and the tank below 65 °C with 3 °C; off 60 s later; permanent.</summary>
    public async Task Example()
    {
        await me.House.Panel("boilerCelsius", 40);
        await me.House.Panel("householdWatts", 300);
        await me.House.Panel("sunWatts", 0);
        await me.GoTo("Events");
        await RemoveFactorysEvents();
        await me.Button("Add event").ClickAsync();
        ILocator row = me.Row(0);
        await ManualExample.FillIn(row, "Surplus into the tank");
        await Assertions.Expect(row.Locator(".sentence")).ToHaveTextAsync(
            "While more than 2.00 kW is exported to the grid (until 1.90 kW) and Hot water [ds1] is below 65.00 °C (until 68.00 °C): Immersion heater [out1] is held on, otherwise off. It ends 1 min later.");
        await me.Button("Would it be met now?").ClickAsync();
        await Assertions.Expect(row.Locator(".note")).ToHaveTextAsync("No, now it would not be met.");
        await Assertions.Expect(row.Locator(".editor")).ToContainTextAsync(Installer.Like(@"A: not met · [\d.]+ k?W · [\d.]+ kW missing"));
        await Assertions.Expect(row.Locator(".editor")).ToContainTextAsync(Installer.Like(@"B: met · \d\d\.\d\d °C"));
        await me.Save();
        await Assertions.Expect(row.Locator(".state")).ToHaveTextAsync("not met");
        JsonNode stored = Assert.Single((await me.Device("events")).AsArray())!;
        Assert.Equal(
            """{"name":"Surplus into the tank","on":true,"per":true,"a":{"source":"m1","op":"<","value":-2000,"hysteresis":100},"op":"and","b":{"source":"ds1","op":"<","value":65,"hysteresis":3},"onDelay":0,"offDelay":60,"action":{"target":"out1","on":true}}""",
            stored.ToJsonString().Replace("\\u003C", "<"));
    }

    /// <summary>The sun comes: the heater goes on, the page says why.</summary>
    public async Task HeaterGoesOn()
    {
        Assert.False((bool)(await me.House.PanelState())["relays"]![1]!);
        await me.House.Panel("sunWatts", 5300);
        await Assertions.Expect(me.Row(0).Locator(".state")).ToHaveTextAsync("met");
        await me.HouseShows("the heater is on", house => (bool)house["relays"]![1]!);
        await me.GoTo("Status");
        ILocator tile = Heater;
        await Assertions.Expect(tile.Locator(".state")).ToHaveTextAsync("On");
        await Assertions.Expect(tile.Locator(".why")).ToHaveTextAsync(Installer.Like(@"^On for .*event 'Surplus into the tank' is met.*"));
        await Assertions.Expect(tile.GetByRole(AriaRole.Button, new() { Name = "Auto", Exact = true })).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(Page.Locator(".flow .grid .value")).ToContainTextAsync("W");
    }

    /// <summary>The sun goes. The heater stays for its minute, and the page says so.</summary>
    public async Task SunGoes()
    {
        await me.House.Panel("sunWatts", 0);
        await Assertions.Expect(Heater.Locator(".why")).ToHaveTextAsync(Installer.Like(@"goes off in \d+ s|off delay|\d+ s left|1 min"));
        Assert.True((bool)(await me.House.PanelState())["relays"]![1]!);
    }

    /// <summary>And then it goes off.</summary>
    public async Task HeaterGoesOff()
    {
        await me.HouseShows("the heater is off", house => !(bool)house["relays"]![1]!);
        await Assertions.Expect(Heater.Locator(".state")).ToHaveTextAsync("Off");
        await Assertions.Expect(Heater.Locator(".why")).ToHaveTextAsync(Installer.Like("^Off for .*'Surplus into the tank' is not met"));
    }

    private ILocator Heater => Page.Locator(".tile", new() { HasText = "Immersion heater" });

    private async Task RemoveFactorysEvents()
    {
        await Assertions.Expect(Page.Locator(".cards > li")).ToHaveCountAsync(4);
        for (int left = 3; left >= 0; left--)
        {
            await Page.Locator(".cards > li").First.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
            await me.Answer("Yes");
            await Assertions.Expect(Page.Locator(".cards > li")).ToHaveCountAsync(left);
        }
    }
}
