// SPDX-License-Identifier: MIT
using static Wattwarden.Emulator.Meters.Encoding;
using static Wattwarden.Emulator.Meters.Quantity;
using static Wattwarden.Emulator.Meters.Register;

namespace Wattwarden.Emulator.Meters;

/// <summary>Meters whose makers have one model here. Sources at each.</summary>
internal static class Others
{
    /// <summary>ABB 2CMC485003M0201 rev E, B23/B24 mapping tables.</summary>
    public static readonly MeterModel AbbB23 = new()
    {
        Id = "abb-b23",
        Title = "ABB B23",
        Spaces =
        [
            new([3],
            [
                .. Row(0x5B00, Unsigned32, 0.1, VoltL1, VoltL2, VoltL3, VoltL12, VoltL23, VoltL31),
                .. Row(0x5B0C, Unsigned32, 0.01, AmpereL1, AmpereL2, AmpereL3, AmpereNeutral),
                .. Row(0x5B14, Signed32, 0.01, WattTotal, WattL1, WattL2, WattL3),
                .. Row(0x5B1C, Signed32, 0.01, ReactiveTotal, ReactiveL1, ReactiveL2, ReactiveL3),
                .. Row(0x5B24, Signed32, 0.01, ApparentTotal, ApparentL1, ApparentL2, ApparentL3),
                new(0x5B2C, Unsigned16, Hertz, 0.01),
                .. Row(0x5B3A, Signed16, 0.001, FactorTotal, FactorL1, FactorL2, FactorL3),
                .. Row(0x5000, Unsigned64, 0.01, ImportKWh, ExportKWh),
                new(0x5008, Signed64, NetKWh, 0.01),
                .. Row(0x500C, Unsigned64, 0.01, ImportKvarh, ExportKvarh),
                .. Row(0x5460, Unsigned64, 0.01, ImportKWhL1, ImportKWhL2, ImportKWhL3, ExportKWhL1, ExportKWhL2, ExportKWhL3),
            ],
            null,
            [new(0x8900, 0x0000), new(0x8901, 0x30D4), new(0x8960, 0x4232), new(0x8961, 0x3320)]),   // "B23 "
        ],
    };

    /// <summary>Schneider iEM3000 register list; wire address = printed number − 1.</summary>
    public static readonly MeterModel SchneiderIem3155 = new()
    {
        Id = "schneider-iem3155",
        Title = "Schneider iEM3155",
        BaudRate = 19200,
        Parity = 'E',
        Spaces =
        [
            new([3],
            [
                .. Row(2999, Float32, 1, AmpereL1, AmpereL2, AmpereL3),
                new(3009, Float32, AmpereAverage, 1),
                .. Row(3019, Float32, 1, VoltL12, VoltL23, VoltL31, VoltLineAverage, VoltL1, VoltL2, VoltL3),
                new(3035, Float32, VoltAverage, 1),
                .. Row(3053, Float32, 1000, WattL1, WattL2, WattL3, WattTotal),
                new(3067, Float32, ReactiveTotal, 1000),
                new(3075, Float32, ApparentTotal, 1000),
                new(3083, Float32, FactorTotal, 1),
                new(3109, Float32, Hertz, 1),
                .. Row(3203, Signed64, 0.001, ImportKWh, ExportKWh),
                .. Row(3219, Signed64, 0.001, ImportKvarh, ExportKvarh),
                .. Row(3517, Signed64, 0.001, ImportKWhL1, ImportKWhL2, ImportKWhL3),
                .. Row(45099, Float32, 0.001, ImportKWh, ExportKWh),
                .. Row(45111, Float32, 0.001, ImportKWhL1, ImportKWhL2, ImportKWhL3),
            ]),
        ],
    };

