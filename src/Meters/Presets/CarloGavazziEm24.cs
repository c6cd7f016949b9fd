// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Meters.Presets
{
    /// <summary>Carlo Gavazzi EM24-DIN with RS-485. Total import is 0x003E; 0x0042 is the partial counter. Export counts in some applications only.</summary>
    internal static class CarloGavazziEm24
    {
        private const string Source = "Carlo Gavazzi EM24-DIN PFA/PFB/X communication protocol V4R0 (2012), section 2";

        public static RegisterTable Create()
        {
            var t = new RegisterTable("carlo-gavazzi-em24", "Carlo Gavazzi EM24", Source);
            t.Line(9600, LineParity.None, 1, slave: 1);
            t.Reads(function: 3, maxRegisters: 11, gapMs: 0, timeoutMs: 600);   // 11 words a request; answers within 500 ms
            t.MarksMissing(MissingCode.HighestSigned);

            t.Add(Quantity.VoltageL1,                    0x0000, Encoding.Int32LowWordFirst, -1);
            t.Add(Quantity.VoltageL2,                    0x0002, Encoding.Int32LowWordFirst, -1);
            t.Add(Quantity.VoltageL3,                    0x0004, Encoding.Int32LowWordFirst, -1);
            t.Add(Quantity.VoltageL12,                   0x0006, Encoding.Int32LowWordFirst, -1);
            t.Add(Quantity.VoltageL23,                   0x0008, Encoding.Int32LowWordFirst, -1);
            t.Add(Quantity.VoltageL31,                   0x000A, Encoding.Int32LowWordFirst, -1);
            t.Add(Quantity.CurrentL1,                    0x000C, Encoding.Int32LowWordFirst, -3);
            t.Add(Quantity.CurrentL2,                    0x000E, Encoding.Int32LowWordFirst, -3);
            t.Add(Quantity.CurrentL3,                    0x0010, Encoding.Int32LowWordFirst, -3);
            t.Add(Quantity.PowerL1,                      0x0012, Encoding.Int32LowWordFirst, -1);
            t.Add(Quantity.PowerL2,                      0x0014, Encoding.Int32LowWordFirst, -1);
            t.Add(Quantity.PowerL3,                      0x0016, Encoding.Int32LowWordFirst, -1);
            t.Add(Quantity.ApparentL1,                   0x0018, Encoding.Int32LowWordFirst, -1);
            t.Add(Quantity.ApparentL2,                   0x001A, Encoding.Int32LowWordFirst, -1);
            t.Add(Quantity.ApparentL3,                   0x001C, Encoding.Int32LowWordFirst, -1);
            t.Add(Quantity.ReactiveL1,                   0x001E, Encoding.Int32LowWordFirst, -1);
            t.Add(Quantity.ReactiveL2,                   0x0020, Encoding.Int32LowWordFirst, -1);
            t.Add(Quantity.ReactiveL3,                   0x0022, Encoding.Int32LowWordFirst, -1);
            t.Add(Quantity.VoltageAverage,               0x0024, Encoding.Int32LowWordFirst, -1);
            t.Add(Quantity.VoltageLineAverage,           0x0026, Encoding.Int32LowWordFirst, -1);
            t.Add(Quantity.PowerTotal,                   0x0028, Encoding.Int32LowWordFirst, -1);
            t.Add(Quantity.ApparentTotal,                0x002A, Encoding.Int32LowWordFirst, -1);
            t.Add(Quantity.ReactiveTotal,                0x002C, Encoding.Int32LowWordFirst, -1);
            t.Add(Quantity.PowerFactorL1,                0x0032, Encoding.Int16, -3);
            t.Add(Quantity.PowerFactorL2,                0x0033, Encoding.Int16, -3);
            t.Add(Quantity.PowerFactorL3,                0x0034, Encoding.Int16, -3);
            t.Add(Quantity.PowerFactorTotal,             0x0035, Encoding.Int16, -3);
            t.Add(Quantity.PhaseSequence,                0x0036, Encoding.Int16);
            t.Add(Quantity.Frequency,                    0x0037, Encoding.Int16, -1);
            t.Add(Quantity.EnergyImport,                 0x003E, Encoding.Int32LowWordFirst, -1);
            t.Add(Quantity.ReactiveEnergyImport,         0x0040, Encoding.Int32LowWordFirst, -1);
            t.Add(Quantity.EnergyImportResettable,       0x0042, Encoding.Int32LowWordFirst, -1);
            t.Add(Quantity.EnergyImportL1,               0x0046, Encoding.Int32LowWordFirst, -1);
            t.Add(Quantity.EnergyImportL2,               0x0048, Encoding.Int32LowWordFirst, -1);
            t.Add(Quantity.EnergyImportL3,               0x004A, Encoding.Int32LowWordFirst, -1);
            t.AddOptional(Quantity.EnergyExport,         0x005C, Encoding.Int32LowWordFirst, -1);
            t.AddOptional(Quantity.ReactiveEnergyExport, 0x005E, Encoding.Int32LowWordFirst, -1);

            return t;
        }
    }
}
