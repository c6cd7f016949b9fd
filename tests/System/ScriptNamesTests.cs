// SPDX-License-Identifier: MIT
using Microsoft.Playwright;
using Wattwarden.SystemTests.Support;
using Xunit;

namespace Wattwarden.SystemTests;

/// <summary>Whatever a person may name is named by a piece of a page: every page shows it as text.</summary>
[Collection(nameof(AloneOnTheComputer))]
public sealed class ScriptNamesTests(BrowserHouse house) : IClassFixture<BrowserHouse>
{
    private const string Script = "<img src=x onerror=alert(1)>";

    private const int Sections = 7;

    // Each name of a section as the device has it becomes the script; answers what the device said to each section.
    private const string NameAll =
        """
        async script => {
          const rename = it => { if (it && typeof it === 'object') for (const key of Object.keys(it)) if (key === 'name') it[key] = script; else rename(it[key]); return it; };
          const said = [];
          for (const section of ['outputs-settings', 'sensors', 'mapping', 'inputs-settings', 'analog-settings', 'events', 'custom']) {
            const body = await (await fetch('/api/v1/' + section)).json();
            for (let tries = 0; tries < 10; tries++) {
              const answer = await fetch('/api/v1/' + section, { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(rename(body)) });
              if (answer.status !== 409) { said.push(answer.status + ' ' + section + ' ' + await answer.text()); break; }
              await new Promise(done => setTimeout(done, 300));
            }
          }
          return said;
        }
        """;

    [NeedsPeersFact(Peer.Chromium)]
    public async Task A_script_in_every_name_is_shown_as_text_on_every_page()
    {
        IPage page = await house.OpenInside(1280, 800, ColorScheme.Light, "status");
        await Assertions.Expect(page.Locator(".tile").First).ToBeVisibleAsync();
        string[] said = await page.EvaluateAsync<string[]>(NameAll, Script);
        Assert.Equal(Sections, said.Length);
        Assert.All(said, answer => Assert.StartsWith("204", answer));
        await house.Close(page);

        List<string> shown = [];
        foreach (string name in EveryPageTests.Pages)
        {
            page = await house.OpenInside(1280, 800, ColorScheme.Light, name);
            page.Dialog += (_, dialog) => shown.Add("a dialog on " + name + ": " + dialog.Message);
            await Assertions.Expect(page.Locator("#main > :not(h1)").First).ToBeVisibleAsync();
            await page.WaitForTimeoutAsync(800);   // what comes late
            if (name is "status" or "user" or "events" or "mqtt" or "visibility") await Assertions.Expect(page.Locator("#main")).ToContainTextAsync(Script);
            Assert.Equal(0, await page.Locator("img").CountAsync());
            Assert.Empty(house.Errors(page));
            await house.Close(page);
        }

        Assert.Empty(shown);
    }
}
