// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Meters.Presets
{
    /// <summary>EASTRON SDM72D-M V2: phase values as the SDM630 has them, without phase energies, reactive energies and distortion.</summary>
    internal static class EastronSdm72DmV2
    {
        private const string Source = "Eastron SDM72D-M-V2 user manual V1.1, input registers";

        public static RegisterTable Create()
        {
            var t = new RegisterTable("eastron-sdm72dm-v2", "EASTRON SDM72D-M V2", Source);
            t.Line(9600, LineParity.None, 1, slave: 1);
            t.Reads(function: 4, maxRegisters: 60, gapMs: 0, timeoutMs: 500);   // 30 parameters a request
            t.ReadsThrough(0x0000, 0x004B);

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
            t.Add(Quantity.VoltageAverage,         0x002A, Encoding.Float32);
            t.Add(Quantity.CurrentAverage,         0x002E, Encoding.Float32);
            t.Add(Quantity.CurrentSum,             0x0030, Encoding.Float32);
            t.Add(Quantity.PowerTotal,             0x0034, Encoding.Float32);
            t.Add(Quantity.ApparentTotal,          0x0038, Encoding.Float32);
            t.Add(Quantity.ReactiveTotal,          0x003C, Encoding.Float32);
            t.Add(Quantity.PowerFactorTotal,       0x003E, Encoding.Float32);
            t.Add(Quantity.Frequency,              0x0046, Encoding.Float32);
            t.Add(Quantity.EnergyImport,           0x0048, Encoding.Float32);
            t.Add(Quantity.EnergyExport,           0x004A, Encoding.Float32);
            t.Add(Quantity.VoltageL12,             0x00C8, Encoding.Float32);
            t.Add(Quantity.VoltageL23,             0x00CA, Encoding.Float32);
            t.Add(Quantity.VoltageL31,             0x00CC, Encoding.Float32);
            t.Add(Quantity.VoltageLineAverage,     0x00CE, Encoding.Float32);
            t.Add(Quantity.CurrentNeutral,         0x00E0, Encoding.Float32);
            t.Add(Quantity.EnergyTotal,            0x0156, Encoding.Float32);
            t.Add(Quantity.ReactiveEnergyTotal,    0x0158, Encoding.Float32);
            t.Add(Quantity.EnergyResettable,       0x0180, Encoding.Float32);
            t.Add(Quantity.EnergyImportResettable, 0x0184, Encoding.Float32);
            t.Add(Quantity.EnergyExportResettable, 0x0186, Encoding.Float32);
            t.Add(Quantity.EnergyNet,              0x018C, Encoding.Float32);
            t.Add(Quantity.PowerImport,            0x0500, Encoding.Float32);
            t.Add(Quantity.PowerExport,            0x0502, Encoding.Float32);

            return t;
        }
    }
}
