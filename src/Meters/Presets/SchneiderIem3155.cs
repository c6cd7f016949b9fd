// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Meters.Presets
{
    /// <summary>Schneider iEM3155 (iEM3255, 3355, 3455, 3555; iEM3x50 lack export and reactive values). Powers in kW, energies in Wh.</summary>
    internal static class SchneiderIem3155
    {
        private const string Source = "Schneider iEM3000 user manual DOCA0005, register list (numbers there are one higher)";

        public static RegisterTable Create()
        {
            var t = new RegisterTable("schneider-iem3155", "Schneider iEM3155", Source);
            t.Line(19200, LineParity.Even, 1, slave: 1);
            t.Reads(function: 3, maxRegisters: 125, gapMs: 0, timeoutMs: 500);
            t.MarksMissing(MissingCode.LowestSigned);

            t.Add(Quantity.CurrentL1,                    0x0BB7, Encoding.Float32);
            t.Add(Quantity.CurrentL2,                    0x0BB9, Encoding.Float32);
            t.Add(Quantity.CurrentL3,                    0x0BBB, Encoding.Float32);
            t.Add(Quantity.CurrentAverage,               0x0BC1, Encoding.Float32);
            t.Add(Quantity.VoltageL1,                    0x0BD3, Encoding.Float32);
            t.Add(Quantity.VoltageL2,                    0x0BD5, Encoding.Float32);
            t.Add(Quantity.VoltageL3,                    0x0BD7, Encoding.Float32);
            t.Add(Quantity.VoltageAverage,               0x0BDB, Encoding.Float32);
            t.Add(Quantity.PowerL1,                      0x0BED, Encoding.Float32, 3);
            t.Add(Quantity.PowerL2,                      0x0BEF, Encoding.Float32, 3);
            t.Add(Quantity.PowerL3,                      0x0BF1, Encoding.Float32, 3);
            t.Add(Quantity.PowerTotal,                   0x0BF3, Encoding.Float32, 3);
            t.AddOptional(Quantity.ReactiveTotal,        0x0BFB, Encoding.Float32, 3);
            t.AddOptional(Quantity.ApparentTotal,        0x0C03, Encoding.Float32, 3);
            t.Add(Quantity.Frequency,                    0x0C25, Encoding.Float32);
            t.Add(Quantity.EnergyImport,                 0x0C83, Encoding.Int64, -3);
            t.AddOptional(Quantity.EnergyExport,         0x0C87, Encoding.Int64, -3);
            t.AddOptional(Quantity.ReactiveEnergyImport, 0x0C93, Encoding.Int64, -3);
            t.AddOptional(Quantity.ReactiveEnergyExport, 0x0C97, Encoding.Int64, -3);
            t.Add(Quantity.EnergyImportL1,               0x0DBD, Encoding.Int64, -3);
            t.Add(Quantity.EnergyImportL2,               0x0DC1, Encoding.Int64, -3);
            t.Add(Quantity.EnergyImportL3,               0x0DC5, Encoding.Int64, -3);

            return t;
        }
    }
}
