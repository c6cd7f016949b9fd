// SPDX-License-Identifier: MIT
using Microsoft.Playwright;
using Wattwarden.SystemTests.Support;
using Xunit;

namespace Wattwarden.SystemTests;

/// <summary>A house that has lived a day, as everybody finds it who starts the emulator.</summary>
public sealed class LivedInHouse() : BrowserHouse("--warm-up", "24h", "--ds", "3");

/// <summary>How the page looks at the sizes of a phone and of a desk, in light and dark; the pictures are those of the README.</summary>
[Collection(nameof(AloneOnTheComputer))]
public sealed class PictureTests(LivedInHouse house) : IClassFixture<LivedInHouse>
{
    [NeedsPeersFact(Peer.Chromium)]
    public async Task The_page_fits_phone_and_desk_in_light_and_dark_and_its_pictures_are_taken()
    {
        await house.Panel("householdWatts", 300);
        await house.Panel("sunWatts", 5300);
        foreach ((string size, int width, int height) in new[] { ("phone", 390, 844), ("desktop", 1280, 800), ("narrow", 320, 640) })
        {
            foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                IPage page = await house.Open(width, height, scheme);
                await Fits(page);
                await house.LogIn(page);
                await Assertions.Expect(page.Locator(".tile", new() { HasText = "Heater 1" }).Locator(".state")).ToHaveTextAsync("On", new() { Timeout = 90_000 });
                await Assertions.Expect(page.Locator(".tile", new() { HasText = "Heater 2" }).Locator(".state")).ToHaveTextAsync("On", new() { Timeout = 90_000 });
                await Assertions.Expect(page.Locator(".flow .sun .value")).ToContainTextAsync("W");
                await ShowsItsDay(page);
                await Fits(page);
                await Assertions.Expect(page.Locator("#toasts")).ToBeEmptyAsync();
                if (width > 320) await house.Picture(page, $"page-{size}-{(scheme == ColorScheme.Dark ? "dark" : "light")}");
                await AssertReadable(page);
                Assert.Empty(house.Errors(page));
                await house.Close(page);
            }
        }

        await PictureOf("events", "Edit: Surplus heats 1", ".truth:has-text('kW'), .truth:has-text(' W')");
        await PictureOf("modbus", null, "tbody strong");
        IPage panel = await house.Open(1280, 800, ColorScheme.Light, house.PanelUrl);
        await Assertions.Expect(panel.Locator("h1")).ToBeVisibleAsync();
        await Assertions.Expect(panel.Locator("#clock")).Not.ToBeEmptyAsync();
        await Fits(panel);
        await house.Picture(panel, "panel");
        Assert.Empty(house.Errors(panel));
    }

    // A page of the installer's, with something on it opened.
    private async Task PictureOf(string name, string? button, string shown)
    {
        // With a login of its own: those before it may have pushed the shared session out of the device's few places.
        IPage page = await house.Open(1280, 800, ColorScheme.Light);
        await house.LogIn(page);
        await page.GotoAsync($"{house.Address}#/{name}");
        if (button is not null) await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Assertions.Expect(page.Locator(shown).First).ToBeVisibleAsync();
        await Fits(page);
        await house.Picture(page, "page-" + name, fullPage: false);
        await house.Close(page);
    }

    // The curve of the grid goes from one edge to the other: a day has passed before the page opened.
    private static async Task ShowsItsDay(IPage page)
    {
        await Assertions.Expect(page.Locator(".chart .area")).ToBeVisibleAsync();
        double part = await page.EvaluateAsync<double>("document.querySelector('.chart .area').getBBox().width / document.querySelector('.chart').viewBox.baseVal.width");
        Assert.InRange(part, 0.95, 1);
        Assert.Equal(2, await page.Locator(".chart .line").CountAsync());   // sun, boiler
        Assert.True(await page.Locator(".chart .bar").CountAsync() > 20, "no heater has been on");
    }

    private static async Task Fits(IPage page) =>
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "the page is wider than the screen");

    // Contrast of every text against what is behind it, WCAG 2.2, 1.4.3: 4.5 to 1.
    private static async Task AssertReadable(IPage page)
    {
        string[] poor = await page.EvaluateAsync<string[]>(
            """
            () => {
              const parse = text => (text.match(/[\d.]+/g) || []).map(Number);
              const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
              const behind = element => { for (let at = element; at; at = at.parentElement) { const c = parse(getComputedStyle(at).backgroundColor); if (c.length === 3 || c[3] > 0) return c; } return [255, 255, 255]; };
              const poor = [];
              for (const element of document.querySelectorAll('body *')) {
                const own = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
                if (!own || !element.offsetParent || element.disabled) continue;
                const a = light(parse(getComputedStyle(element).color)), b = light(behind(element));
                const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
                if (ratio < 4.5) poor.push(element.tagName + '.' + element.className + ' "' + element.textContent.trim().slice(0, 30) + '" ' + ratio.toFixed(2));
              }
              return poor;
            }
            """);
        Assert.Empty(poor);
    }
}
