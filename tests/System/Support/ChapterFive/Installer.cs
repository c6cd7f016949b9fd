// SPDX-License-Identifier: MIT
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Wattwarden.SystemTests.Support.ChapterFive;

/// <summary>A house whose device knows nothing of it yet: not even its meter is the one that the factory expects.</summary>
public sealed class UntouchedHouse() : BrowserHouse("--untouched", "--preset", "chint-dtsu666", "--ds", "3", "--pulses");

/// <summary>A person at the page, who goes by the menu, types and clicks; and what the device has made of it.</summary>
public sealed class Installer(BrowserHouse house, IPage page)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public BrowserHouse House { get; } = house;

    public IPage Page { get; } = page;

    public ILocator Form => Page.Locator("form");

    public ILocator Toasts => Page.Locator("#toasts");

    public ILocator Button(string name, bool exact = true) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = exact });

    public ILocator Row(int place) => Page.Locator($"[data-path='[{place}]']");

    /// <summary>By the menu, as its words have it.</summary>
    public async Task GoTo(string name)
    {
        await Page.Locator("#menu").GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
        await Assertions.Expect(Page.Locator("h1")).ToHaveTextAsync(name);
        await Assertions.Expect(Page.Locator("#view > *").First).ToBeVisibleAsync();
    }

    /// <summary>Saves the form, and waits until the device has taken it.</summary>
    public async Task Save()
    {
        await Page.EvaluateAsync("document.getElementById('toasts').replaceChildren()");
        await Button("Save").ClickAsync();
        await Assertions.Expect(Toasts).ToContainTextAsync("Saved.");
    }

    /// <summary>The answer of a dialog.</summary>
    public async Task Answer(string name)
    {
        await Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
        await Assertions.Expect(Page.Locator("dialog")).ToHaveCountAsync(0);
    }

    /// <summary>What the device holds, whatever the page shows.</summary>
    public Task<JsonNode> Device(string path) => House.Ask(Page, path);

    /// <summary>Waits until the device holds this: what is stored is in effect with the next step of the loop.</summary>
    public Task Holds(string path, string what, Func<JsonNode, bool> holds) => Until($"{what} at {path}", async () => holds(await Device(path)));

    public Task HouseShows(string what, Func<JsonNode, bool> shows) => Until($"{what} in the house", async () => shows(await House.PanelState()));

    public static async Task Until(string what, Func<Task<bool>> condition)
    {
        using var stop = new CancellationTokenSource(Limit);
        while (!await condition())
        {
            if (stop.IsCancellationRequested) throw new TimeoutException($"not within {Limit.TotalSeconds:0} s: {what}");
            await Task.Delay(100);
        }
    }

    public static Regex Like(string pattern) => new(pattern);
}