    /// <summary>Orno OR-WE-517 register list as used by mbmd and evcc; 9600 8E1.</summary>
    public static readonly MeterModel OrnoWe517 = new()
    {
        Id = "orno-we-517",
        Title = "Orno OR-WE-517",
        Parity = 'E',
        MaxRegisters = 60,
        Spaces =
        [
            new([3],
            [
                .. Row(0x000E, Float32, 1, VoltL1, VoltL2, VoltL3, Hertz),
                .. Row(0x0016, Float32, 1, AmpereL1, AmpereL2, AmpereL3),
                .. Row(0x001C, Float32, 1000, WattTotal, WattL1, WattL2, WattL3),
                .. Row(0x0024, Float32, 1000, ReactiveTotal, ReactiveL1, ReactiveL2, ReactiveL3),
                .. Row(0x002C, Float32, 1000, ApparentTotal, ApparentL1, ApparentL2, ApparentL3),
                .. Row(0x0034, Float32, 1, FactorTotal, FactorL1, FactorL2, FactorL3),
                .. Row(0x0100, Float32, 1, BothKWh, BothKWhL1, BothKWhL2, BothKWhL3),
                .. Row(0x0108, Float32, 1, ImportKWh, ImportKWhL1, ImportKWhL2, ImportKWhL3),
                .. Row(0x0110, Float32, 1, ExportKWh, ExportKWhL1, ExportKWhL2, ExportKWhL3),
                .. Row(0x0118, Float32, 1, BothKvarh, BothKvarhL1, BothKvarhL2, BothKvarhL3),
                .. Row(0x0120, Float32, 1, ImportKvarh, ImportKvarhL1, ImportKvarhL2, ImportKvarhL3),
                .. Row(0x0128, Float32, 1, ExportKvarh, ExportKvarhL1, ExportKvarhL2, ExportKvarhL3),
            ],
            [new(0x0000, 0x0003), new(0x000E, 0x003B), new(0x0100, 0x012F)],
            [new(0x0001, 0x4D2A), new(0x0002, 1), new(0x0003, 9600)]),
        ],
    };

    /// <summary>Finder 7M.38, instruction sheet and mbmd; energies as mbmd reads them.</summary>
    public static readonly MeterModel Finder7M38 = new()
    {
        Id = "finder-7m38",
        Title = "Finder 7M.38",
        SlaveId = 33,
        BaudRate = 19200,
        StopBits = 2,
        Spaces =
        [
            new([4],
            [
                .. Row(2500, Float32, 1, VoltL1, VoltL2, VoltL3),
                .. Row(2516, Float32, 1, AmpereL1, AmpereL2, AmpereL3),
                .. Row(2530, Float32, 1, WattL1, WattL2, WattL3, WattTotal),
                .. Row(2538, Float32, 1, ReactiveL1, ReactiveL2, ReactiveL3, ReactiveTotal),
                .. Row(2546, Float32, 1, ApparentL1, ApparentL2, ApparentL3, ApparentTotal),
                .. Row(2554, Float32, 1, FactorL1, FactorL2, FactorL3, FactorTotal),
                new(2576, Float32, AngleTotal, 1),
                new(2584, Float32, Hertz, 1),
                .. Row(2594, Float32, 1, DistortionVolt, DistortionVolt, DistortionVolt),
                new(2638, Float32, ImportKWh, 0.001),
                .. Row(2752, Float32, 0.001, ImportKWh, ImportKvarh, ExportKWh, ExportKvarh),
            ]),
        ],
    };

    /// <summary>Siemens L1V30415167B: SENTRON PAC2200, offsets of the manual are the wire's.</summary>
    public static readonly MeterModel SiemensPac2200 = new()
    {
        Id = "siemens-pac2200",
        Title = "Siemens PAC2200",
        SlaveId = 126,
        BaudRate = 19200,
        StopBits = 2,
        WholeValuesOnly = true,
        Spaces =
        [
            new([3, 4],
            [
                .. Row(1, Float32, 1, VoltL1, VoltL2, VoltL3, VoltL12, VoltL23, VoltL31),
                .. Row(13, Float32, 1, AmpereL1, AmpereL2, AmpereL3),
                .. Row(19, Float32, 1, ApparentL1, ApparentL2, ApparentL3),
                .. Row(25, Float32, 1, WattL1, WattL2, WattL3),
                .. Row(31, Float32, 1, ReactiveL1, ReactiveL2, ReactiveL3),
                .. Row(37, Float32, 1, FactorL1, FactorL2, FactorL3),
                new(55, Float32, Hertz, 1),
                .. Row(57, Float32, 1, VoltAverage, VoltLineAverage, AmpereAverage, ApparentTotal, WattTotal, ReactiveTotal, FactorTotal),
                .. Row(801, Float64, 0.001, ImportKWh, Zero, ExportKWh, Zero, ImportKvarh, Zero, ExportKvarh, Zero),
            ]),
        ],
    };
}
