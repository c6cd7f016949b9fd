// SPDX-License-Identifier: MIT
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Wattwarden.SystemTests.Support;
using Xunit;

namespace Wattwarden.SystemTests;

/// <summary>An installer at work on the Modbus pages, with the meter of the simulated house on the bus.</summary>
[Collection(nameof(AloneOnTheComputer))]
public sealed class ModbusPageTests(BrowserHouse house) : IClassFixture<BrowserHouse>
{
    private const string Script = "<img src=x onerror=alert(1)>";

    [NeedsPeersFact(Peer.Chromium)]
    public async Task A_meter_is_chosen_with_its_line_its_registers_are_live_and_a_quantity_is_mapped()
    {
        IPage page = await Open("modbus");
        ILocator first = Row(page, 0);
        await Assertions.Expect(first.Locator("tbody tr", new() { HasText = "Power, total [m1]" })).ToContainTextAsync(new Regex("W"), new() { Timeout = 15_000 });
        ILocator second = Row(page, 1);
        await second.GetByLabel("Read this module").CheckAsync();
        await second.GetByLabel("Module", new() { Exact = true }).SelectOptionAsync("schneider-iem3155");
        await Assertions.Expect(second.GetByLabel("Bit rate")).ToHaveValueAsync("19200");
        await Assertions.Expect(second.GetByLabel("Parity")).ToHaveValueAsync("even");
        await second.GetByLabel("Slave ID").FillAsync("300");
        await Button(page, "Save").ClickAsync();
        await Assertions.Expect(second.Locator(".error")).ToHaveTextAsync("From 1 to 247.");
        await second.GetByLabel("Slave ID").FillAsync("7");
        await Save(page);
        await page.ReloadAsync();
        await Assertions.Expect(second.GetByLabel("Slave ID")).ToHaveValueAsync("7");
        await Assertions.Expect(second.GetByLabel("Read this module")).ToBeCheckedAsync();
        await second.GetByLabel("Read this module").UncheckAsync();
        await Save(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Configure mapping" }).ClickAsync();
        ILocator power = page.Locator(".mapped", new() { HasText = "Power, export ·" });
        await power.Locator("select").SelectOptionAsync("m9");
        await power.GetByLabel("Name: Power, export").FillAsync("Sold " + Script);
        await Assertions.Expect(page.Locator("option[value=m9]").First).ToHaveTextAsync("m9 (Power, export)");
        await Save(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "← Modbus" }).ClickAsync();
        await Assertions.Expect(first.Locator("tbody tr", new() { HasText = "Power, export [m9]" })).ToContainTextAsync("W", new() { Timeout = 15_000 });
        await page.GotoAsync(house.Address + "#/status");
        await Assertions.Expect(page.Locator("#values .cell", new() { HasText = $"Sold {Script} [m9]" })).ToBeVisibleAsync(new() { Timeout = 15_000 });
        Assert.Equal(0, await page.Locator("img").CountAsync());
        Assert.Empty(house.Errors(page));
        await house.Close(page);
    }

