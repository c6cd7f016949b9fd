// SPDX-License-Identifier: MIT
namespace Wattwarden.Meters.SunSpec
{
    /// <summary>
    /// Rows of the SunSpec meter and inverter models. Source: sunspec/models, json/model_101 … model_214; offsets count from the model's ID register.
    /// Power factors are left out: their range differs between makers.
    /// </summary>
    internal static class SunSpecModels
    {
        private const Encoding F = Encoding.Float32;
        private const Encoding I = Encoding.Int16;
        private const Encoding U = Encoding.UInt16;
        private const Encoding A = Encoding.Acc32;
        private const int Kilo = -3;   // Wh on the wire, kWh here

        public static bool IsMeter(int model) => (model >= 201 && model <= 204) || (model >= 211 && model <= 214);

        public static bool IsInverter(int model) => (model >= 101 && model <= 103) || (model >= 111 && model <= 113);

        /// <summary>Adds the rows of a meter model whose ID register is at the address.</summary>
        public static void AddMeter(RegisterTable t, int model, int address)
        {
            if (model >= 211) AddFloatMeter(t, address);
            else AddScaledMeter(t, address);
        }

        /// <summary>Adds the rows of an inverter model; grid values are those that a meter at the same address would also give.</summary>
        public static void AddInverter(RegisterTable t, int model, int address, bool withGridValues)
        {
            if (model >= 111) AddFloatInverter(t, address, withGridValues);
            else AddScaledInverter(t, address, withGridValues);
        }

        private static void AddFloatMeter(RegisterTable t, int at)
        {
            t.ReadsThrough(at + 2, at + 125);
            t.Add(Quantity.CurrentSum,           at + 2, F);
            AddRun(t, Quantity.CurrentL1, 3,     at + 4, F, 2, 0);
            t.Add(Quantity.VoltageAverage,       at + 10, F);
            AddRun(t, Quantity.VoltageL1, 3,     at + 12, F, 2, 0);
            t.Add(Quantity.VoltageLineAverage,   at + 18, F);
            AddRun(t, Quantity.VoltageL12, 3,    at + 20, F, 2, 0);
            t.Add(Quantity.Frequency,            at + 26, F);
            t.Add(Quantity.PowerTotal,           at + 28, F);
            AddRun(t, Quantity.PowerL1, 3,       at + 30, F, 2, 0);
            t.Add(Quantity.ApparentTotal,        at + 36, F);
            AddRun(t, Quantity.ApparentL1, 3,    at + 38, F, 2, 0);
            t.Add(Quantity.ReactiveTotal,        at + 44, F);
            AddRun(t, Quantity.ReactiveL1, 3,    at + 46, F, 2, 0);
            AddRun(t, Quantity.EnergyExport, 4,  at + 60, F, 2, Kilo);
            AddRun(t, Quantity.EnergyImport, 4,  at + 68, F, 2, Kilo);
            t.Add(Quantity.ApparentEnergyExport, at + 76, F, Kilo);
            t.Add(Quantity.ApparentEnergyImport, at + 84, F, Kilo);
            AddRun(t, Quantity.ReactiveEnergyQ1, 4, at + 92, F, 8, Kilo);
        }

        private static void AddScaledMeter(RegisterTable t, int at)
        {
            t.ReadsThrough(at + 2, at + 106);
            t.AddScaled(Quantity.CurrentSum,             at + 2, I, at + 6);
            AddScaledRun(t, Quantity.CurrentL1, 3,       at + 3, I, at + 6, 0);
            t.AddScaled(Quantity.VoltageAverage,         at + 7, I, at + 15);
            AddScaledRun(t, Quantity.VoltageL1, 3,       at + 8, I, at + 15, 0);
            t.AddScaled(Quantity.VoltageLineAverage,     at + 11, I, at + 15);
            AddScaledRun(t, Quantity.VoltageL12, 3,      at + 12, I, at + 15, 0);
            t.AddScaled(Quantity.Frequency,              at + 16, I, at + 17);
            t.AddScaled(Quantity.PowerTotal,             at + 18, I, at + 22);
            AddScaledRun(t, Quantity.PowerL1, 3,         at + 19, I, at + 22, 0);
            t.AddScaled(Quantity.ApparentTotal,          at + 23, I, at + 27);
            AddScaledRun(t, Quantity.ApparentL1, 3,      at + 24, I, at + 27, 0);
            t.AddScaled(Quantity.ReactiveTotal,          at + 28, I, at + 32);
            AddScaledRun(t, Quantity.ReactiveL1, 3,      at + 29, I, at + 32, 0);
            AddScaledRun(t, Quantity.EnergyExport, 4,    at + 38, A, at + 54, Kilo);
            AddScaledRun(t, Quantity.EnergyImport, 4,    at + 46, A, at + 54, Kilo);
        }

