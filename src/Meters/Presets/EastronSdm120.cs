// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Meters.Presets
{
    /// <summary>EASTRON SDM120-Modbus, single phase.</summary>
    internal static class EastronSdm120
    {
        private const string Source = "Eastron SDM120 Modbus protocol V2.5 and V2.4, input registers";

        public static RegisterTable Create()
        {
            var t = new RegisterTable("eastron-sdm120", "EASTRON SDM120", Source);
            t.Line(2400, LineParity.None, 1, slave: 1);
            t.Reads(function: 4, maxRegisters: 80, gapMs: 0, timeoutMs: 500);   // 40 parameters a request
            t.ReadsThrough(0x0000, 0x005F);

            t.Add(Quantity.VoltageL1,            0x0000, Encoding.Float32);
            t.Add(Quantity.CurrentL1,            0x0006, Encoding.Float32);
            t.Add(Quantity.PowerL1,              0x000C, Encoding.Float32);
            t.Add(Quantity.PowerTotal,           0x000C, Encoding.Float32);   // one phase: the total is L1
            t.Add(Quantity.ApparentL1,           0x0012, Encoding.Float32);
            t.Add(Quantity.ApparentTotal,        0x0012, Encoding.Float32);
            t.Add(Quantity.ReactiveL1,           0x0018, Encoding.Float32);
            t.Add(Quantity.ReactiveTotal,        0x0018, Encoding.Float32);
            t.Add(Quantity.PowerFactorL1,        0x001E, Encoding.Float32);
            t.Add(Quantity.PowerFactorTotal,     0x001E, Encoding.Float32);
            t.AddOptional(Quantity.PhaseAngleL1, 0x0024, Encoding.Float32);   // older papers only
            t.Add(Quantity.Frequency,            0x0046, Encoding.Float32);
            t.Add(Quantity.EnergyImport,         0x0048, Encoding.Float32);
            t.Add(Quantity.EnergyExport,         0x004A, Encoding.Float32);
            t.Add(Quantity.ReactiveEnergyImport, 0x004C, Encoding.Float32);
            t.Add(Quantity.ReactiveEnergyExport, 0x004E, Encoding.Float32);
            t.Add(Quantity.DemandTotal,          0x0054, Encoding.Float32);
            t.Add(Quantity.DemandTotalMax,       0x0056, Encoding.Float32);
            t.Add(Quantity.DemandImport,         0x0058, Encoding.Float32);
            t.Add(Quantity.DemandImportMax,      0x005A, Encoding.Float32);
            t.Add(Quantity.DemandExport,         0x005C, Encoding.Float32);
            t.Add(Quantity.DemandExportMax,      0x005E, Encoding.Float32);
            t.Add(Quantity.DemandCurrent,        0x0102, Encoding.Float32);
            t.Add(Quantity.DemandCurrentMax,     0x0108, Encoding.Float32);
            t.Add(Quantity.EnergyTotal,          0x0156, Encoding.Float32);   // import and export, unless register 0xF920 says otherwise
            t.Add(Quantity.ReactiveEnergyTotal,  0x0158, Encoding.Float32);

            return t;
        }
    }
}
