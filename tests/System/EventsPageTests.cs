// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Wattwarden.SystemTests.Support;
using Xunit;

namespace Wattwarden.SystemTests;

/// <summary>An installer at work on the page of events.</summary>
[Collection(nameof(AloneOnTheComputer))]
public sealed class EventsPageTests(BrowserHouse house) : IClassFixture<BrowserHouse>
{
    private const string Script = "<img src=x onerror=alert(1)>";

    [NeedsPeersFact(Peer.Chromium)]
    public async Task The_manuals_example_is_built_on_the_page_its_truth_is_seen_and_the_heater_switches()
    {
        await house.Panel("boilerCelsius", 40);
        await house.Panel("householdWatts", 300);
        await house.Panel("sunWatts", 0);
        IPage page = await Open();
        await RemoveAll(page);
        await Button(page, "Add event").ClickAsync();
        ILocator row = Row(page, 0);
        await ManualExample.FillIn(row, "Heater 1 " + Script);

        ILocator sentence = row.Locator(".sentence");
        await Assertions.Expect(sentence).ToContainTextAsync("more than 2.00 kW is exported to the grid (until 1.90 kW) and");
        await Assertions.Expect(sentence).ToContainTextAsync("is below 65.00 °C (until 68.00 °C)");
        await Assertions.Expect(sentence).ToContainTextAsync("[out1] is held on, otherwise off. It ends 1 min later.");

        await Button(page, "Would it be met now?").ClickAsync();
        await Assertions.Expect(row.Locator(".note")).ToHaveTextAsync("No, now it would not be met.");
        await Assertions.Expect(row.Locator(".editor")).ToContainTextAsync(new Regex(@"A: not met · [-\d.]+ k?W · \d\.\d\d kW missing"));
        await Assertions.Expect(row.Locator(".state")).ToHaveTextAsync("not saved");
        await Save(page);
        await Assertions.Expect(row.Locator(".state")).ToHaveTextAsync("not met", new() { Timeout = 10_000 });

        await house.Panel("sunWatts", 5300);
        await Assertions.Expect(row.Locator(".state")).ToHaveTextAsync("met", new() { Timeout = 15_000 });
        await Assertions.Expect(row.Locator(".truth")).ToContainTextAsync(new Regex(@"A: met \(-[\d.]+ kW\) · B: met \([\d.]+ °C\)"));
        Patience.Until("the heater is on in the house", TimeSpan.FromSeconds(10), () => (bool)house.PanelState().Result["relays"]![1]!);
        await house.Panel("sunWatts", 0);
        await Assertions.Expect(row.Locator(".truth")).ToContainTextAsync(new Regex("A: not met .* · delay: [0-9 mins]+ left"), new() { Timeout = 15_000 });
        await Assertions.Expect(row.Locator(".state")).ToHaveTextAsync("met");

        await page.ReloadAsync();
        await Assertions.Expect(Row(page, 0).Locator("h2")).ToContainTextAsync(Script);
        Assert.Equal(0, await page.Locator("img").CountAsync());
        Assert.Empty(house.Errors(page));
        await house.Close(page);
    }

