// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Meters.Presets
{
    /// <summary>EASTRON SDM630-Modbus V2, also sold as SDM630 MID and MCT.</summary>
    internal static class EastronSdm630V2
    {
        private const string Source = "Eastron SDM630 Modbus protocol V2.0 (2018) and V1.8, input registers";

        public static RegisterTable Create()
        {
            var t = new RegisterTable("eastron-sdm630-v2", "EASTRON SDM630-Modbus V2", Source);
            t.Line(9600, LineParity.None, 1, slave: 1);
            t.Reads(function: 4, maxRegisters: 80, gapMs: 60, timeoutMs: 500);   // 40 parameters a request; older hardware wants 60 ms of silence
            t.ReadsThrough(0x0000, 0x0057);

            t.Add(Quantity.VoltageL1,              0x0000, Encoding.Float32);
            t.Add(Quantity.VoltageL2,              0x0002, Encoding.Float32);
            t.Add(Quantity.VoltageL3,              0x0004, Encoding.Float32);
            t.Add(Quantity.CurrentL1,              0x0006, Encoding.Float32);
            t.Add(Quantity.CurrentL2,              0x0008, Encoding.Float32);
            t.Add(Quantity.CurrentL3,              0x000A, Encoding.Float32);
            t.Add(Quantity.PowerL1,                0x000C, Encoding.Float32);
            t.Add(Quantity.PowerL2,                0x000E, Encoding.Float32);
            t.Add(Quantity.PowerL3,                0x0010, Encoding.Float32);
            t.Add(Quantity.ApparentL1,             0x0012, Encoding.Float32);
            t.Add(Quantity.ApparentL2,             0x0014, Encoding.Float32);
            t.Add(Quantity.ApparentL3,             0x0016, Encoding.Float32);
            t.Add(Quantity.ReactiveL1,             0x0018, Encoding.Float32);
            t.Add(Quantity.ReactiveL2,             0x001A, Encoding.Float32);
            t.Add(Quantity.ReactiveL3,             0x001C, Encoding.Float32);
            t.Add(Quantity.PowerFactorL1,          0x001E, Encoding.Float32);
            t.Add(Quantity.PowerFactorL2,          0x0020, Encoding.Float32);
            t.Add(Quantity.PowerFactorL3,          0x0022, Encoding.Float32);
            t.Add(Quantity.PhaseAngleL1,           0x0024, Encoding.Float32);
            t.Add(Quantity.PhaseAngleL2,           0x0026, Encoding.Float32);
            t.Add(Quantity.PhaseAngleL3,           0x0028, Encoding.Float32);
            t.Add(Quantity.VoltageAverage,         0x002A, Encoding.Float32);
            t.Add(Quantity.CurrentAverage,         0x002E, Encoding.Float32);
            t.Add(Quantity.CurrentSum,             0x0030, Encoding.Float32);
            t.Add(Quantity.PowerTotal,             0x0034, Encoding.Float32);
            t.Add(Quantity.ApparentTotal,          0x0038, Encoding.Float32);
            t.Add(Quantity.ReactiveTotal,          0x003C, Encoding.Float32);
            t.Add(Quantity.PowerFactorTotal,       0x003E, Encoding.Float32);
            t.Add(Quantity.PhaseAngleTotal,        0x0042, Encoding.Float32);
            t.Add(Quantity.Frequency,              0x0046, Encoding.Float32);
            t.Add(Quantity.EnergyImport,           0x0048, Encoding.Float32);
            t.Add(Quantity.EnergyExport,           0x004A, Encoding.Float32);
            t.Add(Quantity.ReactiveEnergyImport,   0x004C, Encoding.Float32);
            t.Add(Quantity.ReactiveEnergyExport,   0x004E, Encoding.Float32);
            t.Add(Quantity.ApparentEnergy,         0x0050, Encoding.Float32);
            t.Add(Quantity.Charge,                 0x0052, Encoding.Float32);
            t.Add(Quantity.DemandImport,           0x0054, Encoding.Float32);
            t.Add(Quantity.DemandImportMax,        0x0056, Encoding.Float32);
            t.Add(Quantity.VoltageL12,             0x00C8, Encoding.Float32);
            t.Add(Quantity.VoltageL23,             0x00CA, Encoding.Float32);
            t.Add(Quantity.VoltageL31,             0x00CC, Encoding.Float32);
            t.Add(Quantity.VoltageLineAverage,     0x00CE, Encoding.Float32);
            t.Add(Quantity.CurrentNeutral,         0x00E0, Encoding.Float32);
            t.Add(Quantity.ThdVoltageL1,           0x00EA, Encoding.Float32);
            t.Add(Quantity.ThdVoltageL2,           0x00EC, Encoding.Float32);
            t.Add(Quantity.ThdVoltageL3,           0x00EE, Encoding.Float32);
            t.Add(Quantity.ThdCurrentL1,           0x00F0, Encoding.Float32);
            t.Add(Quantity.ThdCurrentL2,           0x00F2, Encoding.Float32);
            t.Add(Quantity.ThdCurrentL3,           0x00F4, Encoding.Float32);
            t.Add(Quantity.ThdVoltageAverage,      0x00F8, Encoding.Float32);
            t.Add(Quantity.ThdCurrentAverage,      0x00FA, Encoding.Float32);
            t.Add(Quantity.EnergyTotal,            0x0156, Encoding.Float32);
            t.Add(Quantity.ReactiveEnergyTotal,    0x0158, Encoding.Float32);
            t.Add(Quantity.EnergyImportL1,         0x015A, Encoding.Float32);
            t.Add(Quantity.EnergyImportL2,         0x015C, Encoding.Float32);
            t.Add(Quantity.EnergyImportL3,         0x015E, Encoding.Float32);
            t.Add(Quantity.EnergyExportL1,         0x0160, Encoding.Float32);
            t.Add(Quantity.EnergyExportL2,         0x0162, Encoding.Float32);
            t.Add(Quantity.EnergyExportL3,         0x0164, Encoding.Float32);
            t.Add(Quantity.EnergyTotalL1,          0x0166, Encoding.Float32);
            t.Add(Quantity.EnergyTotalL2,          0x0168, Encoding.Float32);
            t.Add(Quantity.EnergyTotalL3,          0x016A, Encoding.Float32);
            t.Add(Quantity.ReactiveEnergyImportL1, 0x016C, Encoding.Float32);
            t.Add(Quantity.ReactiveEnergyImportL2, 0x016E, Encoding.Float32);
            t.Add(Quantity.ReactiveEnergyImportL3, 0x0170, Encoding.Float32);
            t.Add(Quantity.ReactiveEnergyExportL1, 0x0172, Encoding.Float32);
            t.Add(Quantity.ReactiveEnergyExportL2, 0x0174, Encoding.Float32);
            t.Add(Quantity.ReactiveEnergyExportL3, 0x0176, Encoding.Float32);
            t.Add(Quantity.ReactiveEnergyTotalL1,  0x0178, Encoding.Float32);
            t.Add(Quantity.ReactiveEnergyTotalL2,  0x017A, Encoding.Float32);
            t.Add(Quantity.ReactiveEnergyTotalL3,  0x017C, Encoding.Float32);

            return t;
        }
    }
}
