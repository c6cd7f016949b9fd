// SPDX-License-Identifier: MIT
using static Wattwarden.Emulator.Meters.Encoding;
using static Wattwarden.Emulator.Meters.Quantity;
using static Wattwarden.Emulator.Meters.Register;

namespace Wattwarden.Emulator.Meters;

/// <summary>
/// Carlo Gavazzi: signed 32-bit numbers with the low register first, functions 3 and 4 alike. Sources: EM24-DIN communication protocol
/// V4R0 (2012), EM300/ET300 serial protocol rev 2.6 (2014). EM24 as application H (it counts export), EM340 in mode B.
/// </summary>
internal static class CarloGavazzi
{
    private static readonly int[] BothFunctions = [3, 4];

    private static readonly Register[] Instant =
    [
        .. Row(0x0000, Signed32LowFirst, 0.1, VoltL1, VoltL2, VoltL3, VoltL12, VoltL23, VoltL31),
        .. Row(0x000C, Signed32LowFirst, 0.001, AmpereL1, AmpereL2, AmpereL3),
        .. Row(0x0012, Signed32LowFirst, 0.1, WattL1, WattL2, WattL3),
        .. Row(0x0018, Signed32LowFirst, 0.1, ApparentL1, ApparentL2, ApparentL3),
        .. Row(0x001E, Signed32LowFirst, 0.1, ReactiveL1, ReactiveL2, ReactiveL3),
        .. Row(0x0024, Signed32LowFirst, 0.1, VoltAverage, VoltLineAverage, WattTotal, ApparentTotal, ReactiveTotal),
    ];

    public static readonly MeterModel Em24 = new()
    {
        Id = "carlo-gavazzi-em24",
        Title = "Carlo Gavazzi EM24-DIN",
        MaxRegisters = 11,
        Spaces =
        [
            new(BothFunctions,
            [
                .. Instant,
                .. Row(0x0032, Signed16, 0.001, FactorL1, FactorL2, FactorL3, FactorTotal),
                new(0x0037, Signed16, Hertz, 0.1),
                .. Row(0x003E, Signed32LowFirst, 0.1, ImportKWh, ImportKvarh, ImportKWh),
                .. Row(0x0046, Signed32LowFirst, 0.1, ImportKWhL1, ImportKWhL2, ImportKWhL3),
                .. Row(0x005C, Signed32LowFirst, 0.1, ExportKWh, ExportKvarh),
            ],
            [new(0x0000, 0x002D), new(0x0032, 0x0037), new(0x003E, 0x0043), new(0x0046, 0x004B), new(0x005C, 0x005F), new(0x0302, 0x0302), new(0x1101, 0x1101)],
            [new(0x0302, 0x0040), new(0x1101, 7)]),
        ],
    };

    public static readonly MeterModel Em340 = new()
    {
        Id = "carlo-gavazzi-em340",
        Title = "Carlo Gavazzi EM340",
        MaxRegisters = 50,
        Spaces =
        [
            new(BothFunctions,
            [
                .. Instant,
                .. Row(0x002E, Signed16, 0.001, FactorL1, FactorL2, FactorL3, FactorTotal),
                new(0x0033, Signed16, Hertz, 0.1),
                .. Row(0x0034, Signed32LowFirst, 0.1, ImportKWh, ImportKvarh),
                new(0x003C, Signed32LowFirst, ImportKWh, 0.1),
                .. Row(0x0040, Signed32LowFirst, 0.1, ImportKWhL1, ImportKWhL2, ImportKWhL3),
                .. Row(0x004E, Signed32LowFirst, 0.1, ExportKWh, ExportKvarh),
            ],
            [new(0x0000, 0x0037), new(0x003C, 0x003D), new(0x0040, 0x0045), new(0x004E, 0x0051), new(0x1103, 0x1103), new(0x2000, 0x2002)],
            [new(0x1103, 1), new(0x2000, 1), new(0x2001, 1), new(0x2002, 1)]),
        ],
    };
}
