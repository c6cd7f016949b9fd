// SPDX-License-Identifier: MIT
using static Wattwarden.Emulator.Meters.Encoding;
using static Wattwarden.Emulator.Meters.Quantity;
using static Wattwarden.Emulator.Meters.Register;

namespace Wattwarden.Emulator.Meters;

/// <summary>
/// Eastron SDM meters: float in pairs of input registers. Sources: SDM630 Modbus Protocol v2.0 (2018), SDM72D-M manual V1.5,
/// SDM72D-M-V2 manual V1.1, SDM120M protocol V2.5, SDM230 protocol v1.1. Between the documented values of one block they answer 0.
/// </summary>
internal static class Eastron
{
    private static readonly Register[] ThreePhaseBlock =
    [
        .. Row(0x0000, Float32, 1, VoltL1, VoltL2, VoltL3),
        .. Row(0x0006, Float32, 1, AmpereL1, AmpereL2, AmpereL3),
        .. Row(0x000C, Float32, 1, WattL1, WattL2, WattL3),
        .. Row(0x0012, Float32, 1, ApparentL1, ApparentL2, ApparentL3),
        .. Row(0x0018, Float32, 1, ReactiveL1, ReactiveL2, ReactiveL3),
        .. Row(0x001E, Float32, 1, FactorL1, FactorL2, FactorL3),
        new(0x002A, Float32, VoltAverage, 1),
        new(0x002E, Float32, AmpereAverage, 1),
        new(0x0030, Float32, AmpereSum, 1),
        new(0x0034, Float32, WattTotal, 1),
        new(0x0038, Float32, ApparentTotal, 1),
        new(0x003C, Float32, ReactiveTotal, 1),
        new(0x003E, Float32, FactorTotal, 1),
        new(0x0046, Float32, Hertz, 1),
        new(0x0048, Float32, ImportKWh, 1),
        new(0x004A, Float32, ExportKWh, 1),
        .. Row(0x00C8, Float32, 1, VoltL12, VoltL23, VoltL31, VoltLineAverage),
        new(0x00E0, Float32, AmpereNeutral, 1),
        new(0x0156, Float32, BothKWh, 1),
        new(0x0158, Float32, BothKvarh, 1),
    ];

    public static readonly MeterModel Sdm630 = new()
    {
        Id = "eastron-sdm630-v2",
        Title = "Eastron SDM630-Modbus V2",
        MaxRegisters = 80,
        PairsOnly = true,
        EchoesDiagnostics = true,
        Spaces =
        [
            new([4],
            [
                .. ThreePhaseBlock,
                .. Row(0x0024, Float32, 1, AngleL1, AngleL2, AngleL3),
                new(0x0042, Float32, AngleTotal, 1),
                new(0x004C, Float32, ImportKvarh, 1),
                new(0x004E, Float32, ExportKvarh, 1),
                new(0x0054, Float32, WattImport, 1),
                .. Row(0x00EA, Float32, 1, DistortionVolt, DistortionVolt, DistortionVolt),
                .. Row(0x00F0, Float32, 1, DistortionAmpere, DistortionAmpere, DistortionAmpere, Zero, DistortionVolt, DistortionAmpere),
                .. Row(0x015A, Float32, 1, ImportKWhL1, ImportKWhL2, ImportKWhL3),
                .. Row(0x0160, Float32, 1, ExportKWhL1, ExportKWhL2, ExportKWhL3),
                .. Row(0x0166, Float32, 1, BothKWhL1, BothKWhL2, BothKWhL3),
                .. Row(0x016C, Float32, 1, ImportKvarhL1, ImportKvarhL2, ImportKvarhL3),
                .. Row(0x0172, Float32, 1, ExportKvarhL1, ExportKvarhL2, ExportKvarhL3),
                .. Row(0x0178, Float32, 1, BothKvarhL1, BothKvarhL2, BothKvarhL3),
            ],
            [new(0x0000, 0x0057), new(0x00C8, 0x00CF), new(0x00E0, 0x00E1), new(0x00EA, 0x00FB), new(0x0156, 0x017D)]),
            Settings(9600),
        ],
    };

    public static readonly MeterModel Sdm72 = new()
    {
        Id = "eastron-sdm72dm",
        Title = "Eastron SDM72D-M",
        MaxRegisters = 60,
        PairsOnly = true,
        EchoesDiagnostics = true,
        Spaces =
        [
            new([4],
            [
                new(0x0034, Float32, WattTotal, 1),
                new(0x0048, Float32, ImportKWh, 1),
                new(0x004A, Float32, ExportKWh, 1),
                new(0x0156, Float32, BothKWh, 1),
                new(0x0180, Float32, BothKWh, 1),
                new(0x0184, Float32, ImportKWh, 1),
                new(0x0186, Float32, ExportKWh, 1),
                new(0x0500, Float32, WattImport, 1),
                new(0x0502, Float32, WattExport, 1),
            ]),
            Settings(9600),
        ],
    };

