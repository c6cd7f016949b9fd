// SPDX-License-Identifier: MIT
using Microsoft.Playwright;

namespace Wattwarden.SystemTests.Support;

/// <summary>The manual's example event (chapter 5): out1 is held on while 2 kW or more are exported and the tank is below 65 °C, and goes off a minute after.</summary>
internal static class ManualExample
{
    /// <summary>Fills in the editor of an event that has just been added.</summary>
    public static async Task FillIn(ILocator row, string name)
    {
        await row.GetByLabel("Name").FillAsync(name);
        await row.Locator("[data-key='a.source']").SelectOptionAsync("m1");
        await row.Locator("[data-key='a.op']").SelectOptionAsync("<");
        await row.Locator("[data-key='a.value']").FillAsync("-2000");
        await row.Locator("[data-key='a.hysteresis']").FillAsync("100");
        await row.GetByLabel("Operator").SelectOptionAsync("and");
        await row.Locator("[data-key='b.source']").SelectOptionAsync("ds1");
        await row.Locator("[data-key='b.op']").SelectOptionAsync("<");
        await row.Locator("[data-key='b.value']").FillAsync("65");
        await row.Locator("[data-key='b.hysteresis']").FillAsync("3");
        await row.GetByLabel("Off delay").FillAsync("60");
        await row.GetByLabel("Action").SelectOptionAsync("out1");
        await row.GetByLabel("On", new() { Exact = true }).CheckAsync();
        await row.GetByLabel("Per (permanent)").CheckAsync();
    }
}
