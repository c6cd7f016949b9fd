// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Meters.Presets
{
    /// <summary>Orno OR-WE-517 and OR-WE-516. Powers in kW, kvar, kVA.</summary>
    internal static class OrnoWe517
    {
        private const string Source = "Orno OR-WE-516/517 register list; tariff blocks: mbmd";

        public static RegisterTable Create()
        {
            var t = new RegisterTable("orno-we-517", "ORNO OR-WE-517", Source);
            t.Line(9600, LineParity.Even, 1, slave: 1);
            t.Reads(function: 3, maxRegisters: 40, gapMs: 0, timeoutMs: 700);   // the longest request seen in use; answers within 600 ms

            t.Add(Quantity.VoltageL1,                   0x000E, Encoding.Float32);
            t.Add(Quantity.VoltageL2,                   0x0010, Encoding.Float32);
            t.Add(Quantity.VoltageL3,                   0x0012, Encoding.Float32);
            t.Add(Quantity.Frequency,                   0x0014, Encoding.Float32);
            t.Add(Quantity.CurrentL1,                   0x0016, Encoding.Float32);
            t.Add(Quantity.CurrentL2,                   0x0018, Encoding.Float32);
            t.Add(Quantity.CurrentL3,                   0x001A, Encoding.Float32);
            t.Add(Quantity.PowerTotal,                  0x001C, Encoding.Float32, 3);
            t.Add(Quantity.PowerL1,                     0x001E, Encoding.Float32, 3);
            t.Add(Quantity.PowerL2,                     0x0020, Encoding.Float32, 3);
            t.Add(Quantity.PowerL3,                     0x0022, Encoding.Float32, 3);
            t.Add(Quantity.ReactiveTotal,               0x0024, Encoding.Float32, 3);
            t.Add(Quantity.ReactiveL1,                  0x0026, Encoding.Float32, 3);
            t.Add(Quantity.ReactiveL2,                  0x0028, Encoding.Float32, 3);
            t.Add(Quantity.ReactiveL3,                  0x002A, Encoding.Float32, 3);
            t.Add(Quantity.ApparentTotal,               0x002C, Encoding.Float32, 3);
            t.Add(Quantity.ApparentL1,                  0x002E, Encoding.Float32, 3);
            t.Add(Quantity.ApparentL2,                  0x0030, Encoding.Float32, 3);
            t.Add(Quantity.ApparentL3,                  0x0032, Encoding.Float32, 3);
            t.Add(Quantity.PowerFactorTotal,            0x0034, Encoding.Float32);
            t.Add(Quantity.PowerFactorL1,               0x0036, Encoding.Float32);
            t.Add(Quantity.PowerFactorL2,               0x0038, Encoding.Float32);
            t.Add(Quantity.PowerFactorL3,               0x003A, Encoding.Float32);
            t.Add(Quantity.EnergyTotal,                 0x0100, Encoding.Float32);
            t.Add(Quantity.EnergyTotalL1,               0x0102, Encoding.Float32);
            t.Add(Quantity.EnergyTotalL2,               0x0104, Encoding.Float32);
            t.Add(Quantity.EnergyTotalL3,               0x0106, Encoding.Float32);
            t.Add(Quantity.EnergyImport,                0x0108, Encoding.Float32);
            t.Add(Quantity.EnergyImportL1,              0x010A, Encoding.Float32);
            t.Add(Quantity.EnergyImportL2,              0x010C, Encoding.Float32);
            t.Add(Quantity.EnergyImportL3,              0x010E, Encoding.Float32);
            t.Add(Quantity.EnergyExport,                0x0110, Encoding.Float32);
            t.Add(Quantity.EnergyExportL1,              0x0112, Encoding.Float32);
            t.Add(Quantity.EnergyExportL2,              0x0114, Encoding.Float32);
            t.Add(Quantity.EnergyExportL3,              0x0116, Encoding.Float32);
            t.Add(Quantity.ReactiveEnergyTotal,         0x0118, Encoding.Float32);
            t.Add(Quantity.ReactiveEnergyImport,        0x0120, Encoding.Float32);
            t.Add(Quantity.ReactiveEnergyExport,        0x0128, Encoding.Float32);
            t.AddOptional(Quantity.EnergyTariff1,       0x0130, Encoding.Float32);
            t.AddOptional(Quantity.EnergyImportTariff1, 0x0132, Encoding.Float32);
            t.AddOptional(Quantity.EnergyExportTariff1, 0x0134, Encoding.Float32);
            t.AddOptional(Quantity.EnergyTariff2,       0x013C, Encoding.Float32);
            t.AddOptional(Quantity.EnergyImportTariff2, 0x013E, Encoding.Float32);
            t.AddOptional(Quantity.EnergyExportTariff2, 0x0140, Encoding.Float32);
            t.AddOptional(Quantity.EnergyTariff3,       0x0148, Encoding.Float32);
            t.AddOptional(Quantity.EnergyImportTariff3, 0x014A, Encoding.Float32);
            t.AddOptional(Quantity.EnergyExportTariff3, 0x014C, Encoding.Float32);
            t.AddOptional(Quantity.EnergyTariff4,       0x0154, Encoding.Float32);
            t.AddOptional(Quantity.EnergyImportTariff4, 0x0156, Encoding.Float32);
            t.AddOptional(Quantity.EnergyExportTariff4, 0x0158, Encoding.Float32);

            return t;
        }
    }
}
