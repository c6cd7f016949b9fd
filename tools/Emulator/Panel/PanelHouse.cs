// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Wattwarden.Emulator.House;
using Wattwarden.Emulator.OneWire;
using Wattwarden.Emulator.Wires;

namespace Wattwarden.Emulator.Panel;

/// <summary>A setting that the panel cannot take; names the member.</summary>
public sealed class PanelError(string field, string message) : Exception(message)
{
    public string Field { get; } = field;
}

/// <summary>The house as the panel sees and moves it: one JSON document out, one with changes in.</summary>
public sealed class PanelHouse(SimulatedHouse house, BusFaults faults, BusCounters counters, Func<long> nowUs, EmulatorOptions options, HouseSensors? sensors = null, DeviceTroubles? device = null, Action<double>? setSpeed = null)
{
    // Beyond that a sleep of the desktop is longer than what the firmware waits for.
    private const double FastestSpeed = 50;

    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
    private readonly long _started = Stopwatch.GetTimestamp();

    public string State()
    {
        long atUs = nowUs();
        var state = JsonSerializer.SerializeToNode(house.Observe(atUs), Format)!.AsObject();
        state["speed"] = Math.Round(atUs / 1e6 / Math.Max(0.001, Stopwatch.GetElapsedTime(_started).TotalSeconds), 1);
        state["sunTitle"] = house.SunTitle;
        state["outputIds"] = new JsonArray([.. Wiring.Terminals.Select(terminal => JsonValue.Create(terminal.Id))]);
        state["meter"] = options.Rs485Path ?? options.Meter.Title;
        state["meterIsReal"] = options.Rs485Path is not null;
        state["httpPort"] = options.HttpPort;
        state["bus"] = new JsonObject
        {
            ["requests"] = counters.Requests,
            ["bytes"] = counters.Bytes,
            ["unplugged"] = faults.Unplugged,
            ["noise"] = Math.Round(faults.Noise, 4),
            ["echo"] = faults.Echo,
            ["strayLeadingByte"] = faults.StrayLeadingByte,
            ["slowReplyMs"] = faults.SlowReplyMs,
        };
        if (device is not null) state["device"] = new JsonObject { ["flashFull"] = device.FlashFull, ["ntpSilent"] = device.NtpSilent, ["namesSilent"] = device.NamesSilent };
        if (sensors is not null) state["sensors"] = SensorsState(sensors, atUs);
        return state.ToJsonString();
    }

    /// <summary>Applies each member of the document; null gives sun and load back to the model. Nothing is applied when one is wrong.</summary>
    public void Set(JsonElement changes)
    {
        if (changes.ValueKind != JsonValueKind.Object) throw new PanelError("", "an object is expected");
        List<Action> work = [.. changes.EnumerateObject().Select(Change)];
        foreach (Action action in work) action();
    }

    private static JsonObject SensorsState(HouseSensors sensors, long atUs) => new()
    {
        ["unplugged"] = sensors.Bus.Faults.Unplugged,
        ["stuckLow"] = sensors.Bus.Faults.StuckLow,
        ["noise"] = Math.Round(sensors.Bus.Faults.Noise, 4),
        ["places"] = new JsonArray([.. sensors.Sensors.Select(it => new JsonObject
        {
            ["id"] = Dow.Text(it.Device.Rom),
            ["place"] = it.Place,
            ["celsius"] = Math.Round(it.CelsiusAt(atUs), 3),
        })]),
    };

    private Action Change(JsonProperty member)
    {
        JsonElement value = member.Value;
        switch (member.Name)
        {
            case "sunWatts":
                double? sun = value.ValueKind == JsonValueKind.Null ? null : Number(member, 0, 20_000);
                return () => house.FixSun(sun, nowUs());
            case "householdWatts":
                double? load = value.ValueKind == JsonValueKind.Null ? null : Number(member, 0, 20_000);
                return () => house.FixHousehold(load, nowUs());
            case "boilerCelsius":
                double celsius = Number(member, Boiler.ColdCelsius, 95);
                return () => house.SetBoiler(celsius, nowUs());
            case "noise":
                double noise = Number(member, 0, 1);
                return () => faults.Noise = noise;
            case "slowReplyMs":
                int slowMs = (int)Number(member, 0, 10_000);
                return () => faults.SlowReplyMs = slowMs;
            case "unplugged":
                bool unplugged = Flag(member);
                return () => faults.Unplugged = unplugged;
            case "echo":
                bool echo = Flag(member);
                return () => faults.Echo = echo;
            case "strayLeadingByte":
                bool stray = Flag(member);
                return () => faults.StrayLeadingByte = stray;
            case "sensorsUnplugged" when sensors is not null:
                bool cut = Flag(member);
                return () => sensors.Bus.Faults.Unplugged = cut;
            case "sensorsStuckLow" when sensors is not null:
                bool stuck = Flag(member);
                return () => sensors.Bus.Faults.StuckLow = stuck;
            case "sensorsNoise" when sensors is not null:
                double slots = Number(member, 0, 1);
                return () => sensors.Bus.Faults.Noise = slots;
            case "speed" when setSpeed is not null:
                double speed = Number(member, 1, FastestSpeed);
                return () => setSpeed(speed);
            case "flashFull" when device is not null:
                bool full = Flag(member);
                return () => device.FlashFull = full;
            case "ntpSilent" when device is not null:
                bool silent = Flag(member);
                return () => device.NtpSilent = silent;
            case "namesSilent" when device is not null:
                bool mute = Flag(member);
                return () => device.NamesSilent = mute;
            default:
                throw new PanelError(member.Name, "unknown");
        }
    }

    private static double Number(JsonProperty member, double least, double most) =>
        member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetDouble(out double number) && number >= least && number <= most
            ? number
            : throw new PanelError(member.Name, $"a number from {least} to {most} is expected");

    private static bool Flag(JsonProperty member) => member.Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new PanelError(member.Name, "true or false is expected"),
    };
}
