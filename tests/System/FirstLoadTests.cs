// SPDX-License-Identifier: MIT
using System.Globalization;
using Microsoft.Playwright;
using Wattwarden.SystemTests.Support;
using Xunit;

namespace Wattwarden.SystemTests;

/// <summary>What goes over the wire before a person sees the dashboard for the first time, headers and all, as the browser counts it.</summary>
[Collection(nameof(AloneOnTheComputer))]
public sealed class FirstLoadTests(BrowserHouse house) : IClassFixture<BrowserHouse>
{
    private const int MaxBytes = 14_000;

    // They come after the dashboard stands.
    private static readonly string[] Later = ["/parts/day.js", "/parts/why.js", "/lang/keys.json", "-more.json"];

    [NeedsPeersFact(Peer.Chromium)]
    public async Task The_first_load_takes_at_most_fourteen_thousand_bytes_in_every_language()
    {
        List<string> report = [$"first load, bytes over the wire with headers, at most {MaxBytes}"];
        foreach (string language in new[] { "pl", "de", "en", "it", "ru", "fr", "es" })
        {
            Dictionary<string, int> bytes = [];
            IPage page = await house.OpenInside(390, 844, ColorScheme.Light, "status", page => Count(page, bytes), language);
            await Assertions.Expect(page.Locator(".tile").First).ToBeVisibleAsync();
            await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", language);
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            Assert.Contains($"/lang/{language}.json", bytes.Keys);
            int first = bytes.Where(file => !Later.Any(file.Key.EndsWith)).Sum(file => file.Value);
            report.Add(string.Create(CultureInfo.InvariantCulture, $"{language}  {first,6}   then {bytes.Values.Sum() - first,5} for curves and reasons"));
            if (language == "pl") report.AddRange(bytes.Select(file => $"      {file.Value,6} {file.Key}"));
            Report.Write("first-load", report);
            Assert.InRange(first, 5_000, MaxBytes);
            await house.Close(page);
        }
    }

    private static async Task Count(IPage page, Dictionary<string, int> bytes)
    {
        ICDPSession browser = await page.Context.NewCDPSessionAsync(page);
        Dictionary<string, string> paths = [];
        browser.Event("Network.responseReceived").OnEvent += (_, e) => paths[e!.Value.GetProperty("requestId").GetString()!] = new Uri(e.Value.GetProperty("response").GetProperty("url").GetString()!).AbsolutePath;
        browser.Event("Network.loadingFinished").OnEvent += (_, e) =>
        {
            if (!paths.TryGetValue(e!.Value.GetProperty("requestId").GetString()!, out string? path) || path.StartsWith("/api/", StringComparison.Ordinal)) return;
            bytes[path] = bytes.GetValueOrDefault(path) + (int)e.Value.GetProperty("encodedDataLength").GetDouble();
        };
        await browser.SendAsync("Network.enable");
    }
}
