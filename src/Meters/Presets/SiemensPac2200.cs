// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Meters.Presets
{
    /// <summary>Siemens PAC2200 with RS-485. A request that begins or ends inside a value is refused. Energies per tariff, in Wh.</summary>
    internal static class SiemensPac2200
    {
        private const string Source = "Siemens PAC2200 manual L1V30415167B, measured values (offset is the address)";

        public static RegisterTable Create()
        {
            var t = new RegisterTable("siemens-pac2200", "Siemens PAC2200", Source);
            t.Line(19200, LineParity.None, 2, slave: 126);
            t.Reads(function: 3, maxRegisters: 125, gapMs: 0, timeoutMs: 500);

            t.Add(Quantity.VoltageL1,                           1, Encoding.Float32);
            t.Add(Quantity.VoltageL2,                           3, Encoding.Float32);
            t.Add(Quantity.VoltageL3,                           5, Encoding.Float32);
            t.Add(Quantity.VoltageL12,                          7, Encoding.Float32);
            t.Add(Quantity.VoltageL23,                          9, Encoding.Float32);
            t.Add(Quantity.VoltageL31,                          11, Encoding.Float32);
            t.Add(Quantity.CurrentL1,                           13, Encoding.Float32);
            t.Add(Quantity.CurrentL2,                           15, Encoding.Float32);
            t.Add(Quantity.CurrentL3,                           17, Encoding.Float32);
            t.Add(Quantity.ApparentL1,                          19, Encoding.Float32);
            t.Add(Quantity.ApparentL2,                          21, Encoding.Float32);
            t.Add(Quantity.ApparentL3,                          23, Encoding.Float32);
            t.Add(Quantity.PowerL1,                             25, Encoding.Float32);
            t.Add(Quantity.PowerL2,                             27, Encoding.Float32);
            t.Add(Quantity.PowerL3,                             29, Encoding.Float32);
            t.Add(Quantity.ReactiveL1,                          31, Encoding.Float32);
            t.Add(Quantity.ReactiveL2,                          33, Encoding.Float32);
            t.Add(Quantity.ReactiveL3,                          35, Encoding.Float32);
            t.Add(Quantity.PowerFactorL1,                       37, Encoding.Float32);
            t.Add(Quantity.PowerFactorL2,                       39, Encoding.Float32);
            t.Add(Quantity.PowerFactorL3,                       41, Encoding.Float32);
            t.AddOptional(Quantity.Frequency,                   55, Encoding.Float32);   // as in the PAC3200; not in every PAC2200 list
            t.Add(Quantity.VoltageAverage,                      57, Encoding.Float32);
            t.Add(Quantity.VoltageLineAverage,                  59, Encoding.Float32);
            t.Add(Quantity.CurrentAverage,                      61, Encoding.Float32);
            t.Add(Quantity.ApparentTotal,                       63, Encoding.Float32);
            t.Add(Quantity.PowerTotal,                          65, Encoding.Float32);
            t.Add(Quantity.ReactiveTotal,                       67, Encoding.Float32);
            t.Add(Quantity.PowerFactorTotal,                    69, Encoding.Float32);
            t.Add(Quantity.EnergyImportTariff1,                 801, Encoding.Float64, -3);
            t.Add(Quantity.EnergyImportTariff2,                 805, Encoding.Float64, -3);
            t.Add(Quantity.EnergyExportTariff1,                 809, Encoding.Float64, -3);
            t.Add(Quantity.EnergyExportTariff2,                 813, Encoding.Float64, -3);
            t.AddOptional(Quantity.ReactiveEnergyImportTariff1, 817, Encoding.Float64, -3);
            t.AddOptional(Quantity.ReactiveEnergyImportTariff2, 821, Encoding.Float64, -3);
            t.AddOptional(Quantity.ReactiveEnergyExportTariff1, 825, Encoding.Float64, -3);
            t.AddOptional(Quantity.ReactiveEnergyExportTariff2, 829, Encoding.Float64, -3);

            return t;
        }
    }
}
