// SPDX-License-Identifier: MIT
using System.Diagnostics;
using Microsoft.Playwright;
using Wattwarden.SystemTests.Support;
using Wattwarden.SystemTests.Support.ChapterFive;
using Xunit;
using Xunit.Abstractions;

namespace Wattwarden.SystemTests;

/// <summary>Chapter 5 of the manual, as an installer walks through it with a browser: from the label's password to the owner at his own page.</summary>
[Collection(nameof(AloneOnTheComputer))]
public sealed class ChapterFiveTests(UntouchedHouse house, ITestOutputHelper output) : IClassFixture<UntouchedHouse>
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    [NeedsPeersFact(Peer.Chromium, Peer.Mosquitto, Peer.MosquittoSub)]
    public async Task An_installer_sets_a_house_up_and_its_owner_sees_what_he_is_meant_to_see()
    {
        using var broker = new Mosquitto(login: true);
        IPage page = await house.Open(1280, 800, ColorScheme.Light);
        var me = new Installer(house, page);
        (SettingUp settingUp, Wiring wiring, Automation automation, Owner owner, Upkeep upkeep) = (new(me), new(me), new(me), new(me), new(me));

        await Step("first start", settingUp.FirstStart);
        await Step("network", settingUp.Network);
        await Step("sensor", wiring.Sensor);
        await Step("meter", wiring.Meter);
        await Step("mapping", wiring.Mapping);
        await Step("inputs", wiring.Inputs);
        await Step("outputs", wiring.Outputs);
        await Step("the example", automation.Example);
        await Step("heater on", automation.HeaterGoesOn);
        await Step("sun goes", automation.SunGoes);

        // While the heater has its last minute.
        await Step("time", settingUp.Time);
        await Step("visibility", owner.Visibility);
        int column = 0;
        await Step("user page", async () => column = await owner.Arrange());
        await Step("users", owner.Users);
        await Step("mqtt", () => upkeep.Mqtt(broker));
        await Step("backup", upkeep.Backup);
        await Step("diagnostics", upkeep.Diagnostics);
        await Step("system", upkeep.SystemInformation);
        await Step("help", upkeep.Help);
        await me.GoTo("Status");
        await Step("heater off", automation.HeaterGoesOff);

        await me.Button("Log out").ClickAsync();
        await Step("owner", () => owner.SeesOnlyThat(column));
        await me.Button("Log out").ClickAsync();
        await house.LogIn(page, "admin", house.Password);
        await Step("factory reset", upkeep.FactoryReset);

        // What the device refused on purpose, and that it was away while it restarted, is all that the browser may complain about.
        Assert.All(house.Errors(page), error => Assert.Matches("40[013]|ERR_CONNECTION|ERR_EMPTY|ERR_SOCKET_NOT_CONNECTED", error));
    }

    private async Task Step(string name, Func<Task> step)
    {
        TimeSpan began = _watch.Elapsed;
        await step();
        output.WriteLine($"{name}: {(_watch.Elapsed - began).TotalSeconds:0.0} s");
    }
}