    [NeedsPeersFact(Peer.Chromium)]
    public async Task A_custom_module_is_described_tried_read_exported_and_imported_again()
    {
        IPage page = await Open("modbus");
        ILocator third = Row(page, 2);
        await third.GetByLabel("Read this module").CheckAsync();
        await third.GetByLabel("Module", new() { Exact = true }).SelectOptionAsync("custom");
        await third.GetByRole(AriaRole.Button, new() { Name = "Configure custom module" }).ClickAsync();
        await page.GetByLabel("Name of the module").FillAsync("Own meter");
        await page.GetByLabel("Delay between register reads").FillAsync("0.5");
        await Button(page, "Add element").ClickAsync();
        ILocator read = page.Locator(".cards > li").First;
        await read.GetByLabel("Name").FillAsync("Power " + Script);
        await read.GetByLabel("Unit").FillAsync("W");
        await read.GetByLabel("Function").SelectOptionAsync("4");
        await read.GetByLabel("Address").FillAsync("0x34");
        await read.GetByLabel("Data type").SelectOptionAsync("float32");

        await Button(page, "Try: r1").ClickAsync();
        await Assertions.Expect(read.Locator(".good")).ToContainTextAsync(new Regex("Value: .* k?W"));
        await Assertions.Expect(read).ToContainTextAsync("Sent: 01 04 00 34 00 02 30 05");
        await Assertions.Expect(read).ToContainTextAsync(new Regex("Received: 01 04 04( [0-9a-f]{2}){6} "));
        await read.GetByLabel("Address").FillAsync("0x2345");
        await Button(page, "Try: r1").ClickAsync();
        await Assertions.Expect(read.Locator(".bad")).ToHaveTextAsync("exception 2: there is no such register");
        await page.GetByLabel("Slave ID").FillAsync("9");
        await Button(page, "Try: r1").ClickAsync();
        await Assertions.Expect(read.Locator(".bad")).ToContainTextAsync("no answer");
        await page.GetByLabel("Slave ID").FillAsync("1");
        await read.GetByLabel("Address").FillAsync("0x34");

        await Button(page, "Add element").ClickAsync();
        ILocator coil = page.Locator(".cards > li").Last;
        await coil.GetByLabel("Name").FillAsync("Pump");
        await coil.GetByLabel("Function").SelectOptionAsync("1");
        await coil.GetByLabel("Address").FillAsync("7");
        await Button(page, "Save").ClickAsync();
        await Assertions.Expect(coil.Locator(".error")).ToContainTextAsync("choose the type bit");   // what the device refuses, at its input
        await coil.GetByLabel("Data type").SelectOptionAsync("bit");
        await Button(page, "Move up: r2").ClickAsync();
        await Button(page, "Remove: r1").ClickAsync();
        await Save(page);

        IDownload file = await page.RunAndWaitForDownloadAsync(() => Button(page, "Export to a file").ClickAsync());
        JsonNode exported = JsonNode.Parse(await File.ReadAllTextAsync(await file.PathAsync()))![0]!;
        Assert.Equal("modbus-Own meter.json", file.SuggestedFilename);
        Assert.Equal((0.5m, "0x34", 1), ((decimal)exported["delayS"]!, (string)exported["reads"]![0]!["address"]!, exported["reads"]!.AsArray().Count));

        await page.GetByRole(AriaRole.Link, new() { Name = "← Modbus" }).ClickAsync();
        await Assertions.Expect(third.Locator("tbody tr", new() { HasText = "Power " + Script })).ToContainTextAsync(new Regex("W"), new() { Timeout = 15_000 });
        Assert.Equal(0, await page.Locator("img").CountAsync());

        await page.GotoAsync(house.Address + "#/modbus/custom/2");
        await Assertions.Expect(page.Locator("#view h2")).ToContainTextAsync("Module 2");
        IFileChooser chooser = await page.RunAndWaitForFileChooserAsync(() => Button(page, "Import from a file").ClickAsync());
        await chooser.SetFilesAsync(new FilePayload { Name = "broken.json", MimeType = "application/json", Buffer = "{"u8.ToArray() });
        await Assertions.Expect(page.Locator("#toasts")).ToContainTextAsync("The file holds no JSON.");
        chooser = await page.RunAndWaitForFileChooserAsync(() => Button(page, "Import from a file").ClickAsync());
        await chooser.SetFilesAsync(await file.PathAsync());
        await Assertions.Expect(page.GetByLabel("Name of the module")).ToHaveValueAsync("Own meter");
        await Assertions.Expect(page.Locator(".cards > li").GetByLabel("Address")).ToHaveValueAsync("0x34");
        await Save(page);
        Assert.All(house.Errors(page), error => Assert.Contains("400", error));   // the coil that was no bit
        await house.Close(page);
    }

