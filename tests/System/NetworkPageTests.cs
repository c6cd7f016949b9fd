// SPDX-License-Identifier: MIT
using Microsoft.Playwright;
using Wattwarden.SystemTests.Support;
using Xunit;

namespace Wattwarden.SystemTests;

/// <summary>An installer gives the device an address at which nobody reaches it. The emulator's time runs faster while the settings are on trial.</summary>
[Collection(nameof(AloneOnTheComputer))]
public sealed class NetworkPageTests(BrowserHouse house) : IClassFixture<BrowserHouse>
{
    private const double TrialMinutes = 5;
    private const double Faster = 20;
    private const string Why = "With the address 10.9.9.9 the gateway did not answer and nobody opened the page; DHCP is in use instead";

    [NeedsPeersFact(Peer.Chromium)]
    public async Task An_address_that_does_not_work_is_announced_given_up_after_its_trial_and_explained_and_good_settings_heal_it()
    {
        IPage page = await house.OpenInside(1280, 800, ColorScheme.Light, "network");
        ILocator facts = page.Locator(".facts");
        await Assertions.Expect(facts).ToContainTextAsync("works");
        await page.GetByLabel("Enable DHCP").UncheckAsync();
        await page.GetByLabel("Address", new() { Exact = true }).FillAsync("10.9.9.9");
        await page.GetByLabel("Mask").FillAsync("255.255.255.0");
        await page.GetByLabel("Gateway").FillAsync("10.9.9.1");
        await page.GetByLabel("Name server").FillAsync("");
        await Button(page, "Save").ClickAsync();
        await Assertions.Expect(page.Locator("dialog")).ToContainTextAsync("If it cannot be reached there, it goes back by itself after a few minutes.");
        await Button(page, "Yes").ClickAsync();
        await Assertions.Expect(page.Locator(".card.good")).ToHaveTextAsync(
            "The device restarts. http://10.9.9.9/ If it is not reached there within 5 min, it comes back here with the settings from before.");

        // It is gone for as long as the trial lasts, and not a minute less.
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        Patience.Until("the device is out of reach", TimeSpan.FromSeconds(30), () => !Answers(http));
        double goneAtS = await HouseSeconds();
        await house.Panel("speed", Faster);
        Patience.Until("the device is back", TimeSpan.FromMinutes(1), () => Answers(http));
        await house.Panel("speed", 1);
        Assert.InRange((await HouseSeconds() - goneAtS) / 60, TrialMinutes - 0.1, TrialMinutes + 1);

        await page.GotoAsync(house.Address + "#/network");
        await page.ReloadAsync();
        await house.LogIn(page, "admin", house.Password);
        await Assertions.Expect(facts).ToContainTextAsync("the saved settings do not work; others are in use – " + Why);
        await Assertions.Expect(facts).ToContainTextAsync("127.0.0.1");
        await Assertions.Expect(page.GetByLabel("Address", new() { Exact = true })).ToHaveValueAsync("10.9.9.9");   // to be mended, not typed anew
        await Assertions.Expect(page.Locator("#banner")).ToContainTextAsync("The network settings do not work; others are in use.");
        await page.GotoAsync(house.Address + "#/diagnostics");
        ILocator entry = page.Locator("tbody tr", new() { HasText = "settings do not work, others are in use" });
        await Assertions.Expect(entry).ToContainTextAsync($"({Why})");
        await Assertions.Expect(entry).ToContainTextAsync("present");
        await page.Locator("#foot select").SelectOptionAsync("de");
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("Mit der Adresse 10.9.9.9 hat weder das Gateway geantwortet noch jemand die Seite geöffnet; stattdessen gilt DHCP");
        await page.Locator("#foot select").SelectOptionAsync("en");

        await page.GotoAsync(house.Address + "#/network");
        await page.GetByLabel("Enable DHCP").CheckAsync();
        await Button(page, "Save").ClickAsync();
        await Button(page, "Yes").ClickAsync();
        await Assertions.Expect(page.Locator(".note")).ToHaveTextAsync("The device has restarted; please log in again.");
        await house.LogIn(page, "admin", house.Password);
        await Assertions.Expect(facts).ToContainTextAsync("works");
        await Assertions.Expect(page.Locator("#banner")).Not.ToContainTextAsync("network");
        await house.Close(page);
    }

    private bool Answers(HttpClient http)
    {
        try
        {
            using HttpResponseMessage answer = http.Send(new HttpRequestMessage(HttpMethod.Get, house.Address));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private async Task<double> HouseSeconds() => (double)(await house.PanelState())["seconds"]!;

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
