// SPDX-License-Identifier: MIT
using Wattwarden.Ports;

namespace Wattwarden.Meters.Presets
{
    /// <summary>Finder 7M.38, three phases. The energy counters n1 to n4 can be set otherwise: these are their factory meanings.</summary>
    internal static class Finder7m38
    {
        private const string Source = "Finder Modbus 7M.24/7M.38 (2021), input registers, number less 30000";

        public static RegisterTable Create()
        {
            var t = new RegisterTable("finder-7m38", "Finder 7M.38", Source);
            t.Line(19200, LineParity.None, 2, slave: 33);
            t.Reads(function: 4, maxRegisters: 60, gapMs: 0, timeoutMs: 500);

            t.Add(Quantity.VoltageL1,                    2500, Encoding.Float32);
            t.Add(Quantity.VoltageL2,                    2502, Encoding.Float32);
            t.Add(Quantity.VoltageL3,                    2504, Encoding.Float32);
            t.Add(Quantity.CurrentL1,                    2516, Encoding.Float32);
            t.Add(Quantity.CurrentL2,                    2518, Encoding.Float32);
            t.Add(Quantity.CurrentL3,                    2520, Encoding.Float32);
            t.Add(Quantity.PowerL1,                      2530, Encoding.Float32);
            t.Add(Quantity.PowerL2,                      2532, Encoding.Float32);
            t.Add(Quantity.PowerL3,                      2534, Encoding.Float32);
            t.Add(Quantity.PowerTotal,                   2536, Encoding.Float32);
            t.Add(Quantity.ReactiveL1,                   2538, Encoding.Float32);
            t.Add(Quantity.ReactiveL2,                   2540, Encoding.Float32);
            t.Add(Quantity.ReactiveL3,                   2542, Encoding.Float32);
            t.Add(Quantity.ReactiveTotal,                2544, Encoding.Float32);
            t.Add(Quantity.ApparentL1,                   2546, Encoding.Float32);
            t.Add(Quantity.ApparentL2,                   2548, Encoding.Float32);
            t.Add(Quantity.ApparentL3,                   2550, Encoding.Float32);
            t.Add(Quantity.ApparentTotal,                2552, Encoding.Float32);
            t.Add(Quantity.PowerFactorL1,                2554, Encoding.Float32);
            t.Add(Quantity.PowerFactorL2,                2556, Encoding.Float32);
            t.Add(Quantity.PowerFactorL3,                2558, Encoding.Float32);
            t.Add(Quantity.PowerFactorTotal,             2560, Encoding.Float32);
            t.Add(Quantity.PhaseAngleTotal,              2576, Encoding.Float32);
            t.Add(Quantity.Frequency,                    2584, Encoding.Float32);
            t.AddOptional(Quantity.ThdVoltageL1,         2594, Encoding.Float32);
            t.AddOptional(Quantity.ThdVoltageL2,         2596, Encoding.Float32);
            t.AddOptional(Quantity.ThdVoltageL3,         2598, Encoding.Float32);
            t.AddOptional(Quantity.EnergyImport,         2752, Encoding.Float32, -3);
            t.AddOptional(Quantity.ReactiveEnergyImport, 2754, Encoding.Float32, -3);
            t.AddOptional(Quantity.EnergyExport,         2756, Encoding.Float32, -3);
            t.AddOptional(Quantity.ReactiveEnergyExport, 2758, Encoding.Float32, -3);

            return t;
        }
    }
}