    [NeedsPeersFact(Peer.Chromium)]
    public async Task Events_are_copied_moved_by_keys_chained_and_deleted_and_a_ring_is_told_at_its_place()
    {
        IPage page = await Open();
        await RemoveAll(page);
        foreach (string name in new[] { "First", "Second" })
        {
            await Button(page, "Add event").ClickAsync();
            await page.Locator(".editor:visible").Last.GetByLabel("Name").FillAsync(name);
            await Button(page, "Close: " + name).ClickAsync();
        }

        await Button(page, "Copy: First").ClickAsync();
        await Assertions.Expect(Row(page, 1).Locator("h2")).ToContainTextAsync("2 · First (2)");
        ILocator up = Button(page, "Move up: Second");
        await up.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Row(page, 1).Locator("h2")).ToContainTextAsync("Second");
        await Assertions.Expect(up).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Button(page, "Move down: Second")).ToBeFocusedAsync();   // at the top there is no further up

        await Button(page, "Edit: Second").ClickAsync();
        await Row(page, 0).GetByLabel("Condition C").SelectOptionAsync(new SelectOptionValue { Label = "First" });
        await Button(page, "Delete: First", exact: true).ClickAsync();
        await Assertions.Expect(page.Locator("#toasts")).ToContainTextAsync("“Second” uses this one as condition C");

        await Button(page, "Edit: First", exact: true).ClickAsync();
        await Row(page, 1).GetByLabel("Condition C").SelectOptionAsync(new SelectOptionValue { Label = "Second" });
        await Button(page, "Save").ClickAsync();
        await Assertions.Expect(page.Locator("form .error").Filter(new() { HasText = "depend on each other" })).ToBeVisibleAsync();
        await Row(page, 1).GetByLabel("Condition C").SelectOptionAsync("");
        await Save(page);
        await page.ReloadAsync();
        await Assertions.Expect(Row(page, 0).Locator(".sentence")).ToContainTextAsync("the event “First” is met");

        await Button(page, "Delete: First (2)").ClickAsync();
        await Button(page, "Yes").ClickAsync();
        await Save(page);
        await Assertions.Expect(page.Locator(".cards > li")).ToHaveCountAsync(2);
        Assert.All(house.Errors(page), error => Assert.Contains("400", error));   // the refused ring
        await house.Close(page);
    }

    [NeedsPeersFact(Peer.Chromium)]
    public async Task What_the_device_refuses_opens_the_editor_and_stands_at_its_input()
    {
        IPage page = await Open();
        await RemoveAll(page);
        await Button(page, "Add event").ClickAsync();
        ILocator row = Row(page, 0);
        await row.GetByLabel("On delay").EvaluateAsync("input => input.max = ''");
        await row.GetByLabel("On delay").FillAsync("90000");
        await row.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Button(page, "Save").ClickAsync();
        await Assertions.Expect(row.GetByLabel("On delay")).ToBeFocusedAsync();
        await Assertions.Expect(row.Locator(".field .error")).ToContainTextAsync("86400");

        await row.GetByLabel("On delay").FillAsync("0");
        await row.GetByLabel("Name").FillAsync("");
        await row.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Button(page, "Save").ClickAsync();
        await Assertions.Expect(row.GetByLabel("Name")).ToBeVisibleAsync();
        await Assertions.Expect(row.Locator(".field .error")).ToHaveTextAsync("Please fill this in.");
        await house.Close(page);
    }

    [NeedsPeersFact(Peer.Chromium)]
    public async Task Time_and_weekday_have_inputs_of_their_own_and_the_help_explains_every_field_in_every_language()
    {
        IPage page = await Open();
        await RemoveAll(page);
        await Button(page, "Add event").ClickAsync();
        ILocator row = Row(page, 0);
        await row.Locator("[data-key='a.source']").SelectOptionAsync("time");
        await row.GetByLabel("From").FillAsync("22:30");
        await row.GetByLabel("To", new() { Exact = true }).FillAsync("00:00");
        await row.GetByLabel("Operator").SelectOptionAsync("or");
        await row.Locator("[data-key='b.source']").SelectOptionAsync("weekday");
        await row.GetByLabel("Friday").CheckAsync();
        await Assertions.Expect(row.Locator(".sentence")).ToContainTextAsync("it is between 22:30 and 24:00 or the day is: Friday, Saturday, Sunday");
        await Save(page);

        string[] shown = [];
        foreach (string language in new[] { "de", "es", "fr", "it", "pl", "ru", "en" })
        {
            ILocator learn = page.Locator("#view > .row button").First;
            string before = await learn.InnerTextAsync();
            await page.Locator("#foot select").SelectOptionAsync(language);
            await Assertions.Expect(learn).Not.ToHaveTextAsync(before, new() { Timeout = 15_000 });
            await Assertions.Expect(learn).Not.ToHaveTextAsync("events.learn");
            await learn.ClickAsync();
            await Assertions.Expect(page.Locator("dialog h3")).ToHaveCountAsync(12);
            string text = await page.Locator("dialog").InnerTextAsync();
            Assert.DoesNotContain("eventhelp", text);
            Assert.DoesNotContain(text, shown);
            shown = [.. shown, text];
            await page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        }

        Assert.Empty(house.Errors(page));
        await house.Close(page);
    }

    private async Task<IPage> Open()
    {
        IPage page = await house.OpenInside(390, 844, ColorScheme.Light, "events");
        await Assertions.Expect(page.Locator(".cards")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await Assertions.Expect(page.GetByText(new Regex("of 32 events"))).ToBeVisibleAsync();
        return page;
    }

    private static async Task RemoveAll(IPage page)
    {
        while (await page.Locator(".cards > li").CountAsync() > 0)
        {
            await page.Locator(".cards > li").First.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
            await Button(page, "Yes").ClickAsync();
            await Assertions.Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        }
    }

    private static async Task Save(IPage page)
    {
        await Button(page, "Save").ClickAsync();
        await Assertions.Expect(page.Locator("#toasts").GetByText("Saved.").Last).ToBeVisibleAsync(new() { Timeout = 15_000 });
    }

    private static ILocator Row(IPage page, int place) => page.Locator($"[data-path='[{place}]']");

    private static ILocator Button(IPage page, string name, bool exact = false) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = exact });
}
