// SPDX-License-Identifier: MIT
namespace Wattwarden.Sensors
{
    /// <summary>
    /// Platinum resistor of 1000 Ω at 0 °C, IEC 60751: R = R0 (1 + A t + B t²), below 0 °C also + R0 C (t − 100) t³. Both ways, −200 to 850 °C.
    /// </summary>
    public static class Pt1000
    {
        public const int LeastMilliCelsius = -200000;
        public const int MostMilliCelsius = 850000;

        /// <summary>Above it the sensor or a wire is broken; the hottest sensor has 3905 Ω.</summary>
        public const int OpenMilliOhm = 4000000;

        /// <summary>Below it the wires touch; the coldest sensor has 185 Ω.</summary>
        public const int ShortMilliOhm = 100000;

        private const double A = 3.9083e-3;
        private const double B = -5.775e-7;
        private const double C = -4.183e-12;
        private const double R0MilliOhm = 1000000;
        private const int Steps = 6;   // of Newton's method; from the straight line four are enough over the whole range

        /// <summary>Resistance in milliohm at a temperature in thousandths of a degree.</summary>
        public static int MilliOhm(int milliCelsius) => (int)(R0MilliOhm * Ratio(milliCelsius / 1000.0) + 0.5);

        /// <summary>Temperature in thousandths of a degree. The state is Good, or says what is wrong.</summary>
        public static AnalogState TryCelsius(long milliOhm, out int milliCelsius)
        {
            milliCelsius = 0;
            if (milliOhm > OpenMilliOhm) return AnalogState.Open;
            if (milliOhm < ShortMilliOhm) return AnalogState.Short;
            double ratio = milliOhm / R0MilliOhm;
            double celsius = (ratio - 1) / A;
            for (int i = 0; i < Steps; i++) celsius -= (Ratio(celsius) - ratio) / Slope(celsius);
            double milli = celsius * 1000;
            milliCelsius = (int)(milli < 0 ? milli - 0.5 : milli + 0.5);
            return milliCelsius < LeastMilliCelsius || milliCelsius > MostMilliCelsius ? AnalogState.OutOfRange : AnalogState.Good;
        }

        private static double Ratio(double t) => t >= 0 ? 1 + t * (A + t * B) : 1 + t * (A + t * (B + t * C * (t - 100)));

        private static double Slope(double t) => t >= 0 ? A + 2 * t * B : A + t * (2 * B + t * C * (4 * t - 300));
    }
}
