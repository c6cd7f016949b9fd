// SPDX-License-Identifier: MIT
using static Wattwarden.Emulator.Meters.Encoding;
using static Wattwarden.Emulator.Meters.Quantity;
using static Wattwarden.Emulator.Meters.Register;

namespace Wattwarden.Emulator.Meters;

/// <summary>CHINT DTSU666: holding registers. Source: manual ZTY0.464.1267 (2020); -H: inverter traffic recorded by three open projects.</summary>
internal static class Chint
{
    public static readonly MeterModel Dtsu666 = new()
    {
        Id = "chint-dtsu666",
        Title = "CHINT DTSU666",
        MaxRegisters = 80,
        Spaces =
        [
            new([3],
            [
                // All floats are scaled: 2300 is 230 V.
                .. Row(0x2000, Float32, 0.1, VoltL12, VoltL23, VoltL31),
                .. Row(0x2006, Float32, 0.1, VoltL1, VoltL2, VoltL3),
                .. Row(0x200C, Float32, 0.001, AmpereL1, AmpereL2, AmpereL3),
                .. Row(0x2012, Float32, 0.1, WattTotal, WattL1, WattL2, WattL3),
                .. Row(0x201A, Float32, 0.1, ReactiveTotal, ReactiveL1, ReactiveL2, ReactiveL3),
                .. Row(0x202A, Float32, 0.001, FactorTotal, FactorL1, FactorL2, FactorL3),
                new(0x2044, Float32, Hertz, 0.01),
                .. Row(0x101E, Float32, 1, ImportKWh, ImportKWhL1, ImportKWhL2, ImportKWhL3),
                .. Row(0x1028, Float32, 1, ExportKWh, ExportKWhL1, ExportKWhL2, ExportKWhL3),
                new(0x1032, Float32, ImportKvarh, 1),
                new(0x1050, Float32, ExportKvarh, 1),
            ],
            [new(0x2000, 0x2051), new(0x101E, 0x1051), new(0x0000, 0x000C), new(0x002C, 0x002E)],
            [new(0x0001, 701), new(0x0006, 1), new(0x0007, 10), new(0x002C, 3), new(0x002D, 3), new(0x002E, 1)]),
        ],
    };

    public static readonly MeterModel Dtsu666H = new()
    {
        Id = "chint-dtsu666-h",
        Title = "CHINT DTSU666-H (Huawei)",
        SlaveId = 11,
        MaxRegisters = 80,
        Spaces =
        [
            new([3],
            [
                .. Row(2102, Float32, 1, AmpereL1, AmpereL2, AmpereL3, VoltAverage, VoltL1, VoltL2, VoltL3),
                .. Row(2116, Float32, 1, VoltLineAverage, VoltL12, VoltL23, VoltL31, Hertz),
                .. Row(2126, Float32, 1, WattTotal, WattL1, WattL2, WattL3),
                .. Row(2134, Float32, 1, ReactiveTotal, ReactiveL1, ReactiveL2, ReactiveL3),
                .. Row(2142, Float32, 1, ApparentTotal, ApparentL1, ApparentL2, ApparentL3),
                .. Row(2150, Float32, 1, FactorTotal, FactorL1, FactorL2, FactorL3),
                .. Row(2166, Float32, 1, ImportKWh, ImportKWhL1, ImportKWhL2, ImportKWhL3),
                .. Row(2174, Float32, 1, ExportKWh, ExportKWhL1, ExportKWhL2, ExportKWhL3),
            ],
            [new(2102, 2181), new(2001, 2001)],
            [new(2001, 0x3B11)]),
        ],
    };
}
