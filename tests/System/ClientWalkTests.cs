// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.SystemTests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Wattwarden.SystemTests;

/// <summary>Chapter 5 of the manual by a client that was written from the OpenAPI document alone, on a house at work.</summary>
[Collection(nameof(AloneOnTheComputer))]
public sealed class ClientWalkTests(ITestOutputHelper output)
{
    private const string Own = "sunny-roof-1";

    [Fact]
    public void The_walk_of_chapter_five_over_http()
    {
        using var device = new EmulatorProcess("--panel", "0", "--ds", "3", "--day", SteadySun(), "--start", "2026-06-21T11:00");
        Patience.Until("the device prints its password", TimeSpan.FromSeconds(10), () => device.Console.Contains("password: "));
        using var installer = new DocumentClient(device.Port);

        // Log in with the label's password, and set one's own: nothing else works before.
        Assert.True(installer.Call("login", $$"""{"password":"{{device.Password}}"}""").GetProperty("mustSetPassword").GetBoolean());
        Assert.Equal("password", installer.Call("getModules", status: 403).GetProperty("field").GetString());
        installer.Call("changePassword", $$"""{"old":"{{device.Password}}","new":"{{Own}}"}""");

        // Network: an address of one's own choice. The device says that it restarts for that; sessions end with it.
        Assert.True(installer.Call("putNetwork", """{"name":"roof","dhcp":false,"address":"192.168.0.77"}""").GetProperty("restarts").GetBoolean());
        Wait("the device restarts", () => !installer.Answers("getNetwork"));
        Wait("the device is back", () => installer.Answers("login", $$"""{"password":"{{Own}}"}"""));
        Wait("the address is in use", () => installer.Call("getNetwork").GetProperty("address").GetString() == "192.168.0.77");

        // Meter: out of the presets, with every quantity that it offers; one of them onto a variable.
        JsonElement presets = installer.Call("getPresets").GetProperty("presets");
        Assert.Contains(presets.EnumerateArray(), p => p.GetProperty("id").GetString() == "eastron-sdm72dm");
        Assert.Contains(installer.Call("getPreset", id: "eastron-sdm72dm").GetProperty("quantities").EnumerateArray(), q => q.GetProperty("quantity").GetString() == "powerTotal");
        installer.Call("putModules", """[{"on":true,"preset":"eastron-sdm72dm","slave":1}]""");
        installer.Call("putMapping", """[{"module":1,"quantity":"powerTotal","point":"m1","name":"Grid power"}]""");
        Wait("the meter is read", () => installer.Call("getModule", id: "1").GetProperty("quantities").EnumerateArray().Any(q => q.GetProperty("quality").GetString() == "good"));

        // Sensor: read its identifier, save it at position 1. The emulator's new device has one there already: free the position first.
        installer.Call("saveSensor", """{"id":null}""", id: "1");
        JsonElement found = installer.Call("nextSensor");
        while (found.GetProperty("state").GetString() != "found") found = installer.Call("nextSensor");
        installer.Call("saveSensor", $$"""{"id":"{{found.GetProperty("id").GetString()}}"}""", id: "1");
        Wait("the sensor is read", () => installer.Call("getSensor", id: "1").GetProperty("quality").GetString() == "good");

        // Names of outputs, and the manual's example as an event; tried dry before.
        installer.Call("putOutputSettings", """[{"name":"Heat pump"},{"name":"Heater 1"},{"name":"Heater 2"}]""");
        const string Example =
            """
            [{"name":"Surplus heats","on":true,"per":true,"a":{"source":"m1","op":"<","value":-2000,"hysteresis":100},"op":"and",
              "b":{"source":"ds1","op":"<","value":65,"hysteresis":3},"offDelay":60,"action":{"target":"out1","on":true}}]
            """;
        JsonElement trial = installer.Call("tryEvent", Example).GetProperty("events")[0];
        output.WriteLine("dry run: " + trial.GetRawText());
        Assert.NotEqual("unknown", trial.GetProperty("result").GetString());
        installer.Call("putEvents", Example);
        Wait("the heater follows the surplus", () => Output(installer, "out1").GetProperty("on").GetBoolean());
        Assert.Equal("true", installer.Call("getEventsLive").GetProperty("events")[0].GetProperty("a").GetString());
        Assert.Contains("Surplus heats", Output(installer, "out1").GetProperty("why").GetString());

        // The user's page: what he sees and where; and the user himself.
        installer.Call("putView", """{"hidden":["m1","out0","out2","out3","out4","out5","flow"],"locked":false,"day":["ds1"]}""");
        installer.Call("putLayout", """{"tiles":[{"id":"out1","x":0,"y":0,"w":6,"h":2},{"id":"ds1","x":6,"y":0,"w":6,"h":2}]}""");
        installer.Call("putView", """{"hidden":["m1","out0","out2","out3","out4","out5","flow"],"locked":true,"day":["ds1"],"tiles":[{"id":"out1","x":0,"y":0,"w":6,"h":2},{"id":"ds1","x":6,"y":0,"w":6,"h":2}]}""");
        installer.Call("putUsers", """{"users":[{"name":"admin","role":"installer"},{"name":"anna","role":"user","password":"annas-own-1"}]}""");

        using var anna = new DocumentClient(device.Port);
        anna.Call("login", """{"user":"anna","password":"annas-own-1"}""");
        JsonElement names = anna.Call("getNames");
        Assert.Equal(["out1", "ds1"], names.GetProperty("view").GetProperty("tiles").EnumerateArray().Select(tile => tile.GetProperty("id").GetString()));
        Assert.Equal("out1", Assert.Single(names.GetProperty("outputs").EnumerateArray()).GetProperty("id").GetString());
        Assert.DoesNotContain(names.GetProperty("values").EnumerateArray(), v => v.GetProperty("id").GetString() == "m1");
        Assert.Equal(JsonValueKind.Null, anna.Call("getLive").GetProperty("power").ValueKind);
        anna.Call("putLayout", """{"tiles":[]}""", status: 403);
        anna.Call("getEvents", status: 403);
        anna.Call("switchOutput", """{"on":false,"forSeconds":60}""", id: "out1");
        anna.Call("switchOutput", """{"on":true,"forSeconds":60}""", id: "out4", status: 404);
        output.WriteLine($"{installer.Used.Union(anna.Used).Count()} operations used: {string.Join(' ', installer.Used.Union(anna.Used))}");
    }

    // No cloud decides whether the event comes: as much sun at every hour of the day.
    private static string SteadySun()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("wattwarden-sun").FullName, "steady.csv");
        File.WriteAllLines(file, ["time,watts", .. Enumerable.Range(0, 24).Select(hour => $"2026-06-21T{hour:00}:00:00+00:00,7000")]);
        return file;
    }

    private static JsonElement Output(DocumentClient client, string id) =>
        client.Call("getOutputs").GetProperty("outputs").EnumerateArray().Single(o => o.GetProperty("id").GetString() == id);

    private static void Wait(string what, Func<bool> condition) => Patience.Until(what, TimeSpan.FromSeconds(60), () =>
    {
        Thread.Sleep(200);
        return condition();
    });
}
