// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Meters.Presets
{
    /// <summary>CHINT DTSU666-H as Huawei inverters use it: one block of plain floats. Only one master may poll it.</summary>
    internal static class ChintDtsu666H
    {
        private const string Source = "captured inverter traffic, registers 2102 to 2181 (published bus captures of three projects)";

        public static RegisterTable Create()
        {
            var t = new RegisterTable("chint-dtsu666-h", "CHINT DTSU666-H (Huawei)", Source);
            t.Line(9600, LineParity.None, 1, slave: 11);
            t.Reads(function: 3, maxRegisters: 80, gapMs: 0, timeoutMs: 500);
            t.ReadsThrough(2102, 2181);

            t.Add(Quantity.CurrentL1,              2102, Encoding.Float32);
            t.Add(Quantity.CurrentL2,              2104, Encoding.Float32);
            t.Add(Quantity.CurrentL3,              2106, Encoding.Float32);
            t.Add(Quantity.VoltageAverage,         2108, Encoding.Float32);
            t.Add(Quantity.VoltageL1,              2110, Encoding.Float32);
            t.Add(Quantity.VoltageL2,              2112, Encoding.Float32);
            t.Add(Quantity.VoltageL3,              2114, Encoding.Float32);
            t.Add(Quantity.VoltageLineAverage,     2116, Encoding.Float32);
            t.Add(Quantity.VoltageL12,             2118, Encoding.Float32);
            t.Add(Quantity.VoltageL23,             2120, Encoding.Float32);
            t.Add(Quantity.VoltageL31,             2122, Encoding.Float32);
            t.Add(Quantity.Frequency,              2124, Encoding.Float32);
            t.Add(Quantity.PowerTotal,             2126, Encoding.Float32);
            t.Add(Quantity.PowerL1,                2128, Encoding.Float32);
            t.Add(Quantity.PowerL2,                2130, Encoding.Float32);
            t.Add(Quantity.PowerL3,                2132, Encoding.Float32);
            t.Add(Quantity.ReactiveTotal,          2134, Encoding.Float32);
            t.Add(Quantity.ReactiveL1,             2136, Encoding.Float32);
            t.Add(Quantity.ReactiveL2,             2138, Encoding.Float32);
            t.Add(Quantity.ReactiveL3,             2140, Encoding.Float32);
            t.Add(Quantity.ApparentTotal,          2142, Encoding.Float32);
            t.Add(Quantity.ApparentL1,             2144, Encoding.Float32);
            t.Add(Quantity.ApparentL2,             2146, Encoding.Float32);
            t.Add(Quantity.ApparentL3,             2148, Encoding.Float32);
            t.Add(Quantity.PowerFactorTotal,       2150, Encoding.Float32);
            t.Add(Quantity.PowerFactorL1,          2152, Encoding.Float32);
            t.Add(Quantity.PowerFactorL2,          2154, Encoding.Float32);
            t.Add(Quantity.PowerFactorL3,          2156, Encoding.Float32);
            t.Add(Quantity.EnergyImport,           2166, Encoding.Float32);
            t.AddOptional(Quantity.EnergyImportL1, 2168, Encoding.Float32);
            t.AddOptional(Quantity.EnergyImportL2, 2170, Encoding.Float32);
            t.AddOptional(Quantity.EnergyImportL3, 2172, Encoding.Float32);
            t.Add(Quantity.EnergyExport,           2174, Encoding.Float32);
            t.AddOptional(Quantity.EnergyExportL1, 2176, Encoding.Float32);
            t.AddOptional(Quantity.EnergyExportL2, 2178, Encoding.Float32);
            t.AddOptional(Quantity.EnergyExportL3, 2180, Encoding.Float32);

            return t;
        }
    }
}
