// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Meters.Presets
{
    /// <summary>CHINT DTSU666 and DTSU666-CT. Floats hold tenths, thousandths and hundredths. Meters that show the secondary side want the CT ratio.</summary>
    internal static class ChintDtsu666
    {
        private const string Source = "CHINT DTSU666 manuals ZTY0.464.1267 (2020) and ZTY0.464.1002 V1.5 (2019); phase energies: mbmd";

        public static RegisterTable Create()
        {
            var t = new RegisterTable("chint-dtsu666", "CHINT DTSU666", Source);
            t.Line(9600, LineParity.None, 1, slave: 1);
            t.Reads(function: 3, maxRegisters: 60, gapMs: 0, timeoutMs: 500);

            t.Add(Quantity.VoltageL12,             0x2000, Encoding.Float32, -1);
            t.Add(Quantity.VoltageL23,             0x2002, Encoding.Float32, -1);
            t.Add(Quantity.VoltageL31,             0x2004, Encoding.Float32, -1);
            t.Add(Quantity.VoltageL1,              0x2006, Encoding.Float32, -1);
            t.Add(Quantity.VoltageL2,              0x2008, Encoding.Float32, -1);
            t.Add(Quantity.VoltageL3,              0x200A, Encoding.Float32, -1);
            t.Add(Quantity.CurrentL1,              0x200C, Encoding.Float32, -3);
            t.Add(Quantity.CurrentL2,              0x200E, Encoding.Float32, -3);
            t.Add(Quantity.CurrentL3,              0x2010, Encoding.Float32, -3);
            t.Add(Quantity.PowerTotal,             0x2012, Encoding.Float32, -1);
            t.Add(Quantity.PowerL1,                0x2014, Encoding.Float32, -1);
            t.Add(Quantity.PowerL2,                0x2016, Encoding.Float32, -1);
            t.Add(Quantity.PowerL3,                0x2018, Encoding.Float32, -1);
            t.Add(Quantity.ReactiveTotal,          0x201A, Encoding.Float32, -1);
            t.Add(Quantity.ReactiveL1,             0x201C, Encoding.Float32, -1);
            t.Add(Quantity.ReactiveL2,             0x201E, Encoding.Float32, -1);
            t.Add(Quantity.ReactiveL3,             0x2020, Encoding.Float32, -1);
            t.Add(Quantity.PowerFactorTotal,       0x202A, Encoding.Float32, -3);
            t.Add(Quantity.PowerFactorL1,          0x202C, Encoding.Float32, -3);
            t.Add(Quantity.PowerFactorL2,          0x202E, Encoding.Float32, -3);
            t.Add(Quantity.PowerFactorL3,          0x2030, Encoding.Float32, -3);
            t.Add(Quantity.Frequency,              0x2044, Encoding.Float32, -2);
            t.Add(Quantity.EnergyImport,           0x101E, Encoding.Float32);
            t.AddOptional(Quantity.EnergyImportL1, 0x1020, Encoding.Float32);
            t.AddOptional(Quantity.EnergyImportL2, 0x1022, Encoding.Float32);
            t.AddOptional(Quantity.EnergyImportL3, 0x1024, Encoding.Float32);
            t.Add(Quantity.EnergyExport,           0x1028, Encoding.Float32);
            t.AddOptional(Quantity.EnergyExportL1, 0x102A, Encoding.Float32);
            t.AddOptional(Quantity.EnergyExportL2, 0x102C, Encoding.Float32);
            t.AddOptional(Quantity.EnergyExportL3, 0x102E, Encoding.Float32);
            t.Add(Quantity.ReactiveEnergyQ1,       0x1032, Encoding.Float32);
            t.Add(Quantity.ReactiveEnergyQ2,       0x103C, Encoding.Float32);
            t.Add(Quantity.ReactiveEnergyQ3,       0x1046, Encoding.Float32);
            t.Add(Quantity.ReactiveEnergyQ4,       0x1050, Encoding.Float32);

            return t;
        }
    }
}
