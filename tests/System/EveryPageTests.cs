// SPDX-License-Identifier: MIT
using System.Text.Json;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Wattwarden.SystemTests.Support;
using Xunit;

namespace Wattwarden.SystemTests;

/// <summary>What holds for every page: fit, contrast and names for readers of the screen, order of the keyboard, no errors, no jumping, no text from elsewhere.</summary>
[Collection(nameof(AloneOnTheComputer))]
public sealed partial class EveryPageTests(BrowserHouse house) : IClassFixture<BrowserHouse>
{
    private const double MaxLayoutShift = 0.02;
    private const int DateParts = 9;

    /// <summary>Pages of a person who is logged in, as in the address after "#/".</summary>
    public static TheoryData<string> Pages =>
    [
        "status", "user", "help", "events", "modbus", "modbus/mapping", "modbus/custom/2", "modbus/scan", "modbus/doctor", "outputs", "password", "visibility",
        "sensors", "pulses", "mqtt", "network", "time", "users", "backup", "system", "diagnostics",
    ];

    [NeedsPeersTheory(Peer.Chromium)]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_sound_on_phone_and_desk_in_light_and_dark(string name)
    {
        foreach ((int width, int height) in new[] { (320, 640), (1280, 800) })
        {
            foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                IPage page = await house.OpenInside(width, height, scheme, name);
                await AssertSound(page, name.Split('/')[0]);
                await house.Close(page);
            }
        }
    }

    [NeedsPeersTheory(Peer.Chromium)]
    [InlineData(320, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task The_login_is_sound(int width, ColorScheme scheme)
    {
        IPage page = await house.Open(width, 640, scheme);
        await AssertSound(page, "login");
        await house.Close(page);
    }

    /// <summary>What opens on a page, and by which buttons, one after the other.</summary>
    public static TheoryData<string, string[]> Opened => new()
    {
        { "events", ["Edit: Room for heater 1"] },
        { "events", ["Learn more – events"] },
        { "events", ["Delete: Room for heater 1"] },
        { "modbus/custom/3", ["Add element"] },
        { "pulses", ["Set counter"] },
        { "users", ["Add user"] },
        { "user", ["Unlock layout"] },
        { "backup", ["Reset"] },
        { "system", ["Restart"] },
        { "sensors", ["Read identifier of the connected DS"] },
    };

    [NeedsPeersTheory(Peer.Chromium)]
    [MemberData(nameof(Opened))]
    public async Task What_opens_on_a_page_is_sound_as_well(string name, string[] buttons)
    {
        await AssertSoundOnceOpen(name, async page =>
        {
            foreach (string button in buttons) await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync();
        });
    }

    [NeedsPeersFact(Peer.Chromium)]
    public async Task What_opens_for_a_meter_that_was_found_is_sound_as_well() =>
        await AssertSoundOnceOpen("modbus/scan", async page =>
        {
            await page.GetByLabel("To slave ID").FillAsync("1");
            await page.GetByRole(AriaRole.Button, new() { Name = "Start the search" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Take over" }).ClickAsync(new() { Timeout = 60_000 });
            await Assertions.Expect(page.Locator("dialog select")).ToBeVisibleAsync();
        });

    [NeedsPeersFact(Peer.Chromium)]
    public async Task The_question_for_the_passphrase_of_a_backup_is_sound_as_well() =>
        await AssertSoundOnceOpen("backup", async page =>
        {
            await page.GetByLabel("Passphrase").FillAsync("a long passphrase");
            IDownload file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "With passwords, encrypted" }).ClickAsync());
            IFileChooser chooser = await page.RunAndWaitForFileChooserAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Choose a file" }).ClickAsync());
            await chooser.SetFilesAsync(await file.PathAsync());
            await Assertions.Expect(page.Locator("dialog input[type=password]")).ToBeVisibleAsync();
        });

    private async Task AssertSoundOnceOpen(string name, Func<IPage, Task> open)
    {
        foreach ((int width, ColorScheme scheme) in new[] { (320, ColorScheme.Dark), (1280, ColorScheme.Light) })
        {
            IPage page = await house.OpenInside(width, 800, scheme, name);
            await open(page);
            await AssertSound(page, name.Split('/')[0]);
            await house.Close(page);
        }
    }

    [NeedsPeersFact(Peer.Chromium)]
    public async Task The_pages_of_a_user_and_a_locked_session_are_sound_in_light_and_dark()
    {
        IPage installer = await house.OpenInside(1280, 800, ColorScheme.Light, "users");
        await installer.GetByRole(AriaRole.Button, new() { Name = "Add user" }).ClickAsync();
        ILocator row = installer.Locator("[data-path='users[1]']");
        await row.GetByLabel("Name").FillAsync("eve");
        await row.GetByLabel("Password").FillAsync("eves-own-1");
        await installer.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(installer.Locator("#toasts")).ToContainTextAsync("Saved.");
        await house.Close(installer);
        foreach ((int width, ColorScheme scheme) in new[] { (320, ColorScheme.Light), (1280, ColorScheme.Dark) })
        {
            IPage page = await house.Open(width, 800, scheme);
            await house.LogIn(page, "eve", "eves-own-1");
            foreach (string name in new[] { "user", "help", "password" })
            {
                await page.GotoAsync($"{house.Address}#/{name}");
                await page.ReloadAsync();
                await AssertSound(page, name);
            }

            await page.GetByRole(AriaRole.Button, new() { Name = "Lock", Exact = true }).ClickAsync();
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Locked");
            await page.ReloadAsync();
            await AssertSound(page, "unlock");
            await house.Close(page);
        }
    }

    [NeedsPeersTheory(Peer.Chromium)]
    [MemberData(nameof(Pages))]
    public async Task Every_text_of_a_page_comes_from_the_language_file_or_the_device(string name)
    {
        HashSet<string> said = [];
        IPage page = await house.OpenInside(1280, 800, ColorScheme.Light, name, page => InBrackets(page, said));
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("⟦");
        await page.WaitForTimeoutAsync(2500);   // the second poll
        string[] texts = await page.EvaluateAsync<string[]>(
            """
            () => {
              const texts = [];
              for (const element of document.querySelectorAll('body *')) {
                for (const name of ['aria-label', 'title', 'placeholder', 'alt']) if (element.hasAttribute(name)) texts.push(element.getAttribute(name));
                if (element.closest('noscript, #foot select') || !element.checkVisibility()) continue;
                for (const node of element.childNodes) if (node.nodeType === 3) texts.push(node.textContent);
              }
              return texts;
            }
            """);
        Assert.Contains(texts, text => text.Contains('⟦'));
        List<string> names = [.. said.OrderByDescending(text => text.Length)];
        string[] foreign = [.. texts.Select(text => Rest(text, names)).Where(rest => Word().IsMatch(rest)).Distinct()];
        Assert.Empty(foreign);
        await house.Close(page);
    }

    [Fact]
    public void A_text_from_elsewhere_is_found()
    {
        Assert.Matches(Word(), Rest("⟦Save⟧ Speichern", []));
        Assert.DoesNotMatch(Word(), Rest("⟦Save⟧ Heater 1 [out1] 2.31 kW, 21.40 °C, 3 h 5 min", ["Heater 1"]));
    }

    private async Task AssertSound(IPage page, string name)
    {
        await Assertions.Expect(page.Locator("#view." + name)).ToBeVisibleAsync();   // this page, not the login that a lost session shows
        await Assertions.Expect(page.Locator("#main > :not(h1)").First).ToBeVisibleAsync();
        await page.WaitForTimeoutAsync(1200);   // what comes late must not push
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "the page is wider than the screen");
        double shift = await page.EvaluateAsync<double>("window.layoutShift");
        Assert.True(shift < MaxLayoutShift, $"the layout shifted by {shift}: {await page.EvaluateAsync<string>("window.shifted")}");

        AxeResult axe = await page.RunAxe();
        Assert.True(axe.Passes.Length > 10, "axe has looked at nothing");
        Assert.Empty(axe.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}"));
        await AssertKeyboard(page);
        Assert.Empty(house.Errors(page));
    }

    // Tab goes to everything that can be used, in the order of the page, and shows where it is.
    private static async Task AssertKeyboard(IPage page)
    {
        string[] wanted = await page.EvaluateAsync<string[]>(
            """
            () => {
              let number = 0;
              // An open dialog has the keyboard to itself.
              return [...(document.querySelector('dialog[open]') ?? document).querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
                .filter(element => !element.disabled && !element.closest('[inert]') && element.checkVisibility({ visibilityProperty: true }))
                .map(element => element.dataset.tab = String(number++));
            }
            """);
        await page.EvaluateAsync("() => { document.activeElement?.blur(); const root = document.querySelector('dialog[open]') ?? document.body; root.tabIndex = -1; root.focus(); }");
        List<string> reached = [];
        int parts = 0;
        for (int i = 0; i < wanted.Length; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            string[] at = await page.EvaluateAsync<string[]>("() => [document.activeElement.dataset.tab ?? document.activeElement.outerHTML, getComputedStyle(document.activeElement).outlineStyle, document.activeElement.type ?? '']");
            // The browser's own field of date and time takes several steps: day, month, year …
            if (at[2] == "datetime-local" && reached.LastOrDefault() == at[0] && ++parts < DateParts) i--;
            else reached.Add(at[0]);
            Assert.True(at[2] == "datetime-local" || at[1] is "solid" or "auto", $"focus is not seen on {at[0]}");
        }

        Assert.Equal(wanted, reached);
    }

    // English with every text in brackets, and all texts that the device has said.
    private static async Task InBrackets(IPage page, HashSet<string> said)
    {
        await page.RouteAsync("**/lang/en*.json", async route =>
        {
            IAPIResponse answer = await route.FetchAsync();
            string[] texts = JsonSerializer.Deserialize<string>(await answer.TextAsync())!.Split('|');   // the first one is the mark of the keys
            string all = string.Join('|', texts.Skip(1).Select(text => text.StartsWith("Monday ", StringComparison.Ordinal) ? string.Join(' ', text.Split(' ').Select(day => $"⟦{day}⟧")) : $"⟦{text}⟧").Prepend(texts[0]));
            await route.FulfillAsync(new() { ContentType = "application/json", Body = JsonSerializer.Serialize(all) });
        });
        await page.RouteAsync("**/api/v1/**", async route =>
        {
            IAPIResponse answer = await route.FetchAsync();
            string text = await answer.TextAsync();
            if (text.StartsWith('{') || text.StartsWith('[')) Collect(JsonDocument.Parse(text).RootElement, said);
            await route.FulfillAsync(new() { Response = answer });
        });
    }

    private static void Collect(JsonElement json, HashSet<string> said)
    {
        if (json.ValueKind == JsonValueKind.String && json.GetString()!.Length > 1) said.Add(json.GetString()!);
        if (json.ValueKind == JsonValueKind.Array) foreach (JsonElement item in json.EnumerateArray()) Collect(item, said);
        if (json.ValueKind == JsonValueKind.Object) foreach (JsonProperty member in json.EnumerateObject()) Collect(member.Value, said);
    }

    private static string Rest(string text, List<string> names)
    {
        string rest = Bracketed().Replace(text, " ");
        foreach (string name in names) rest = rest.Replace(name, " ", StringComparison.Ordinal);
        return Neutral().Replace(rest, " ");
    }

    // The innermost first: a text that is filled into another one has brackets of its own.
    [GeneratedRegex(@"⟦(?>[^⟦⟧]|(?<open>⟦)|(?<-open>⟧))*(?(open)(?!))⟧")]
    private static partial Regex Bracketed();

    // Units, indices, and the product's name are the same in every language.
    [GeneratedRegex(@"(?<![\p{L}])(Wattwarden|k?Wh?|k?VA|kvar|var|V|A|Hz|°C|s|min|h|ms|m³/?h?|l|(OUT|EVENT|DS|out|event|ds|in|pw|m|p|a)\d*…?|time|weekday)(?![\p{L}])")]
    private static partial Regex Neutral();

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Word();
}
