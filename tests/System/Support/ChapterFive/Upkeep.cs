// SPDX-License-Identifier: MIT
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace Wattwarden.SystemTests.Support.ChapterFive;

/// <summary>MQTT, 5.7 of the manual, and the pages that keep a device in order.</summary>
public sealed class Upkeep(Installer me)
{
    private IPage Page => me.Page;

    /// <summary>A broker with a login; grid power and the heater alone go there, and the heater can be switched from there.</summary>
    public async Task Mqtt(Mosquitto broker)
    {
        using var everything = new MosquittoSub(broker, "ems/#");
        await me.GoTo("MQTT client");
        await Assertions.Expect(Page.Locator("#view .big")).ToHaveTextAsync("Off");
        await me.Form.GetByLabel("Enable MQTT").CheckAsync();
        await me.Form.GetByLabel("Broker", new() { Exact = true }).FillAsync("127.0.0.1");
        await me.Form.GetByLabel("Port").FillAsync($"{broker.Port}");
        await me.Form.GetByLabel("Enable authentication (login/password)").CheckAsync();
        await me.Form.GetByLabel("User", new() { Exact = true }).FillAsync(Mosquitto.User);
        await me.Form.GetByLabel("Password", new() { Exact = true }).FillAsync("not-the-password");
        await me.Form.GetByLabel("Prefix of the topics").FillAsync("ems");
        await me.Form.GetByLabel("Client id").FillAsync("roof");
        await me.Form.GetByLabel("Everything that has a source").UncheckAsync();
        foreach (string point in new[] { "m1", "out1" }) await me.Form.Locator($"[data-point={point}] [name=send]").CheckAsync();
        await me.Save();
        await Assertions.Expect(Page.Locator("#view .big")).ToHaveTextAsync(Installer.Like("^Waiting for the next attempt"));   // the password is wrong
        await Assertions.Expect(Page.Locator("#view .card .soft").First).Not.ToBeEmptyAsync();
        await me.Form.GetByLabel("Password", new() { Exact = true }).FillAsync(Mosquitto.Password);
        await me.Save();
        await Assertions.Expect(Page.Locator("#view .big")).ToHaveTextAsync("Connected");
        JsonNode settings = (await me.Device("mqtt"))["settings"]!;
        Assert.Equal(["m1", "out1"], settings["points"]!.AsArray().Select(it => (string)it!["point"]!));
        Assert.DoesNotContain(Mosquitto.Password, settings.ToJsonString());
        await Installer.Until("grid power at the broker", () => Task.FromResult(everything.Payloads("ems/m1").Length > 0));
        Assert.Empty(everything.Payloads("ems/ds1"));
        Assert.Equal("online", everything.Payloads("ems/status").Last());
    }

    /// <summary>A backup brings back what was changed after it.</summary>
    public async Task Backup()
    {
        await me.GoTo("Backup and reset");
        IDownload file = await Page.RunAndWaitForDownloadAsync(() => me.Button("Without passwords").ClickAsync());
        string path = await file.PathAsync();
        JsonNode backup = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        Assert.Null(backup["secrets"]);
        await Page.GetByLabel("Passphrase").FillAsync("twelve letters and more");
        IDownload secret = await Page.RunAndWaitForDownloadAsync(() => me.Button("With passwords, encrypted").ClickAsync());
        string secretPath = await secret.PathAsync();
        Assert.NotNull(JsonNode.Parse(await File.ReadAllTextAsync(secretPath))!["secrets"]);

        await me.GoTo("Outputs");
        await me.Row(1).GetByLabel("Name").FillAsync("Something else");
        await me.Save();
        await me.GoTo("Backup and reset");
        await Upload(path);
        await me.Answer("Yes");
        await Assertions.Expect(Page.GetByText("Restored.")).ToBeVisibleAsync();
        await me.Holds("outputs-settings", "the name of before", outputs => (string?)outputs[1]!["name"] == "Immersion heater");
        await me.GoTo("Outputs");
        await Assertions.Expect(me.Row(1).GetByLabel("Name")).ToHaveValueAsync("Immersion heater");

        await me.GoTo("Backup and reset");
        await Upload(secretPath);
        await Page.Locator("dialog").GetByLabel("Passphrase").FillAsync("another passphrase");
        await me.Answer("Restore all");
        await Assertions.Expect(me.Toasts.Locator(".bad")).ToBeVisibleAsync();
        await Upload(secretPath);
        await me.Answer("Restore without them");
        await Assertions.Expect(Page.GetByText("Restored.")).ToBeVisibleAsync();
    }

