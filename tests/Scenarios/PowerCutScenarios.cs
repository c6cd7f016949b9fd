// SPDX-License-Identifier: MIT
using System.Text.Json;
using Wattwarden.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Wattwarden.Tests.Scenarios;

/// <summary>The power goes while settings are being written, at many bytes, and the device comes up with the old ones or the new ones.</summary>
public sealed class PowerCutScenarios(ITestOutputHelper output)
{
    [Fact]
    public void A_cut_at_any_byte_of_a_settings_write_leaves_the_old_events_or_the_new_ones()
    {
        using var house = new House(new HouseSetup { Events = Events(0) });
        house.After(minutes: 2);
        house.Put("events", Events(1));
        house.After(seconds: 1);
        int frame = house.LengthInFlash("settings-a");
        var random = new Random(3);
        List<int> cuts = [0, 1, 2, 15, 16, 17, frame / 2, frame - 2, frame - 1, frame, frame + 1, frame + 2, .. Enumerable.Range(0, 20).Select(_ => random.Next(frame + 2))];
        int olds = 0;
        int news = 0;
        int present = 1;
        foreach (int bytes in cuts)
        {
            bool wasCut = house.PutWhilePowerFails("events", Events(present + 1), bytes);
            house.After(seconds: 10);
            if (wasCut) house.PowerOn();
            house.After(seconds: 61);
            string name = NameOf(house);
            Assert.True(name == Name(present) || name == Name(present + 1), $"after a cut at byte {bytes} of {frame}: {name}");
            Assert.StartsWith("loaded", house.Get("/api/v1/system").GetProperty("settings").GetString());
            if (name == Name(present)) olds++;
            else news++;
            present = int.Parse(name.Split(' ')[1]);
            Assert.Equal("Grid power", house.Point("m1").GetProperty("name").GetString());
        }

        output.WriteLine($"{cuts.Count} cuts of a write of {frame} bytes: {olds} times the old settings, {news} times the new ones");
        Assert.True(olds >= 20 && news >= 2);
    }

    [Fact]
    public void Cuts_at_random_moments_never_cost_the_settings_or_the_login()
    {
        var random = new Random(11);
        using var house = new House(new HouseSetup { Events = Events(0), Outputs = """[{},{},{},{},{"restart":"last"},{}]""" });
        house.After(minutes: 2);
        int present = 0;
        for (int i = 0; i < 40; i++)
        {
            house.Flash.PowerFailsAfterBytes = house.Flash.BytesWritten + random.Next(3000);
            bool isLong = random.Next(3) > 0;
            bool wasCut = house.TryAsk(() =>
            {
                house.Command(4, random.Next(2) == 0 ? """{"on":true}""" : """{"on":false}""");
                house.Put("events", Events(present + 1));
                house.After(seconds: random.Next(isLong ? 200 : 30));
                house.Command(4, """{"on":true}""");
                house.Put("outputs-settings", """[{},{},{},{},{"restart":"last"},{}]""");
            });
            if (!wasCut) house.CutPower();
            house.After(seconds: random.Next(5));
            house.PowerOn().After(seconds: 700);   // through safe mode, should it have come to that
            string name = NameOf(house);
            Assert.True(name == Name(present) || name == Name(present + 1), name);
            present = int.Parse(name.Split(' ')[1]);
            Assert.StartsWith("loaded", house.Get("/api/v1/system").GetProperty("settings").GetString());
            Assert.False(house.Get("/api/v1/system").GetProperty("safeMode").GetBoolean());
        }

        Assert.True(present > 5);
    }

    [Fact]
    public void Full_flash_refuses_the_change_with_507_and_keeps_everything()
    {
        using var house = new House(new HouseSetup { Events = Events(0) });
        house.After(minutes: 2);
        Assert.Equal(Name(0), NameOf(house));   // logs in, which stores the owner's password
        house.Flash.Refuses = true;
        Assert.Equal(507, house.Ask("PUT", "/api/v1/events", Events(1)).Status);
        house.After(seconds: 1);
        Assert.Equal(Name(0), NameOf(house));
        house.Flash.Refuses = false;
        house.Put("events", Events(2));
        house.CutPower().After(seconds: 5).PowerOn().After(seconds: 5);
        Assert.Equal(Name(2), NameOf(house));
    }

    private static string Events(int number) =>
        $$"""[{"name":"{{Name(number)}}","on":true,"per":true,"a":{"source":"m1","op":"<","value":-{{1000 + number}} },"action":{"target":"out1","on":true} }]""";

    private static string Name(int number) => "Version " + number;

    private static string NameOf(House house)
    {
        JsonElement events = house.Get("/api/v1/events");
        Assert.Equal(1, events.GetArrayLength());
        return events[0].GetProperty("name").GetString()!;
    }
}