    [NeedsPeersFact(Peer.Chromium)]
    public async Task A_meter_that_is_another_one_than_was_chosen_is_told_everywhere_and_no_value_is_shown_for_it_until_the_right_one_is_saved()
    {
        IPage page = await Open("modbus");
        ILocator first = Row(page, 0);
        ILocator power = first.Locator("tbody tr", new() { HasText = "Power, total [m1]" });
        await Assertions.Expect(power).ToContainTextAsync("W", new() { Timeout = 15_000 });
        await Choose("chint-dtsu666");
        const string told = "The meter answers, but refuses: another preset? Its answer: exception 2: there is no such register.";
        await Assertions.Expect(first.Locator(".note")).ToHaveTextAsync(told, new() { Timeout = 20_000 });
        await Assertions.Expect(power.Locator("td").First).ToHaveTextAsync("–");
        await Assertions.Expect(power.Locator("td").Last).ToHaveTextAsync("refused");
        await Assertions.Expect(first.Locator("tbody")).Not.ToContainTextAsync("0 W");
        await Assertions.Expect(page.Locator("#banner")).ToContainTextAsync("Module 1: the meter answers, but refuses what it is asked. Another preset?", new() { Timeout = 15_000 });
        await page.GetByRole(AriaRole.Link, new() { Name = "Bus doctor" }).ClickAsync();
        await Assertions.Expect(page.Locator("#view .note")).ToContainTextAsync("Slave 1: The meter answers, but refuses what it is asked: another preset?");
        await page.GotoAsync(house.Address + "#/diagnostics");
        ILocator entry = page.Locator("tbody tr", new() { HasText = "does the preset fit this meter?" });
        await Assertions.Expect(entry).ToContainTextAsync("module1");
        await Assertions.Expect(entry).ToContainTextAsync("(exception 2: there is no such register)");
        await Assertions.Expect(entry).ToContainTextAsync("present");
        await page.GotoAsync(house.Address + "#/status");
        ILocator cell = page.Locator("#values .cell", new() { HasText = "[m1]" });
        await Assertions.Expect(cell).ToContainTextAsync("– no reading");

        await page.GotoAsync(house.Address + "#/modbus");
        await Choose("eastron-sdm72dm");
        await Assertions.Expect(power).ToContainTextAsync("W", new() { Timeout = 15_000 });
        await Assertions.Expect(first.Locator(".note")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#banner")).Not.ToContainTextAsync("refuses");
        await page.GotoAsync(house.Address + "#/diagnostics");
        await Assertions.Expect(entry).Not.ToContainTextAsync("present");
        Assert.Empty(house.Errors(page));
        await house.Close(page);

        async Task Choose(string preset)
        {
            await first.GetByLabel("Module", new() { Exact = true }).SelectOptionAsync(preset);
            await Assertions.Expect(first.GetByLabel("Bit rate")).ToHaveValueAsync("9600");
            await Save(page);
        }
    }

    [NeedsPeersFact(Peer.Chromium)]
    public async Task The_search_finds_the_meter_of_the_house_and_it_is_taken_over_and_the_doctor_counts()
    {
        IPage page = await Open("modbus/scan");
        await page.GetByLabel("To slave ID").FillAsync("3");
        await Button(page, "Start the search").ClickAsync();
        await Assertions.Expect(page.GetByText("Done, found: 1")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        ILocator found = page.Locator("tbody tr");
        await Assertions.Expect(found).ToContainTextAsync("9600 8N1");
        await Assertions.Expect(found).ToContainTextAsync("EASTRON SDM72D-M");
        await found.GetByRole(AriaRole.Button, new() { Name = "Take over" }).ClickAsync();
        ILocator dialog = page.Locator("dialog");
        await dialog.Locator("select").SelectOptionAsync("0");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Take over" }).ClickAsync();
        await Assertions.Expect(Row(page, 0).GetByLabel("Module", new() { Exact = true })).ToHaveValueAsync("eastron-sdm72dm");

        await page.GetByRole(AriaRole.Link, new() { Name = "Bus doctor" }).ClickAsync();
        ILocator slave = page.Locator("tbody tr").First;
        await Assertions.Expect(slave).ToContainTextAsync("1 – ");
        await Assertions.Expect(slave).ToContainTextAsync(new Regex(@"\d+ ms"));
        await house.Panel("unplugged", true);
        await Assertions.Expect(slave).ToContainTextAsync("check slave ID", new() { Timeout = 20_000 });
        await house.Panel("unplugged", false);
        await Assertions.Expect(slave).ToContainTextAsync("answered", new() { Timeout = 20_000 });
        Assert.Empty(house.Errors(page));
        await house.Close(page);
    }

    [NeedsPeersFact(Peer.Chromium)]
    public async Task Every_quantity_of_every_meter_has_a_name_of_its_own_in_every_language()
    {
        IPage page = await Open("modbus");
        foreach (string language in new[] { "de", "es", "fr", "it", "pl", "ru", "en" })
        {
            await page.Locator("#foot select").SelectOptionAsync(language);
            await Assertions.Expect(page.Locator("fieldset").First).ToBeVisibleAsync(new() { Timeout = 15_000 });
            string[] wrong = await page.EvaluateAsync<string[]>(
                """
                async () => {
                  const { get } = await import('/app.js');
                  const { quantityName } = await import('/parts/bus.js');
                  const names = new Map();
                  const wrong = [];
                  for (const { id } of (await get('presets')).presets) for (const { quantity } of (await get('presets/' + id)).quantities) {
                    const name = quantityName(quantity, 'nothing');
                    if (name === 'nothing' || name.includes('bus.') || (names.get(name) ?? quantity) !== quantity) wrong.push(quantity + ': ' + name);
                    names.set(name, quantity);
                  }
                  return names.size > 80 ? wrong : ['only ' + names.size];
                }
                """);
            Assert.Empty(wrong);
        }

        await house.Close(page);
    }

    private async Task<IPage> Open(string name)
    {
        IPage page = await house.OpenInside(390, 844, ColorScheme.Light, name);
        await Assertions.Expect(page.Locator("fieldset").First).ToBeVisibleAsync(new() { Timeout = 15_000 });
        return page;
    }

    private static async Task Save(IPage page)
    {
        await Button(page, "Save").ClickAsync();
        await Assertions.Expect(page.Locator("#toasts").GetByText("Saved.").Last).ToBeVisibleAsync(new() { Timeout = 15_000 });
    }

    private static ILocator Row(IPage page, int place) => page.Locator($"[data-path='[{place}]']");

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name });
}