    /// <summary>The broker that let nobody in stands in the list; the filter finds it, and the file has the chosen kinds.</summary>
    public async Task Diagnostics()
    {
        await me.GoTo("Diagnostics");
        ILocator rows = Page.Locator("tbody tr");
        await Assertions.Expect(rows.Filter(new() { HasText = "started" }).First).ToBeVisibleAsync();
        await Page.GetByLabel("Information").UncheckAsync();
        await Assertions.Expect(rows.Filter(new() { HasText = "started" })).ToHaveCountAsync(0);
        await Page.GetByLabel("Search").FillAsync("mqtt");
        await Assertions.Expect(rows.First).ToContainTextAsync("no connection to the broker");
        await Page.GetByLabel("Search").FillAsync("no such thing");
        await Assertions.Expect(Page.GetByText("Nothing has happened.")).ToBeVisibleAsync();
        await Page.GetByLabel("Search").FillAsync("");
        IDownload file = await Page.RunAndWaitForDownloadAsync(() => me.Button("Download as CSV").ClickAsync());
        string text = await File.ReadAllTextAsync(await file.PathAsync());
        Assert.Contains("mqtt", text);
        Assert.DoesNotContain("started", text);
    }

    public async Task SystemInformation()
    {
        await me.GoTo("System information");
        JsonNode system = await me.Device("system");
        ILocator facts = Page.Locator(".facts");
        await Assertions.Expect(facts).ToContainTextAsync((string)system["version"]!);
        await Assertions.Expect(facts).ToContainTextAsync((string)system["board"]!);
        await Assertions.Expect(facts).ToContainTextAsync("the network settings have changed");
        await Assertions.Expect(facts).ToContainTextAsync("follow the rules");
        ILocator tasks = Page.GetByRole(AriaRole.Region, new() { Name = "Tasks" });
        await Assertions.Expect(tasks.Locator("tbody tr")).ToHaveCountAsync(system["tasks"]!.AsArray().Count);
        await Assertions.Expect(tasks.Locator("tbody th", new() { HasText = "Restart memory" })).ToBeVisibleAsync();
        await Assertions.Expect(tasks.Locator("[lang]")).ToHaveCountAsync(0);   // what has no words, or has failed, is marked as English
        await Assertions.Expect(Page.GetByText("of the room")).ToBeVisibleAsync();
    }

    public async Task Help()
    {
        await me.GoTo("Help");
        await Assertions.Expect(Page.Locator("[data-page=events]")).ToBeVisibleAsync();
        await me.GoTo("Events");
        await me.Button("Help").ClickAsync();
        await Assertions.Expect(Page.Locator("[data-page=events] a")).ToBeFocusedAsync();
    }

    /// <summary>The installer goes: everything is as it came from the factory, and somebody new may begin.</summary>
    public async Task FactoryReset()
    {
        await me.GoTo("Backup and reset");
        await Page.GetByLabel("Keep counters and hours").UncheckAsync();
        string before = me.House.Label;
        await me.Button("Reset").ClickAsync();
        await me.Answer("Cancel");
        Assert.NotEmpty((await me.Device("events")).AsArray());
        await me.Button("Reset").ClickAsync();
        await me.Answer("Yes");
        await Assertions.Expect(Page.Locator(".note")).ToHaveTextAsync("The device has restarted; please log in again.");
        await Installer.Until("a first password of its own", () => Task.FromResult(me.House.Label != before));
        await me.House.LogIn(Page, "admin", me.House.Label);
        await Assertions.Expect(Page.Locator("h1")).ToHaveTextAsync("Own password");
    }

    private async Task Upload(string path)
    {
        IFileChooser chooser = await Page.RunAndWaitForFileChooserAsync(() => me.Button("Choose a file").ClickAsync());
        await chooser.SetFilesAsync(path);
    }
}