    public static readonly MeterModel Sdm72V2 = new()
    {
        Id = "eastron-sdm72dm-v2",
        Title = "Eastron SDM72D-M V2",
        MaxRegisters = 60,
        PairsOnly = true,
        EchoesDiagnostics = true,
        Spaces =
        [
            new([4],
            [
                .. ThreePhaseBlock,
                new(0x0180, Float32, BothKWh, 1),
                new(0x0184, Float32, ImportKWh, 1),
                new(0x0186, Float32, ExportKWh, 1),
                new(0x018C, Float32, NetKWh, 1),
                new(0x0500, Float32, WattImport, 1),
                new(0x0502, Float32, WattExport, 1),
            ],
            [new(0x0000, 0x004B), new(0x00C8, 0x00CF), new(0x00E0, 0x00E1), new(0x0156, 0x0159), new(0x0180, 0x018D), new(0x0500, 0x0503)]),
            Settings(9600),
        ],
    };

    private static readonly Register[] SinglePhaseBlock =
    [
        new(0x0000, Float32, VoltL1, 1),
        new(0x0006, Float32, AmpereL1, 1),
        new(0x000C, Float32, WattL1, 1),
        new(0x0012, Float32, ApparentL1, 1),
        new(0x0018, Float32, ReactiveL1, 1),
        new(0x001E, Float32, FactorL1, 1),
        new(0x0024, Float32, AngleL1, 1),
        new(0x0046, Float32, Hertz, 1),
        new(0x0048, Float32, ImportKWh, 1),
        new(0x004A, Float32, ExportKWh, 1),
        new(0x004C, Float32, ImportKvarh, 1),
        new(0x004E, Float32, ExportKvarh, 1),
        new(0x0054, Float32, WattL1, 1),
        new(0x0058, Float32, WattImport, 1),
        new(0x005C, Float32, WattExport, 1),
        new(0x0102, Float32, AmpereL1, 1),
        new(0x0156, Float32, BothKWh, 1),
        new(0x0158, Float32, BothKvarh, 1),
    ];

    private static readonly Area[] SinglePhaseAreas = [new(0x0000, 0x005F), new(0x0102, 0x0103), new(0x0108, 0x0109), new(0x0156, 0x0159)];

    public static readonly MeterModel Sdm120 = new()
    {
        Id = "eastron-sdm120",
        Title = "Eastron SDM120",
        BaudRate = 2400,
        Phases = 1,
        MaxRegisters = 80,
        PairsOnly = true,
        EchoesDiagnostics = true,
        Spaces = [new([4], SinglePhaseBlock, SinglePhaseAreas), Settings(2400)],
    };

    public static readonly MeterModel Sdm230 = new()
    {
        Id = "eastron-sdm230",
        Title = "Eastron SDM230",
        Phases = 1,
        MaxRegisters = 80,
        PairsOnly = true,
        EchoesDiagnostics = true,
        Spaces =
        [
            new([4],
            [
                .. SinglePhaseBlock,
                new(0x0180, Float32, BothKWh, 1),
                new(0x0182, Float32, BothKvarh, 1),
                .. Row(0x130C, Float32, 1, BothKWh, Zero),
                .. Row(0x1314, Float32, 1, ImportKWh, Zero),
                .. Row(0x131C, Float32, 1, ExportKWh, Zero),
            ],
            [.. SinglePhaseAreas, new(0x0180, 0x0183), new(0x130C, 0x130F), new(0x1314, 0x1317), new(0x131C, 0x131F)]),
            Settings(9600),
        ],
    };

    // Holding registers that can be read: parity, slave id and bit rate as floats, serial number. Writing is refused here.
    private static RegisterSpace Settings(int baudRate)
    {
        ushort code = baudRate switch { 2400 => 0x0000, 4800 => 0x3F80, _ => 0x4000 };   // 0, 1, 2 as float, high word
        return new([3], [], null,
        [
            new(0x0012, 0), new(0x0013, 0),
            new(0x0014, 0x3F80), new(0x0015, 0),
            new(0x001C, code), new(0x001D, 0),
            new(0xFC00, 0x0131), new(0xFC01, 0x2D7C),
        ]);
    }
}
