// SPDX-License-Identifier: MIT
using static Wattwarden.Emulator.Meters.Encoding;
using static Wattwarden.Emulator.Meters.Quantity;
using static Wattwarden.Emulator.Meters.Register;

namespace Wattwarden.Emulator.Meters;

/// <summary>
/// The smart meter behind a Fronius GEN24 as the inverter shows it on RTU: "SunS", common model, meter model, end mark. Sources:
/// SunSpec models 1, 203 and 213; Fronius Symo GEN24 manual p. 110 (unit 200, model type by choice).
/// </summary>
internal static class SunSpec
{
    private const int Start = 40000;
    private const int Common = 40002;
    private const int CommonLength = 65;
    private const int Meter = Common + 2 + CommonLength;
    private const int FloatLength = 124;
    private const int ScaledLength = 105;
    private const ushort NotGiven = 0x8000;

    public static readonly MeterModel Float = new()
    {
        Id = "fronius-sunspec",
        Title = "Fronius smart meter, SunSpec float",
        SlaveId = 200,
        Spaces =
        [
            new([3],
            [
                .. Row(Meter + 2, Float32, 1, AmpereSum, AmpereL1, AmpereL2, AmpereL3),
                .. Row(Meter + 10, Float32, 1, VoltAverage, VoltL1, VoltL2, VoltL3),
                .. Row(Meter + 18, Float32, 1, VoltLineAverage, VoltL12, VoltL23, VoltL31),
                new(Meter + 26, Float32, Hertz, 1),
                .. Row(Meter + 28, Float32, 1, WattTotal, WattL1, WattL2, WattL3),
                .. Row(Meter + 36, Float32, 1, ApparentTotal, ApparentL1, ApparentL2, ApparentL3),
                .. Row(Meter + 44, Float32, 1, ReactiveTotal, ReactiveL1, ReactiveL2, ReactiveL3),
                .. Row(Meter + 52, Float32, 1, FactorTotal, FactorL1, FactorL2, FactorL3),
                .. Row(Meter + 60, Float32, 0.001, ExportKWh, ExportKWhL1, ExportKWhL2, ExportKWhL3),
                .. Row(Meter + 68, Float32, 0.001, ImportKWh, ImportKWhL1, ImportKWhL2, ImportKWhL3),
            ],
            [new(Start, Meter + FloatLength + 3)],
            [.. Chain(213, FloatLength), .. NaN(Meter + 76, 24)]),
        ],
    };

    public static readonly MeterModel ScaleFactor = new()
    {
        Id = "fronius-sunspec-sf",
        Title = "Fronius smart meter, SunSpec int+SF",
        SlaveId = 200,
        Spaces =
        [
            new([3],
            [
                .. Row(Meter + 2, Signed16, 0.01, AmpereSum, AmpereL1, AmpereL2, AmpereL3),
                .. Row(Meter + 7, Signed16, 0.1, VoltAverage, VoltL1, VoltL2, VoltL3, VoltLineAverage, VoltL12, VoltL23, VoltL31),
                new(Meter + 16, Signed16, Hertz, 0.01),
                .. Row(Meter + 18, Signed16, 1, WattTotal, WattL1, WattL2, WattL3),
                .. Row(Meter + 23, Signed16, 1, ApparentTotal, ApparentL1, ApparentL2, ApparentL3),
                .. Row(Meter + 28, Signed16, 1, ReactiveTotal, ReactiveL1, ReactiveL2, ReactiveL3),
                .. Row(Meter + 33, Signed16, 0.001, FactorTotal, FactorL1, FactorL2, FactorL3),
                .. Row(Meter + 38, Unsigned32, 0.001, ExportKWh, ExportKWhL1, ExportKWhL2, ExportKWhL3),
                .. Row(Meter + 46, Unsigned32, 0.001, ImportKWh, ImportKWhL1, ImportKWhL2, ImportKWhL3),
            ],
            [new(Start, Meter + ScaledLength + 3)],
            [
                .. Chain(203, ScaledLength),
                new(Meter + 6, Power(-2)), new(Meter + 15, Power(-1)), new(Meter + 17, Power(-2)),
                new(Meter + 22, 0), new(Meter + 27, 0), new(Meter + 32, 0),
                new(Meter + 37, Power(-1)),   // percent with one digit behind the point
                new(Meter + 54, 0), new(Meter + 71, NotGiven), new(Meter + 104, NotGiven),
            ]),
        ],
    };

    private static ushort Power(int exponent) => unchecked((ushort)(short)exponent);

    // "SunS" | 1 | 65 | maker(16) model(16) option(8) version(8) serial(16) address(1) | meter id | length | … | 0xFFFF | 0
    private static IEnumerable<Constant> Chain(int meterId, int meterLength) =>
    [
        new(Start, 0x5375), new(Start + 1, 0x6E53),
        new(Common, 1), new(Common + 1, CommonLength),
        .. Text(Common + 2, 16, "Fronius"),
        .. Text(Common + 18, 16, "Smart Meter TS 65A-3"),
        .. Text(Common + 34, 8, "<primary>"),
        .. Text(Common + 42, 8, "1.4"),
        .. Text(Common + 50, 16, "20112233"),
        new(Common + 66, 200),
        new(Meter, (ushort)meterId), new(Meter + 1, (ushort)meterLength),
        new(Meter + 2 + meterLength, 0xFFFF), new(Meter + 3 + meterLength, 0),
    ];

    private static IEnumerable<Constant> Text(int address, int registers, string text)
    {
        string padded = text.PadRight(2 * registers, '\0');
        for (int i = 0; i < registers; i++) yield return new(address + i, (ushort)((padded[2 * i] << 8) | padded[(2 * i) + 1]));
    }

    // Floats that this meter does not give.
    private static IEnumerable<Constant> NaN(int address, int values)
    {
        for (int i = 0; i < values; i++)
        {
            yield return new(address + (2 * i), 0x7FC0);
            yield return new(address + (2 * i) + 1, 0);
        }
    }
}
