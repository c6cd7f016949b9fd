// SPDX-License-Identifier: MIT
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace Wattwarden.SystemTests.Support.ChapterFive;

/// <summary>What the owner of the house gets: 5.4 and 5.5 of the manual, and users of his own.</summary>
public sealed class Owner(Installer me)
{
    private const string Name = "anna";
    private const string Password = "annas-own-1";

    private IPage Page => me.Page;

    public async Task Visibility()
    {
        await me.GoTo("Status");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Configure visibility of elements" }).ClickAsync();
        await Assertions.Expect(Page.Locator("h1")).ToHaveTextAsync("Visibility of elements");
        foreach (string hidden in new[] { "Heat pump [out0]", "Output 5 [out5]", "Mains frequency [m4]" }) await Page.GetByLabel(hidden).First.UncheckAsync();
        await Page.GetByLabel("Sun", new() { Exact = true }).SelectOptionAsync("pw1");
        await Page.Locator("fieldset", new() { HasText = "Curves beside grid power" }).GetByLabel("Hot water [ds1]").CheckAsync();
        await me.Save();
        await me.Holds("view", "what is hidden", view => view["hidden"]!.AsArray().Select(it => (string)it!).Order().SequenceEqual(["m4", "out0", "out5"]));
        JsonNode view = await me.Device("view");
        Assert.Equal(("pw1", "ds1", true), ((string?)view["flow"]!["solar"], (string?)view["day"]![0], (bool)view["locked"]!));
        await me.GoTo("Status");
        await Assertions.Expect(Page.Locator(".flow .sun .value")).ToContainTextAsync("W");
    }

    /// <summary>Unlocks the layout, moves the heater to the right, saves, locks. Returns the tile's column.</summary>
    public async Task<int> Arrange()
    {
        await me.GoTo("User status");
        ILocator tile = Page.Locator("[data-id=out1]");
        int before = await Column(tile);
        await me.Button("Unlock layout").ClickAsync();
        await tile.FocusAsync();
        await Page.Keyboard.PressAsync("ArrowRight");
        await Page.Keyboard.PressAsync("ArrowRight");
        await me.Save();
        await me.Button("Lock layout").ClickAsync();
        await Assertions.Expect(me.Button("Unlock layout")).ToBeVisibleAsync();
        int column = await Column(tile);
        Assert.Equal(before + 2, column);
        JsonNode stored = (await me.Device("view"))["tiles"]!.AsArray().Single(it => (string?)it!["id"] == "out1")!;
        Assert.Equal(column - 1, (int)stored["x"]!);
        return column;
    }

    public async Task Users()
    {
        await me.GoTo("Users and roles");
        await me.Button("Add user").ClickAsync();
        ILocator row = Page.Locator("[data-path='users[1]']");
        await row.GetByLabel("Name").FillAsync("Anna");
        await row.GetByLabel("Password").FillAsync("short");
        await me.Button("Save").ClickAsync();
        await Assertions.Expect(row.Locator("[aria-invalid]")).ToHaveCountAsync(2);
        await row.GetByLabel("Name").FillAsync(Name);
        await row.GetByLabel("Role").SelectOptionAsync("user");
        await row.GetByLabel("Password").FillAsync(Password);
        await me.Save();
        await me.Holds("users", "the user", users => users["users"]!.AsArray().Any(it => (string?)it!["name"] == Name && (string?)it["role"] == "user"));
    }

    /// <summary>The owner sees his page as it was arranged, and nothing else.</summary>
    public async Task SeesOnlyThat(int column)
    {
        await me.House.LogIn(Page, Name, Password);
        await Assertions.Expect(Page.Locator("h1")).ToHaveTextAsync("User status");
        ILocator heater = Page.Locator("[data-id=out1]");
        await Assertions.Expect(heater).ToContainTextAsync("Immersion heater");
        Assert.Equal(column, await Column(heater));
        foreach (string hidden in new[] { "out0", "out5", "m4" }) await Assertions.Expect(Page.Locator($"[data-id={hidden}]")).ToHaveCountAsync(0);
        await Assertions.Expect(Page.Locator("#menu")).ToBeHiddenAsync();
        await Assertions.Expect(me.Button("Unlock layout")).ToHaveCountAsync(0);
        foreach (string page in new[] { "status", "visibility", "sensors", "modbus", "pulses", "events", "outputs", "mqtt", "network", "time", "users", "backup", "system", "diagnostics" })
        {
            await Page.GotoAsync($"{me.House.Address}#/{page}");
            await Assertions.Expect(Page.Locator("h1")).ToHaveTextAsync("User status");
        }

        foreach (string path in new[] { "events", "users", "backup", "mqtt" }) Assert.Equal(403, (await Page.APIRequest.GetAsync($"{me.House.Address}api/v1/{path}")).Status);
        await me.Button("Help").ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Own password" }).ClickAsync();
        await Assertions.Expect(Page.GetByLabel("Password until now")).ToBeVisibleAsync();
        await Page.GotoAsync(me.House.Address + "#/user");
        await Page.Locator("[data-id=out4]").GetByRole(AriaRole.Button, new() { Name = "On", Exact = true }).ClickAsync();
        await Assertions.Expect(Page.Locator("[data-id=out4] .state")).ToHaveTextAsync("On");
        await me.HouseShows("the garden pump runs", house => (bool)house["relays"]![4]!);
    }

    // Grid column that a tile begins in, from 1.
    private static Task<int> Column(ILocator tile) => tile.EvaluateAsync<int>("element => Number(element.style.gridColumnStart)");
}
