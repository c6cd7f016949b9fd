// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text.Json.Nodes;
using Wattwarden.Emulator.House;

namespace Wattwarden.Emulator.Fleet;

/// <summary>Where the devices of a fleet log in, and what they publish. In user, password and prefix {id} stands for the device's id.</summary>
public sealed record FleetPlan
{
    public const int Most = 5000;
    public const string IdMark = "{id}";

    private const double RoofFromWatts = 3000;
    private const double RoofStepWatts = 1500;
    private const double LatitudeDegrees = 50;

    public required int Devices { get; init; }

    public string Host { get; init; } = "127.0.0.1";

    public int Port { get; init; } = 1883;

    /// <summary>The certificate that the broker's must come from, PEM; empty: no TLS.</summary>
    public string Ca { get; init; } = "";

    /// <summary>Empty: no login.</summary>
    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    public string Prefix { get; init; } = "wattwarden/" + IdMark;

    public int IntervalSeconds { get; init; } = 60;

    /// <summary>How long is measured once all devices are there; null: not at all.</summary>
    public TimeSpan? Measure { get; init; }

    /// <summary>The client id of device 0, 1 …, by which all else is named.</summary>
    public static string Id(int device) => "fleet-" + (device + 1).ToString("D4", CultureInfo.InvariantCulture);

    public string PrefixOf(int device) => Prefix.Replace(IdMark, Id(device));

    /// <summary>The settings that an installer would give the device. A value goes out between two samples when it has moved by its band.</summary>
    public string Settings(int device)
    {
        var settings = new JsonObject
        {
            ["on"] = true,
            ["host"] = Host,
            ["port"] = Port,
            ["tls"] = Ca.Length > 0,
            ["ca"] = Ca,
            ["user"] = User.Replace(IdMark, Id(device)),
            ["password"] = Password.Replace(IdMark, Id(device)),
            ["clientId"] = Id(device),
            ["prefix"] = PrefixOf(device),
            ["intervalS"] = IntervalSeconds,
            ["discovery"] = false,
            ["points"] = new JsonArray(Point("m1", 100), Point("m2", 0.1), Point("m3", 0.1), Point("ds1", 0.5),
                Point("out0", 0), Point("out1", 0), Point("out2", 0), Point("out3", 0), Point("out4", 0), Point("out5", 0)),
        };
        return settings.ToJsonString();
    }

    /// <summary>Another roof, other people, another day of the year at another hour: no two houses are alike.</summary>
    public static HouseOptions House(int device, long seed, DateTimeOffset start)
    {
        long own = (seed * 100_003) + device;
        DateTimeOffset day = start.AddDays(device * 37 % 365).AddHours(device % 12);
        return new HouseOptions
        {
            Sun = new ClearSky(RoofFromWatts + (RoofStepWatts * (device % 5)), LatitudeDegrees, own),
            StartSecond = day.ToUnixTimeSeconds(),
            Seed = own,
        };
    }

    private static JsonObject Point(string id, double band) => new() { ["point"] = id, ["band"] = band };
}
