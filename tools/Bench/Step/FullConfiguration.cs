// SPDX-License-Identifier: MIT
using System.Text;
using Wattwarden.Emulator.OneWire;
using Wattwarden.Points;

namespace Wattwarden.Bench.Step;

/// <summary>
/// The settings of an installation that uses everything: three SDM630, m1–m30, 32 events with two conditions each, six outputs, eight temperature
/// sensors, four pulse inputs, eight contacts, four analog channels.
/// </summary>
internal static class FullConfiguration
{
    private static readonly string[] Quantities =
    [
        "powerTotal", "powerL1", "powerL2", "powerL3", "voltageL1", "voltageL2", "voltageL3", "currentSum", "frequency", "reactiveTotal",
    ];

    private static readonly string[] Logics = ["and", "or", "xor", "nor", "nand"];

    public static byte[] Document() => Encoding.UTF8.GetBytes(
        $$"""{"version":1,"modules":[{{List(3, Module)}}],"mapping":[{{List(PointId.MeterCount, Mapping)}}],"outputs":[{{List(PointId.OutputCount, Output)}}],"events":[{{List(32, Event)}}],{{Sensing()}}}""");

    private static string List(int count, Func<int, string> item) => string.Join(",", Enumerable.Range(0, count).Select(item));

    private static string Sensing() =>
        $$"""
        "sensors":[{{List(PointId.SensorCount, Sensor)}}],
        "inputs":{"pulses":[{{List(PointId.PulseCount, i => $$"""{"input":{{i + 1}},"name":"Counter {{i + 1}}"}""")}}],
        "contacts":[{{List(PointId.InputCount, i => $$"""{"input":{{i + 1}},"name":"Contact {{i + 1}}"}""")}}]},
        "analog":[{{List(PointId.AnalogCount, Analog)}}]
        """;

    private static string Sensor(int i) => $$"""{"position":{{i + 1}},"id":"{{Dow.Text(BenchSensing.Rom(i))}}","name":"Sensor {{i + 1}}","periodS":{{i % 4 * 5 + 5}}}""";

    private static string Analog(int i) => $$"""{"channel":{{i + 1}},"kind":"{{(i % 2 == 0 ? "linear" : "pt1000-divider")}}","name":"Analog {{i + 1}}"}""";

    private static string Module(int i) => $$"""{"on":true,"preset":"eastron-sdm630-v2","name":"Meter {{i + 1}}","slave":{{i + 1}}}""";

    private static string Mapping(int i) => $$"""{"module":{{i / 10 + 1}},"quantity":"{{Quantities[i % 10]}}","point":"m{{i + 1}}","name":"Value {{i + 1}}"}""";

    private static string Output(int i) => $$"""{"name":"Load {{i}}","minOnS":{{i * 5}},"minOffS":{{i * 5}},"restart":"{{(i % 2 == 0 ? "last" : "off")}}"}""";

    // Half of them permanent, a third with delays, a quarter on virtual outputs; some switch on and some off, so that relays move.
    private static string Event(int i) =>
        $$"""
        {"name":"Event {{i + 1}}","on":true,"per":{{(i % 2 == 0 ? "true" : "false")}},"a":{"source":"m{{i % 30 + 1}}","op":">=","value":500,"hysteresis":100},
        "op":"{{Logics[i % 5]}}","b":{"source":"m{{(i + 13) % 30 + 1}}","op":"<","value":-500,"hysteresis":100},
        "onDelay":{{(i % 3 == 0 ? 2 : 0)}},"offDelay":{{(i % 3 == 0 ? 5 : 0)}},
        "action":{"target":"{{(i % 4 == 3 ? $"event{i / 4 + 1}" : $"out{i % 6}")}}","on":{{(i / 12 % 2 == 0 ? "true" : "false")}}} }
        """;
}
