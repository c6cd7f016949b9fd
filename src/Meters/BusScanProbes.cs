// SPDX-License-Identifier: MIT
using Wattwarden.Modbus;
using Wattwarden.Text;

namespace Wattwarden.Meters
{
    /// <summary>
    /// The questions by which a slave that answers is recognised: identity registers first, then registers that hold mains voltage or frequency
    /// in one family of meters only. Sources: the papers named in the presets; SunSpec model specification ("SunS"); ABB 2CMC485003M (type
    /// designation at 8960h); Carlo Gavazzi EM24 and EM300 protocols (identification code at 000Bh); Huawei DTSU666-H (07D1h).
    /// </summary>
    internal static class BusScanProbes
    {
        public const int Unknown = -1;

        // Results from here on: Found + position in Meters.
        private const int Found = 100;

        private const string Meters =
            "fronius-sunspec|abb-b23|carlo-gavazzi-em24|carlo-gavazzi-em340|chint-dtsu666-h|chint-dtsu666|orno-we-517|schneider-iem3155|" +
            "siemens-pac2200|finder-7m38|eastron-sdm630-v2|eastron-sdm72dm-v2|eastron-sdm230|eastron-sdm120|eastron-sdm72dm";

        private const string Hows =
            "SunSpec mark in register 40000|type designation in register 0x8960|identification code in register 0x000B|" +
            "identification code in register 0x000B|identification code in register 0x07D1|tenths of volts in register 0x2006|" +
            "volts in register 0x000E and hertz in register 0x0014|volts in register 0x0BD3|volts in register 0x0001|volts in input register 2500|" +
            "volts of three phases and an energy of L1|volts of three phases without an energy of L1|volts of one phase and a resettable energy|" +
            "volts of one phase|total power without voltages";

        // function, address, registers, test, next when it passes, next when it does not (Unknown: nothing we know)
        private static readonly int[] Steps =
        {
            3, 40000, 2, TestSunSpec, Found + 0, 1,
            3, 0x8960, 2, TestAbb, Found + 1, 2,
            3, 0x000B, 1, TestEm24, Found + 2, 3,
            3, 0x000B, 1, TestEm340, Found + 3, 4,
            3, 0x07D1, 1, TestDtsuH, Found + 4, 5,
            3, 0x2006, 2, TestTenthVolts, Found + 5, 6,
            3, 0x000E, 2, TestVolts, 7, 8,
            3, 0x0014, 2, TestHertz, Found + 6, 8,
            3, 0x0BD3, 2, TestVolts, Found + 7, 9,
            3, 0x0001, 2, TestVolts, Found + 8, 10,
            4, 2500, 2, TestVolts, Found + 9, 11,
            4, 0x0000, 2, TestVolts, 12, 15,
            4, 0x0002, 2, TestVolts, 13, 14,
            4, 0x015A, 2, TestAnswers, Found + 10, Found + 11,
            4, 0x0180, 2, TestAnswers, Found + 12, Found + 13,
            4, 0x0034, 2, TestAnswers, 16, Unknown,
            4, 0x0500, 2, TestAnswers, Found + 14, Unknown,
        };

        private const int StepLength = 6;
        private const int TestAnswers = 0;
        private const int TestSunSpec = 1;
        private const int TestAbb = 2;
        private const int TestEm24 = 3;
        private const int TestEm340 = 4;
        private const int TestDtsuH = 5;
        private const int TestVolts = 6;
        private const int TestTenthVolts = 7;
        private const int TestHertz = 8;

        public static bool IsResult(int step) => step >= Found;

        /// <summary>Preset of a result.</summary>
        public static string Meter(int result) => WordList.At(Meters, result - Found);

        /// <summary>By what the result was found.</summary>
        public static string How(int result) => WordList.At(Hows, result - Found);

        public static void Fill(ModbusRequest request, int step, byte slave)
        {
            int at = step * StepLength;
            request.SetRead(slave, (byte)Steps[at], Steps[at + 1], Steps[at + 2]);
        }

        /// <summary>The step or the result that follows from an answer, or from there being none.</summary>
        public static int Next(int step, ModbusRequest request)
        {
            int at = step * StepLength;
            bool passes = request.Status == ModbusStatus.Ok && request.DataLength == Steps[at + 2] * 2 && Passes(Steps[at + 3], request, Steps[at + 2]);
            return Steps[at + (passes ? 4 : 5)];
        }

        private static bool Passes(int test, ModbusRequest request, int registers)
        {
            int value = request.Register(0);
            if (registers == 2) value = (value << 16) | request.Register(1);
            switch (test)
            {
                case TestSunSpec: return value == 0x53756E53;                                        // "SunS"
                case TestAbb: return (value >> 16) == 0x4232 && ((value >> 8) & 0xFC) == 0x30;       // "B2", then 0 to 3
                case TestEm24: return value >= 71 && value <= 73;
                case TestEm340: return value == 345 || value == 331 || value == 332;
                case TestDtsuH: return value == 0x3B11 || value == 0x3F80;

                // Floats that are positive sort as their bits do.
                case TestVolts: return value >= 0x42A00000 && value <= 0x438C0000;                   // 80 to 280
                case TestTenthVolts: return value >= 0x44480000 && value <= 0x452F0000;              // 800 to 2800
                case TestHertz: return value >= 0x42340000 && value <= 0x42820000;                   // 45 to 65
                default: return true;
            }
        }
    }
}
