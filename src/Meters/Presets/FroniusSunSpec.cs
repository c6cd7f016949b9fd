// SPDX-License-Identifier: MIT
using Wattwarden.Meters.SunSpec;
using Wattwarden.Ports;

namespace Wattwarden.Meters.Presets
{
    /// <summary>
    /// Fronius GEN24 and the smart meter behind it through SunSpec: slave 200 is the meter (240 on the older Datamanager), slave 1 the inverter.
    /// The rows here say what can be had; where it lies is found in the device's model chain.
    /// </summary>
    internal static class FroniusSunSpec
    {
        private const string Source = "Fronius GEN24 manual (Modbus settings); SunSpec models 101-103, 111-113, 201-204, 211-214";
        private const int UsualModelAddress = 40069;

        public static RegisterTable Create()
        {
            var t = new RegisterTable("fronius-sunspec", "Fronius GEN24 (SunSpec)", Source);
            t.Line(9600, LineParity.None, 1, slave: 200);   // bit rate and parity: as chosen in the inverter
            t.Reads(function: 3, maxRegisters: 125, gapMs: 0, timeoutMs: 1000);
            t.MarksMissing(MissingCode.LowestSigned);
            t.UsesSunSpec();

            SunSpecModels.AddMeter(t, 211, UsualModelAddress);
            SunSpecModels.AddInverter(t, 111, UsualModelAddress, withGridValues: false);

            return t;
        }
    }
}
