// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Meters.Presets
{
    /// <summary>EASTRON SDM72D-M, version 1: totals only, no voltage and no phase values.</summary>
    internal static class EastronSdm72Dm
    {
        private const string Source = "Eastron SDM72D-M user manual V1.5 and Modbus protocol V1.1, input registers";

        public static RegisterTable Create()
        {
            var t = new RegisterTable("eastron-sdm72dm", "EASTRON SDM72D-M", Source);
            t.Line(9600, LineParity.None, 1, slave: 1);
            t.Reads(function: 4, maxRegisters: 60, gapMs: 0, timeoutMs: 500);   // 30 parameters a request; silence of 3.5 characters is enough

            t.Add(Quantity.PowerTotal,             0x0034, Encoding.Float32);
            t.Add(Quantity.EnergyImport,           0x0048, Encoding.Float32);
            t.Add(Quantity.EnergyExport,           0x004A, Encoding.Float32);
            t.Add(Quantity.EnergyTotal,            0x0156, Encoding.Float32);
            t.Add(Quantity.EnergyResettable,       0x0180, Encoding.Float32);
            t.Add(Quantity.EnergyImportResettable, 0x0184, Encoding.Float32);
            t.Add(Quantity.EnergyExportResettable, 0x0186, Encoding.Float32);
            t.Add(Quantity.PowerImport,            0x0500, Encoding.Float32);
            t.Add(Quantity.PowerExport,            0x0502, Encoding.Float32);

            return t;
        }
    }
}
