// SPDX-License-Identifier: MIT
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace Wattwarden.SystemTests.Support.ChapterFive;

/// <summary>First start, network and time: 5.1 of the manual.</summary>
public sealed class SettingUp(Installer me)
{
    private const string Address = "192.168.0.77";

    private IPage Page => me.Page;

    /// <summary>The label's password opens nothing but the page on which the owner sets his own.</summary>
    public async Task FirstStart()
    {
        string label = me.House.Label;
        await me.House.LogIn(Page, "admin", label);
        await Assertions.Expect(Page.Locator("h1")).ToHaveTextAsync("Own password");
        await Page.GotoAsync(me.House.Address + "#/network");
        await Assertions.Expect(Page.Locator("h1")).ToHaveTextAsync("Own password");
        await Assertions.Expect(Page.Locator("#menu")).ToBeHiddenAsync();

        await Page.GetByLabel("Password until now").FillAsync("not-the-label");
        await Page.GetByLabel("New password", new() { Exact = true }).FillAsync("sunny-roof-1");
        await Page.GetByLabel("New password, once more").FillAsync("sunny-roof-2");
        await me.Button("Save").ClickAsync();
        await Assertions.Expect(Page.Locator(".error")).ToHaveTextAsync("The two new passwords differ.");
        await Page.GetByLabel("New password, once more").FillAsync("sunny-roof-1");
        await me.Button("Save").ClickAsync();
        await Assertions.Expect(Page.Locator(".error")).ToHaveTextAsync("This is not the password until now.");
        await me.House.SetOwnPassword(Page, "sunny-roof-1");
        Assert.False((bool)(await me.Device("session"))["mustSetPassword"]!);
        Assert.DoesNotContain((await me.Device("diagnostics"))["entries"]!.AsArray(), entry => ((string)entry!["source"]!).StartsWith("ds"));
    }

    /// <summary>A name, and an address of one's own choice: the device restarts with it, and opening its page there is the proof that it works.</summary>
    public async Task Network()
    {
        await me.GoTo("Network");
        await Assertions.Expect(Page.Locator(".facts")).ToContainTextAsync("works");
        await me.Form.GetByLabel("Name in the network").FillAsync("roof");
        await me.Save();
        await me.Holds("network", "the name", state => (string?)state["settings"]!["name"] == "roof");

        await me.Form.GetByLabel("Enable DHCP").UncheckAsync();
        ILocator address = me.Form.GetByLabel("Address", new() { Exact = true });
        await address.FillAsync("192.168.0.255");
        await me.Form.GetByLabel("Mask").FillAsync("255.255.255.0");
        await me.Form.GetByLabel("Gateway").FillAsync("192.168.0.1");
        await me.Button("Save").ClickAsync();
        await me.Answer("Yes");
        await Assertions.Expect(address).ToHaveAttributeAsync("aria-invalid", "true");
        await address.FillAsync(Address);
        await me.Button("Save").ClickAsync();
        await me.Answer("Cancel");
        await Assertions.Expect(me.Form.Locator(".actions .error")).ToHaveTextAsync("Nothing was changed.");
        Assert.True((bool)(await me.Device("network"))["settings"]!["dhcp"]!);
        await me.Button("Save").ClickAsync();
        await me.Answer("Yes");
        await Assertions.Expect(Page.GetByText("The device restarts.")).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Link, new() { Name = $"http://{Address}/" })).ToBeVisibleAsync();

        await Assertions.Expect(Page.Locator(".note")).ToHaveTextAsync("The device has restarted; please log in again.");
        await me.House.LogIn(Page, "admin", me.House.Password);
        await Assertions.Expect(Page.Locator("h1")).ToHaveTextAsync("Network");   // where he was
        await Assertions.Expect(Page.Locator(".facts")).ToContainTextAsync(Address + " / 255.255.255.0");
        await Assertions.Expect(Page.Locator(".facts")).ToContainTextAsync("works");
        JsonNode network = await me.Device("network");
        Assert.Equal(("proven", Address, "roof.local"), ((string?)network["stage"], (string?)network["address"], (string?)network["hostName"]));
    }

    public async Task Time()
    {
        await me.GoTo("Time");
        await Assertions.Expect(Page.Locator("#view .big")).ToHaveTextAsync(Installer.Like("^2026-06-21 "));
        await me.Form.GetByLabel("Who sets the clock").SelectOptionAsync("ntp");
        await me.Form.GetByLabel("Time zone").SelectOptionAsync("Europe/Lisbon");
        await me.Form.GetByLabel("NTP server").FillAsync("");
        await me.Button("Save").ClickAsync();
        await Assertions.Expect(me.Form.Locator(".field .error")).ToHaveTextAsync("Please fill this in.");
        await me.Form.GetByLabel("NTP server").FillAsync("ntp.house.example");
        await me.Save();
        await Assertions.Expect(Page.Locator("#view .card").First).ToContainTextAsync("UTC+01:00");   // summer in Lisbon
        await Page.ReloadAsync();
        await Assertions.Expect(me.Form.GetByLabel("Time zone")).ToHaveValueAsync("Europe/Lisbon");
        await Assertions.Expect(me.Form.GetByLabel("NTP server")).ToHaveValueAsync("ntp.house.example");
        JsonNode settings = (await me.Device("time"))["settings"]!;
        Assert.Equal(("WET0WEST,M3.5.0/1,M10.5.0", "ntp.house.example", true), ((string?)settings["zone"], (string?)settings["server"], (bool)settings["ntp"]!));
    }
}
