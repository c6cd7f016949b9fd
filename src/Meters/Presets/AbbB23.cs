// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Meters.Presets
{
    /// <summary>ABB B23 and B24 (EQ B series with RS-485; B21: totals and L1). Line: as set on the display. A and B are often labelled the other way round.</summary>
    internal static class AbbB23
    {
        private const string Source = "ABB B23/B24 user manual 2CMC485003M0201 rev E, chapter on Modbus mapping";

        public static RegisterTable Create()
        {
            var t = new RegisterTable("abb-b23", "ABB B23", Source);
            t.Line(9600, LineParity.None, 1, slave: 1);
            t.Reads(function: 3, maxRegisters: 125, gapMs: 0, timeoutMs: 500);
            t.MarksMissing(MissingCode.HighestSigned);

            t.Add(Quantity.VoltageL1,                    0x5B00, Encoding.UInt32, -1);
            t.Add(Quantity.VoltageL2,                    0x5B02, Encoding.UInt32, -1);
            t.Add(Quantity.VoltageL3,                    0x5B04, Encoding.UInt32, -1);
            t.Add(Quantity.VoltageL12,                   0x5B06, Encoding.UInt32, -1);
            t.Add(Quantity.VoltageL23,                   0x5B08, Encoding.UInt32, -1);   // the paper calls it 3-2
            t.Add(Quantity.VoltageL31,                   0x5B0A, Encoding.UInt32, -1);   // the paper calls it 1-3
            t.Add(Quantity.CurrentL1,                    0x5B0C, Encoding.UInt32, -2);
            t.Add(Quantity.CurrentL2,                    0x5B0E, Encoding.UInt32, -2);
            t.Add(Quantity.CurrentL3,                    0x5B10, Encoding.UInt32, -2);
            t.Add(Quantity.CurrentNeutral,               0x5B12, Encoding.UInt32, -2);
            t.Add(Quantity.PowerTotal,                   0x5B14, Encoding.Int32, -2);
            t.Add(Quantity.PowerL1,                      0x5B16, Encoding.Int32, -2);
            t.Add(Quantity.PowerL2,                      0x5B18, Encoding.Int32, -2);
            t.Add(Quantity.PowerL3,                      0x5B1A, Encoding.Int32, -2);
            t.Add(Quantity.ReactiveTotal,                0x5B1C, Encoding.Int32, -2);
            t.Add(Quantity.ReactiveL1,                   0x5B1E, Encoding.Int32, -2);
            t.Add(Quantity.ReactiveL2,                   0x5B20, Encoding.Int32, -2);
            t.Add(Quantity.ReactiveL3,                   0x5B22, Encoding.Int32, -2);
            t.Add(Quantity.ApparentTotal,                0x5B24, Encoding.Int32, -2);
            t.Add(Quantity.ApparentL1,                   0x5B26, Encoding.Int32, -2);
            t.Add(Quantity.ApparentL2,                   0x5B28, Encoding.Int32, -2);
            t.Add(Quantity.ApparentL3,                   0x5B2A, Encoding.Int32, -2);
            t.Add(Quantity.Frequency,                    0x5B2C, Encoding.UInt16, -2);
            t.Add(Quantity.PowerFactorTotal,             0x5B3A, Encoding.Int16, -3);
            t.Add(Quantity.PowerFactorL1,                0x5B3B, Encoding.Int16, -3);
            t.Add(Quantity.PowerFactorL2,                0x5B3C, Encoding.Int16, -3);
            t.Add(Quantity.PowerFactorL3,                0x5B3D, Encoding.Int16, -3);
            t.Add(Quantity.EnergyImport,                 0x5000, Encoding.UInt64, -2);
            t.AddOptional(Quantity.EnergyExport,         0x5004, Encoding.UInt64, -2);   // steel variants count import only
            t.AddOptional(Quantity.EnergyNet,            0x5008, Encoding.Int64, -2);
            t.AddOptional(Quantity.ReactiveEnergyImport, 0x500C, Encoding.UInt64, -2);
            t.AddOptional(Quantity.ReactiveEnergyExport, 0x5010, Encoding.UInt64, -2);
            t.AddOptional(Quantity.EnergyImportL1,       0x5460, Encoding.UInt64, -2);
            t.AddOptional(Quantity.EnergyImportL2,       0x5464, Encoding.UInt64, -2);
            t.AddOptional(Quantity.EnergyImportL3,       0x5468, Encoding.UInt64, -2);
            t.AddOptional(Quantity.EnergyExportL1,       0x546C, Encoding.UInt64, -2);
            t.AddOptional(Quantity.EnergyExportL2,       0x5470, Encoding.UInt64, -2);
            t.AddOptional(Quantity.EnergyExportL3,       0x5474, Encoding.UInt64, -2);

            return t;
        }
    }
}
