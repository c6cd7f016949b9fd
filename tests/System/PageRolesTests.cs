// SPDX-License-Identifier: MIT
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Wattwarden.SystemTests.Support;
using Xunit;

namespace Wattwarden.SystemTests;

/// <summary>Who sees and may do what on the page, and what the page says when something is wrong with the device.</summary>
[Collection(nameof(AloneOnTheComputer))]
public sealed class PageRolesTests(BrowserHouse house) : IClassFixture<BrowserHouse>
{
    [NeedsPeersFact(Peer.Chromium)]
    public async Task The_installer_arranges_the_user_page_and_the_user_sees_that_and_nothing_else()
    {
        IPage page = await house.OpenInside(1280, 800, ColorScheme.Light, "visibility");
        await page.GetByLabel("Output 5 [out5]").UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator("#toasts")).ToContainTextAsync("Saved.");

        await page.GetByRole(AriaRole.Link, new() { Name = "User status" }).ClickAsync();
        ILocator tile = page.Locator("[data-id=out1]");
        await Assertions.Expect(tile).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-id=out5]")).ToHaveCountAsync(0);
        int before = await Column(tile);
        await page.GetByRole(AriaRole.Button, new() { Name = "Unlock layout" }).ClickAsync();
        await tile.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Shift+ArrowRight");
        LocatorBoundingBoxResult box = (await page.Locator("[data-id=out3]").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + 40, box.Y + 20);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + 40 + box.Width / 2, box.Y + 20, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        int dragged = await Column(page.Locator("[data-id=out3]"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator("#toasts p").Last).ToContainTextAsync("Saved.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Lock layout" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Unlock layout" })).ToBeVisibleAsync();
        Assert.Equal(before + 1, await Column(tile));
        await AddUser(page);
        await house.Close(page);

        IPage user = await house.Open(1280, 800, ColorScheme.Light);
        await house.LogIn(user, "anna", "annas-own-1");
        await Assertions.Expect(user.Locator("h1")).ToHaveTextAsync("User status");
        await Assertions.Expect(user.Locator("[data-id=out1]")).ToBeVisibleAsync();
        Assert.Equal((before + 1, dragged), (await Column(user.Locator("[data-id=out1]")), await Column(user.Locator("[data-id=out3]"))));
        await Assertions.Expect(user.Locator("[data-id=out5]")).ToHaveCountAsync(0);
        await Assertions.Expect(user.Locator("#menu")).ToBeHiddenAsync();
        await Assertions.Expect(user.GetByRole(AriaRole.Button, new() { Name = "Unlock layout" })).ToHaveCountAsync(0);
        foreach (string name in new[] { "status", "outputs", "visibility" })
        {
            await user.GotoAsync($"{house.Address}#/{name}");
            await Assertions.Expect(user.Locator("h1")).ToHaveTextAsync("User status");
            await Assertions.Expect(user.Locator("fieldset")).ToHaveCountAsync(0);
        }

        await user.Locator("[data-id=out4]").GetByRole(AriaRole.Button, new() { Name = "On", Exact = true }).ClickAsync();
        await Assertions.Expect(user.Locator("[data-id=out4] .state")).ToHaveTextAsync("On");
        await user.Locator("[data-id=out4]").GetByRole(AriaRole.Button, new() { Name = "Auto", Exact = true }).ClickAsync();
        Assert.Empty(house.Errors(user));
        await house.Close(user);
    }

    [NeedsPeersFact(Peer.Chromium)]
    public async Task A_locked_session_looks_on_and_its_password_opens_it_again()
    {
        IPage page = await house.Open(390, 844, ColorScheme.Light);
        await house.LogIn(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Lock", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Locked");
        await page.FillAsync("input[name=password]", house.Password);
        await page.Locator("form").GetByRole(AriaRole.Button, new() { Name = "Unlock" }).ClickAsync();
        await Assertions.Expect(page.Locator(".tile").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Lock", Exact = true })).ToBeVisibleAsync();
        await house.Close(page);
    }

    [NeedsPeersFact(Peer.Chromium)]
    public async Task The_page_says_that_the_device_is_gone_stays_and_goes_on_by_itself()
    {
        IPage page = await house.OpenInside(390, 844, ColorScheme.Light, "status");
        await Assertions.Expect(page.Locator(".tile").First).ToBeVisibleAsync();
        await page.RouteAsync("**/api/**", route => route.AbortAsync());
        await Assertions.Expect(page.Locator("#banner")).ToContainTextAsync("has not answered since");
        await Assertions.Expect(page.Locator(".tile").First).ToBeVisibleAsync();
        await page.UnrouteAsync("**/api/**");
        await Assertions.Expect(page.Locator("#banner")).ToBeEmptyAsync();

        // Back after a restart it knows no session any more.
        await page.RouteAsync("**/api/**", route => route.AbortAsync());
        await Assertions.Expect(page.Locator("#banner")).ToContainTextAsync("has not answered since");
        await page.Context.ClearCookiesAsync();
        await page.UnrouteAsync("**/api/**");
        await Assertions.Expect(page.Locator(".note")).ToHaveTextAsync("The device has restarted; please log in again.");
        await house.Close(page);
    }

    [NeedsPeersFact(Peer.Chromium)]
    public async Task The_page_says_in_the_readers_language_what_is_wrong_with_the_device()
    {
        IPage page = await house.OpenInside(390, 844, ColorScheme.Light, "status", Wrong, "pl");
        await Assertions.Expect(page.Locator("#banner")).ToContainTextAsync("Czas nieznany");
        await Assertions.Expect(page.Locator("#banner")).ToContainTextAsync("Pamięć flash nie przyjmuje zapisu");
        await Assertions.Expect(page.Locator("#values .cell", new() { HasText = "[m1]" })).ToContainTextAsync("W");

        await house.Panel("unplugged", true);
        await page.UnrouteAllAsync();
        await Assertions.Expect(page.Locator("#banner")).ToHaveTextAsync("Licznik nie odpowiada.");
        await house.Panel("unplugged", false);
        await Assertions.Expect(page.Locator("#banner")).ToBeEmptyAsync();
        await house.Close(page);
    }

    [NeedsPeersFact(Peer.Chromium)]
    public async Task The_curves_of_the_day_are_drawn_with_their_gaps_and_read_by_the_slider()
    {
        const string Day =
            """
            {"stepS":300,"endedAgoS":60,"end":null,
             "series":[{"id":"grid","name":"Grid power","unit":"W","values":[500,null,-1500,-2000]},{"id":"ds1","name":"Boiler","unit":"°C","values":[40,41,42,null]}],
             "outputs":[{"id":"out1","name":"Heater 1","on":[0,null,50,100]}]}
            """;
        IPage page = await house.OpenInside(390, 844, ColorScheme.Dark, "status", page => page.RouteAsync("**/api/v1/day", route => route.FulfillAsync(new() { ContentType = "application/json", Body = Day })));
        string area = (await page.Locator(".chart .area").GetAttributeAsync("d"))!;
        Assert.Equal(2, area.Count(c => c == 'Z'));   // two stretches, the gap between them stays open
        Assert.DoesNotContain("NaN", area);
        Assert.Equal(1, (await page.Locator(".chart .l1").GetAttributeAsync("d"))!.Count(c => c == 'M'));
        Assert.Equal(2, await page.Locator(".chart .bar").CountAsync());
        await Assertions.Expect(page.Locator(".reading")).ToContainTextAsync("Grid -2.00 kW, Boiler –, Heater 1");
        await page.GetByRole(AriaRole.Slider).FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Assertions.Expect(page.Locator(".reading")).ToContainTextAsync("Grid 500 W, Boiler 40.00 °C");
        Assert.DoesNotContain("Heater", await page.Locator(".reading").InnerTextAsync());
        Assert.Empty(house.Errors(page));
        await house.Close(page);
    }

    // A device that knows no time and cannot store, as its live document tells it.
    private static Task Wrong(IPage page) => page.RouteAsync("**/api/v1/live", async route =>
    {
        IAPIResponse names = await page.APIRequest.GetAsync(new Uri(new Uri(route.Request.Url), "names").ToString());
        var conditions = JsonNode.Parse(await names.TextAsync())!["conditions"]!.AsArray();
        int Place(string message) => conditions.ToList().FindIndex(condition => (string?)condition?["message"] == message);
        IAPIResponse live = await route.FetchAsync();
        JsonNode answer = JsonNode.Parse(await live.TextAsync())!;
        if (live.Ok) answer["warnings"] = new JsonArray(Place("time is unknown"), Place("does not take what is to be stored"));
        await route.FulfillAsync(new() { Response = live, Body = answer.ToJsonString() });
    });

    private static async Task AddUser(IPage page)
    {
        int status = await page.EvaluateAsync<int>(
            """
            async () => (await fetch('/api/v1/users', { method: 'PUT', headers: { 'Content-Type': 'application/json' },
              body: JSON.stringify({ users: [{ name: 'admin', role: 'installer' }, { name: 'anna', role: 'user', password: 'annas-own-1' }] }) })).status
            """);
        Assert.Equal(204, status);
    }

    // Grid column that a tile begins in, from 1.
    private static Task<int> Column(ILocator tile) => tile.EvaluateAsync<int>("element => Number(element.style.gridColumnStart)");
}