        private static void AddFloatInverter(RegisterTable t, int at, bool withGridValues)
        {
            t.ReadsThrough(at + 2, at + 61);
            t.Add(Quantity.InverterPower,       at + 22, F);
            t.Add(Quantity.InverterApparent,    at + 26, F);
            t.Add(Quantity.InverterReactive,    at + 28, F);
            t.Add(Quantity.InverterEnergy,      at + 32, F, Kilo);
            t.Add(Quantity.DcCurrent,           at + 34, F);
            t.Add(Quantity.DcVoltage,           at + 36, F);
            t.Add(Quantity.DcPower,             at + 38, F);
            t.Add(Quantity.InverterTemperature, at + 40, F);
            t.Add(Quantity.InverterState,       at + 48, U);
            if (!withGridValues) return;
            t.Add(Quantity.CurrentSum,          at + 2, F);
            AddRun(t, Quantity.CurrentL1, 3,    at + 4, F, 2, 0);
            AddRun(t, Quantity.VoltageL12, 3,   at + 10, F, 2, 0);
            AddRun(t, Quantity.VoltageL1, 3,    at + 16, F, 2, 0);
            t.Add(Quantity.Frequency,           at + 24, F);
        }

        private static void AddScaledInverter(RegisterTable t, int at, bool withGridValues)
        {
            t.ReadsThrough(at + 2, at + 51);
            t.AddScaled(Quantity.InverterPower,       at + 14, I, at + 15);
            t.AddScaled(Quantity.InverterApparent,    at + 18, I, at + 19);
            t.AddScaled(Quantity.InverterReactive,    at + 20, I, at + 21);
            t.AddScaled(Quantity.InverterEnergy,      at + 24, A, at + 26, Kilo);
            t.AddScaled(Quantity.DcCurrent,           at + 27, U, at + 28);
            t.AddScaled(Quantity.DcVoltage,           at + 29, U, at + 30);
            t.AddScaled(Quantity.DcPower,             at + 31, I, at + 32);
            t.AddScaled(Quantity.InverterTemperature, at + 33, I, at + 37);
            t.Add(Quantity.InverterState,             at + 38, U);
            if (!withGridValues) return;
            t.AddScaled(Quantity.CurrentSum,          at + 2, U, at + 6);
            AddScaledRun(t, Quantity.CurrentL1, 3,    at + 3, U, at + 6, 0);
            AddScaledRun(t, Quantity.VoltageL12, 3,   at + 7, U, at + 13, 0);
            AddScaledRun(t, Quantity.VoltageL1, 3,    at + 10, U, at + 13, 0);
            t.AddScaled(Quantity.Frequency,           at + 16, U, at + 17);
        }

        private static void AddRun(RegisterTable t, Quantity first, int count, int at, Encoding encoding, int step, int tenPower)
        {
            for (int i = 0; i < count; i++) t.Add((Quantity)((int)first + i), at + i * step, encoding, tenPower);
        }

        private static void AddScaledRun(RegisterTable t, Quantity first, int count, int at, Encoding encoding, int scaleAddress, int tenPower)
        {
            int step = RegisterDecoder.Length(encoding);
            for (int i = 0; i < count; i++) t.AddScaled((Quantity)((int)first + i), at + i * step, encoding, scaleAddress, tenPower);
        }
    }
}
