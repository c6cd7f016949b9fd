// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Wattwarden.SystemTests.Support;
using Xunit;

namespace Wattwarden.SystemTests;

/// <summary>The page in a real browser on a house at work, at the sizes of a phone and of a desk.</summary>
[Collection(nameof(AloneOnTheComputer))]
public sealed class BrowserTests(BrowserHouse house) : IClassFixture<BrowserHouse>
{
    private const int LoadWatts = 300;

    [NeedsPeersFact(Peer.Chromium)]
    public async Task A_person_logs_in_sees_grid_power_change_and_why_and_switches_a_load_by_hand()
    {
        IPage page = await house.Open(1280, 800, ColorScheme.Light);
        await house.LogIn(page);
        ILocator grid = page.Locator("#values .cell", new() { HasText = "[m1]" }).Locator("strong");
        string before = await grid.InnerTextAsync();
        Assert.Matches("W$", before);
        await house.Panel("householdWatts", 900);
        await Assertions.Expect(grid).Not.ToHaveTextAsync(before, new() { Timeout = 10_000 });

        Assert.Equal(6, await page.Locator(".tile").CountAsync());
        foreach (ILocator why in await page.Locator(".tile .why").AllAsync()) await Assertions.Expect(why).ToHaveTextAsync(new Regex("\\.$"));

        ILocator tile = page.Locator(".tile", new() { HasText = "Output 4" });
        double consumed = (double)(await house.PanelState())["consumedWatts"]!;
        await page.SelectOptionAsync("#hold", "600");
        await tile.GetByRole(AriaRole.Button, new() { Name = "On", Exact = true }).ClickAsync();
        await Assertions.Expect(tile.Locator(".state")).ToHaveTextAsync("On");
        await Assertions.Expect(tile.Locator(".mode")).ToHaveTextAsync(new Regex("By hand, (10|9) min"));
        await Assertions.Expect(tile.Locator(".why")).ToContainTextAsync("On by hand");
        JsonNode state = await house.PanelState();
        Assert.True((bool)state["relays"]![4]!);
        Assert.InRange((double)state["consumedWatts"]! - consumed, LoadWatts - 1, LoadWatts + 2100);   // a heater may have joined meanwhile

        await tile.GetByRole(AriaRole.Button, new() { Name = "Auto", Exact = true }).ClickAsync();
        await Assertions.Expect(tile.Locator(".state")).ToHaveTextAsync("Off");
        await Assertions.Expect(tile.Locator(".mode")).ToContainTextAsync("Automatic");
        Assert.False((bool)(await house.PanelState())["relays"]![4]!);

        await page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await Assertions.Expect(page.Locator("input[name=password]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#outputs")).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("input[name=password]")).ToBeVisibleAsync();
        Assert.Empty(house.Errors(page));
    }

    [NeedsPeersFact(Peer.Chromium)]
    public async Task A_wrong_password_is_told_and_nothing_else_is_shown()
    {
        IPage page = await house.Open(390, 844, ColorScheme.Dark);
        await page.FillAsync("input[name=password]", "not-the-password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Assertions.Expect(page.Locator(".error")).ToHaveTextAsync("User or password is wrong.");
        await Assertions.Expect(page.Locator("#outputs")).ToHaveCountAsync(0);
        await house.LogIn(page);

        // The refusal itself is all that the browser may complain about.
        Assert.All(house.Errors(page), error => Assert.Contains("401", error));
    }

    [NeedsPeersFact(Peer.Chromium)]
    public async Task A_meter_without_its_plug_is_seen_on_the_page_and_heals()
    {
        IPage page = await house.Open(1280, 800, ColorScheme.Light);
        await house.LogIn(page);
        ILocator cell = page.Locator("#values .cell", new() { HasText = "[m1]" });
        await Assertions.Expect(cell).Not.ToContainTextAsync("no reading");
        await house.Panel("unplugged", true);
        await Assertions.Expect(cell).ToContainTextAsync("no reading", new() { Timeout = 15_000 });
        await house.Panel("unplugged", false);
        await Assertions.Expect(cell).Not.ToContainTextAsync("no reading", new() { Timeout = 15_000 });
        Assert.Empty(house.Errors(page));
    }

    [NeedsPeersFact(Peer.Chromium)]
    public async Task An_installer_names_an_output_and_what_the_device_refuses_stands_at_its_input()
    {
        IPage page = await house.Open(390, 844, ColorScheme.Light);
        await house.LogIn(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Outputs" }).ClickAsync();
        ILocator third = page.Locator("[data-path='[3]']");
        await third.GetByLabel("Name").FillAsync("Pool <b>pump</b>");
        await third.GetByLabel("Stays on at least [s]").FillAsync("99999");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(third.Locator(".error")).ToHaveTextAsync("From 0 to 86400.");
        await Assertions.Expect(third.GetByLabel("Stays on at least [s]")).ToBeFocusedAsync();

        // Past the page's own check the device's word counts.
        await third.GetByLabel("Stays on at least [s]").EvaluateAsync("input => input.max = 100000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(third.Locator(".error")).ToContainTextAsync("86400");
        await third.GetByLabel("Stays on at least [s]").FillAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator("#toasts")).ToContainTextAsync("Saved.");

        await page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Status", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".tile .title", new() { HasText = "Pool <b>pump</b>" })).ToBeVisibleAsync(new() { Timeout = 10_000 });
        Assert.Equal(0, await page.Locator(".title b").CountAsync());
        Assert.All(house.Errors(page), error => Assert.Contains("400", error));
    }
}
